import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { type Browser, chromium as browserType, type Page } from 'playwright-core'
import { openStudio as buildStudio } from '../../interface/api/studio/build-studio.ts'
import { chromium } from '../outside-programs.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

/** A studio in a real browser on a real server over a workspace of its own. */
export interface StudioTest extends TestServer {
  readonly page: Page
  readonly browser: Browser
  /** The built files that it serves, for another server over the same workspace. */
  readonly studio: Studio
  /** Opens another address of the studio, as a person would who types it. */
  goTo(path: string): Promise<void>
}

export interface StudioOptions {
  readonly path?: string
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  /** A service worker outlives a page: only tests that are about it want one. */
  readonly serviceWorkers?: boolean
  /** Console messages that belong to the test, such as the failed requests of a test about failures. */
  readonly expected?: RegExp
}

/**
 * Starts everything, logged in, at `path`. Builds the studio first where its files are older than the sources. The test fails when the page
 * threw, wrote an error to the console or hurt the content policy.
 */
export async function openStudio(
  t: TestContext,
  { path = '/', width = 1280, height = 800, theme = 'dark', serviceWorkers = false, expected }: StudioOptions = {},
): Promise<StudioTest> {
  const browser = await browserType.launch({
    executablePath: chromium!,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
  const problems: string[] = []
  // Before the server's own end is asked for: a page whose server goes away reports errors.
  t.after(async () => {
    await browser.close()
    const unexpected = problems.filter((problem) => !expected?.test(problem))
    assert.deepEqual(unexpected, [], 'The page reported errors.')
  })
  const studio = await builtStudio()
  const server = await startTestServer(t, { studio })
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    serviceWorkers: serviceWorkers ? 'allow' : 'block',
  })
  const page = await context.newPage()
  // Four times what an idle machine needs at most: a test machine has few cores, and other work.
  page.setDefaultTimeout(40_000)
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`)
  })
  const goTo = async (to: string) => {
    await page.goto(server.server.origin + to)
  }
  await page.goto(server.server.loginUrl)
  if (path !== '/') await goTo(path)
  return { ...server, page, browser, studio, goTo }
}

type Studio = ReturnType<typeof buildStudio>
let building: Promise<Studio> | undefined

/** The built studio, once for all tests of a file. */
function builtStudio(): Promise<Studio> {
  building ??= (async () => {
    const silent = () => undefined
    const studio = buildStudio({ debug: silent, info: silent, warn: silent, error: silent } as never)
    while (studio.state().kind === 'building') await setTimeout(50)
    const state = studio.state()
    assert.equal(state.kind, 'ready', state.kind === 'failed' ? state.reason : '')
    return studio
  })()
  return building
}
