import { test } from 'node:test'
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
