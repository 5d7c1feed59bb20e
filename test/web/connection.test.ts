import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
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

test(
  'what happens while the studio opens is shown: before the stream, and beside the first load',
  needsBrowser,
  async (t) => {
    const { page, call, goTo } = await openStudio(t)
    const put = async (red: number, name: string) => {
      const picture = sharp({ create: { width: 32, height: 32, channels: 3, background: { r: red, g: 90, b: 90 } } })
      const form = new FormData()
      form.set('file', new Blob([Uint8Array.from(await picture.png().toBuffer())]), name)
      await call('/api/v1/assets', { method: 'POST', body: form })
    }
    const stream = Promise.withResolvers<void>()
    let onAdded: (() => void) | undefined
    await page.routeWebSocket(/\/api\/v1\/events/, async (socket) => {
      await stream.promise
      socket.connectToServer().onMessage((message) => {
        socket.send(message)
        if (/"type":"assets?-(added|changed)"/.test(String(message))) onAdded?.()
      })
    })
    await goTo('/gallery')
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    await put(10, 'before-the-stream.png')
    stream.resolve()
    await page.getByRole('gridcell', { name: /before-the-stream/ }).waitFor()

    // An answer that was right when it was made, and arrives after the event.
    const [made, sent] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let held = false
    await page.route(/\/api\/v1\/assets\?/, async (route) => {
      if (held) return route.continue()
      held = true
      const response = await route.fetch()
      made.resolve()
      await sent.promise
      await route.fulfill({ response })
    })
    await goTo('/gallery')
    await made.promise
    await page.getByRole('button', { name: 'Connected' }).waitFor()
    const added = new Promise<void>((resolve) => (onAdded = resolve))
    await put(200, 'beside-the-load.png')
    await added
    // Events are gathered for a moment before anything is fetched: the answer has to come after that.
    await page.waitForTimeout(300)
    sent.resolve()
    await page.getByRole('gridcell', { name: /beside-the-load/ }).waitFor()
  },
)

test('a job that fails is told of on another page, and shown', needsBrowser, async (t) => {
  const { page, send } = await openStudio(t, { path: '/settings' })
  await page.getByRole('button', { name: 'Connected' }).waitFor()
  const job = await send<JobView>('/api/v1/jobs', { node: 'image.upscale', input: { image: 'nothing-of-that-name' } })
  await page.getByText('Failed: Enlarged picture').first().waitFor()
  // As long as the pointer is on it, it stays.
  await page.getByRole('button', { name: 'Show' }).hover()
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
