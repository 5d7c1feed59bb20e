import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { openStudio } from './studio.ts'

test(
  'a job that ends out of sight is told by the browser, when a person wants that',
  skipUnless(chromium, 'Chromium'),
  async (t) => {
    const { page, send, goTo } = await openStudio(t)
    await page.context().grantPermissions(['notifications'])
    // The only parts that are not real: whether the window is in sight, and the system's own bubble, which no browser without a screen shows.
    await page.addInitScript(`
    window.told = []
    window.Notification = class { static permission = 'granted'; static requestPermission = async () => 'granted'; constructor(title) { told.push(title) } close() {} }
    Object.defineProperty(document, 'hidden', { get: () => window.away === true })
  `)
    await goTo('/settings')
    await page.getByRole('switch', { name: 'Tell me when a job ends' }).click()
    await page.getByRole('button', { name: 'Connected' }).waitFor()
    const told = () => page.evaluate<string[]>('told')
    const run = (prompt: string) =>
      send<JobView>('/api/v1/jobs', { node: 'image.generate', input: { prompt, width: 64, height: 64, seed: 1 } })
    const ended = page.getByRole('button', { name: /^Done: .*copper gear/ })

    await run('copper gear')
    await page.getByRole('link', { name: 'Jobs', exact: true }).click()
    await ended.waitFor()
    assert.deepEqual(await told(), [], 'in sight the page itself tells')
    await page.evaluate('window.away = true')
    await run('oak barrel')
    await page.getByRole('button', { name: /^Done: .*oak barrel/ }).waitFor()
    const end = Date.now() + 30_000
    while ((await told()).length === 0 && Date.now() < end) await page.waitForTimeout(50)
    assert.deepEqual(await told(), ['Done: Picture "oak barrel"'])
  },
)
