import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { startServer } from '../../interface/api/server.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

test(
  'the studio starts without its server, says so, and connects by itself when it is back',
  needsBrowser,
  async (t) => {
    const { page, server, workspace, studio } = await openStudio(t, {
      path: '/projects',
      serviceWorkers: true,
      // What a browser writes when nobody answers.
      expected: /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|WebSocket connection/,
    })
    await page.evaluate('navigator.serviceWorker.ready')
    // The first visit is not the worker's yet; from the second on it is.
    await page.reload()
    await page.getByRole('button', { name: 'Connected' }).waitFor()
    await page.getByText('No projects yet').or(page.getByText('In use')).first().waitFor()

    await server[Symbol.asyncDispose]()
    await page.getByText('The server is not running.').first().waitFor()
    await page.reload()
    const notice = page.getByRole('alert').filter({ hasText: 'ai-workspace serve' }).first()
    await notice.waitFor()
    await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Jobs' }).click()
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()

    const again = await startServer(workspace, { port: server.port, studio })
    t.after(() => again[Symbol.asyncDispose]())
    await page.getByRole('button', { name: 'Connected' }).waitFor()
    await page.getByRole('heading', { name: 'No jobs yet' }).waitFor()
    await notice.waitFor({ state: 'detached' })
  },
)

test(
  'thumbnails are kept, answers of the API never, and logging out forgets both pictures and login',
  needsBrowser,
  async (t) => {
    const { page, send, get, goTo } = await openStudio(t, { serviceWorkers: true, expected: /status of 401/ })
    const input = { prompt: 'copper gear', width: 64, height: 64, seed: 1 }
    const { id } = await send<JobView>('/api/v1/jobs', { node: 'image.generate', input })
    await get(`/api/v1/jobs/${id}?waitSeconds=60`)
    await page.evaluate('navigator.serviceWorker.ready')
    const kept = () =>
      page.evaluate<string[]>(`(async () => {
      const names = await caches.keys()
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return lists.flat().map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/api/'))
    })()`)
    await goTo('/projects')
    await page.reload()
    await page.getByText('1 job').or(page.getByText('In use')).first().waitFor()
    const end = Date.now() + 30_000
    while ((await kept()).length === 0 && Date.now() < end) await page.waitForTimeout(100)
    const paths = await kept()
    assert.ok(paths.length > 0)
    assert.deepEqual(
      paths.filter((path) => !path.endsWith('/thumbnail')),
      [],
    )

    await goTo('/settings')
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('button', { name: 'Log in' }).waitFor()
    assert.deepEqual(await kept(), [])
    await goTo('/jobs')
    await page.getByRole('button', { name: 'Log in' }).waitFor()
  },
)
