import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')
const picture = (prompt: string) => ({ node: 'image.generate', input: { prompt, width: 64, height: 64, seed: 1 } })

test(
  'without jobs it says how to make one; a new job appears by itself and runs to its end',
  needsBrowser,
  async (t) => {
    const { page, send } = await openStudio(t, { path: '/jobs' })
    await page.getByRole('heading', { name: 'No jobs yet' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    const job = await send<JobView>('/api/v1/jobs', picture('copper gear'))
    const row = page.getByRole('region', { name: 'Today' }).getByRole('button', { name: /Done: .*copper gear/ })
    await row.click()
    await page.waitForURL(`**/jobs?job=${job.id}`)
    const detail = page.getByRole('complementary', { name: 'Job' })
    await detail.getByText('Done', { exact: true }).waitFor()
    assert.equal(await detail.locator('dd', { hasText: 'copper gear' }).count(), 1)
    assert.deepEqual(await findBarriers(page), [])
  },
)

test('waiting jobs are moved by keys and by dragging, and cancelled', needsBrowser, async (t) => {
  const { page, workspace, send } = await openStudio(t, { path: '/jobs' })
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('The queue is paused').waitFor()
  for (const prompt of ['first', 'second', 'third']) await send('/api/v1/jobs', picture(prompt))
  const order = () => workspace.queue.queued().map(({ input }) => (input as { prompt: string }).prompt)
  const handle = (name: string) => page.getByRole('button', { name: new RegExp(`^Move .*${name}`) })

  await handle('third').focus()
  await page.keyboard.press('ArrowUp')
  await page.getByText(/third.* is now number 2 of 3/).waitFor()
  await until(() => order().join() === 'first,third,second', order)
  // The pointer goes to what is drawn: the list must show the new order before its rows are measured.
  const handles = page.getByRole('button', { name: /^Move / })
  for (const [place, name] of ['first', 'third', 'second'].entries()) {
    await handles.nth(place).and(handle(name)).waitFor()
  }

  const target = (await handle('first').boundingBox())!
  await handle('second').hover()
  await page.mouse.down()
  // As a person does: each movement is seen before the next.
  await page.locator('li[data-dragged-to="2"]').waitFor()
  await page.mouse.move(target.x + 10, target.y - 5, { steps: 8 })
  await page.locator('li[data-dragged-to="0"]').waitFor()
  await page.mouse.up()
  await until(() => order().join() === 'second,first,third', order)
  assert.deepEqual(await findBarriers(page), [])

  await page.getByRole('button', { name: /^Waiting: .*first/ }).click()
  await page.getByRole('complementary').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('complementary').getByText('Cancelled', { exact: true }).waitFor()
  assert.deepEqual(order(), ['second', 'third'])
})

test('a failed job says what to do, and is found by its filter on a narrow screen', needsBrowser, async (t) => {
  const { page, send } = await openStudio(t, { path: '/jobs?show=failed', width: 360, height: 740, theme: 'light' })
  await send('/api/v1/jobs', { node: 'image.upscale', input: { image: 'nothing-of-that-name' } })
  await page.getByRole('button', { name: /Failed: Enlarged picture/ }).click()
  const sheet = page.getByRole('dialog', { name: 'Job' })
  await sheet.getByRole('alert').getByText('nothing-of-that-name').waitFor()
  await sheet.getByRole('button', { name: 'Try again' }).waitFor()
  assert.deepEqual(await findBarriers(page), [])
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
})

/** Waits for a change that the page made on the server. */
async function until(holds: () => boolean, say: () => unknown): Promise<void> {
  const end = Date.now() + 30_000
  while (!holds()) {
    if (Date.now() > end) assert.fail(`Still: ${JSON.stringify(say())}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

test('keys go through the list, and act on the chosen job', needsBrowser, async (t) => {
  const { page, workspace, send, get } = await openStudio(t, { path: '/jobs' })
  const done = await send<JobView>('/api/v1/jobs', picture('copper gear'))
  await get(`/api/v1/jobs/${done.id}?waitSeconds=60`)
  await page.keyboard.press('Shift+p')
  await page.getByText('The queue is paused').waitFor()
  const waiting = await send<JobView>('/api/v1/jobs', picture('oak barrel'))
  await page.getByRole('button', { name: /^Waiting: .*oak barrel/ }).waitFor()
  await page.getByRole('button', { name: /^Done: .*copper gear/ }).waitFor()
  const detail = page.getByRole('complementary', { name: 'Job' })
  await page.keyboard.press('j')
  await detail.getByRole('heading', { name: /oak barrel/ }).waitFor()
  await page.keyboard.press('j')
  await detail.getByRole('heading', { name: /copper gear/ }).waitFor()
  await page.keyboard.press('r')
  await until(
    () => workspace.queue.queued().length === 2,
    () => workspace.queue.queued().length,
  )
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await detail.getByRole('heading', { name: /oak barrel|copper gear/ }).waitFor()
  await page.goto(`${new URL(page.url()).origin}/jobs?job=${waiting.id}`)
  await detail.getByRole('heading', { name: /oak barrel/ }).waitFor()
  await page.keyboard.press('x')
  await detail.getByText('Cancelled', { exact: true }).waitFor()
  await page.keyboard.press('u')
  await page.waitForURL((url) => url.pathname === '/')
})
