import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

test('a project is made, used, renamed and given its old name back', needsBrowser, async (t) => {
  const { page, get } = await openStudio(t, { path: '/projects' })
  await page.getByRole('button', { name: 'New project' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New project' })
  await dialog.getByLabel('Name').fill('Temple ruins')
  assert.deepEqual(await findBarriers(page), [])
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Project: Temple ruins' }).waitFor()
  await page.getByRole('link', { name: /Temple ruins/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Temple ruins' }).waitFor()
  await page.getByRole('heading', { name: 'Nothing was done yet' }).waitFor()
  assert.deepEqual(await findBarriers(page), [])

  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Temple')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Temple', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await page.getByRole('heading', { level: 1, name: 'Temple ruins' }).waitFor()
  const { items } = await get<{ items: { name: string; current: boolean }[] }>('/api/v1/projects')
  assert.deepEqual(
    items.filter(({ current }) => current).map(({ name }) => name),
    ['Temple ruins'],
  )
})

test('the history goes back and forth, step by step and at once', needsBrowser, async (t) => {
  const { page, workspace, send, get, goTo } = await openStudio(t)
  for (const prompt of ['copper gear', 'stone block', 'oak barrel']) {
    const input = { prompt, width: 64, height: 64, seed: 1 }
    const { id } = await send<JobView>('/api/v1/jobs', { node: 'image.generate', input })
    await get(`/api/v1/jobs/${id}?waitSeconds=60`)
  }
  const project = workspace.projects.list()[0]!
  const undone = () => workspace.history.list(project.id).map((entry) => entry.undone)
  await goTo(`/projects/${project.slug}`)
  const history = page.getByRole('region', { name: 'History' })
  const entries = history.getByRole('listitem')
  // Three jobs, and the line that says where the present is.
  await entries.nth(3).waitFor()
  await entries.nth(3).hover()
  await entries.nth(3).getByRole('button', { name: 'Back to here' }).click()
  await page.getByText('2 changes undone').first().waitFor()
  assert.deepEqual(undone(), [true, true, false])
  await history.getByText('(undone)').nth(1).waitFor({ state: 'attached' })
  assert.deepEqual(await findBarriers(page), [])

  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await page
    .getByText(/^Done again: /)
    .first()
    .waitFor()
  assert.deepEqual(undone(), [true, false, false])
  await history.getByRole('button', { name: 'Redo', exact: true }).click()
  await page.getByText('One change done again').first().waitFor()
  assert.deepEqual(undone(), [false, false, false])
})
