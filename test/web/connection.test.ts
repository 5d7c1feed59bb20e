import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

test('without the stream of events the studio asks by itself, and says that it does', needsBrowser, async (t) => {
  const { page, send, goTo } = await openStudio(t)
  await page.routeWebSocket(/\/api\/v1\/events/, (socket) => socket.close())
  await goTo('/jobs')
  await page.getByRole('button', { name: /^Connected, but without live events/ }).waitFor()
  await page.getByRole('heading', { name: 'No jobs yet' }).waitFor()
  const input = { prompt: 'copper gear', width: 64, height: 64, seed: 1 }
  await send<JobView>('/api/v1/jobs', { node: 'image.generate', input })
  await page.getByRole('button', { name: /Done: .*copper gear/ }).waitFor()
  assert.deepEqual(await findBarriers(page), [])
})

test('a job that fails is told of on another page, and shown', needsBrowser, async (t) => {
  const { page, send } = await openStudio(t, { path: '/settings' })
  await page.getByRole('button', { name: 'Connected' }).waitFor()
  const job = await send<JobView>('/api/v1/jobs', { node: 'image.upscale', input: { image: 'nothing-of-that-name' } })
  await page.getByText('Failed: image.upscale').first().waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL(`**/jobs?job=${job.id}`)
})

test('the palette finds an asset by the words it was made with', needsBrowser, async (t) => {
  const { page, send, get } = await openStudio(t)
  const input = { prompt: 'weathered oak barrel', width: 64, height: 64, seed: 1 }
  const { id } = await send<JobView>('/api/v1/jobs', { node: 'image.generate', input })
  await get(`/api/v1/jobs/${id}?waitSeconds=60`)
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('weathered')
  const found = page.getByRole('group', { name: 'Assets' }).getByRole('option').first()
  await found.click()
  await page.waitForURL('**/gallery/*')
})
