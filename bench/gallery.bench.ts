import { createHash } from 'node:crypto'
import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium as browserType, type Page } from 'playwright-core'
import sharp from 'sharp'
import { openWorkspace, type Workspace } from '../core/workspace.ts'
import { startServer } from '../interface/api/server.ts'
import { openStudio } from '../interface/api/studio/build-studio.ts'
import { chromium } from '../test/outside-programs.ts'
import { writeAssetJournal } from './asset-journal.ts'
import type { Benchmark, Prepared } from './benchmark.ts'
import { emptyHome } from './command-line.ts'

const assetCount = 100_000
/** Different pictures among the thumbnails; the browser decodes each cell's own all the same, by its address. */
const pictures = 40
/** Through the list from end to end in so many frames: some 25 rows a frame, far faster than a hand. */
const frames = 300

const opened: Benchmark = {
  name: 'gallery-100k',
  title: `the gallery of a project with ${assetCount.toLocaleString('en')} assets in Chromium, from the address to the first pictures on the screen, nothing kept from before`,
  unit: 'ms',
  limit: 1000,
  warmUps: 1,
  runs: 5,
  prepare: () =>
    prepareGallery(async (page) => Number(await page.evaluate('document.documentElement.dataset.firstPicture'))),
}

const scrolled: Benchmark = {
  name: 'gallery-100k-scroll',
  title: `the longest task of the page (browsers call 50 ms long) while its list of ${assetCount.toLocaleString('en')} assets is scrolled from end to end in ${frames} frames, in processor time of its main thread; facts: frames a second, the longest by the clock`,
  unit: 'ms',
  limit: 50,
  warmUps: 1,
  runs: 5,
  prepare: () =>
    prepareGallery(async (page, facts) => {
      const browser = page.context().browser()!
      await browser.startTracing(page, { categories: ['toplevel'] })
      const milliseconds = await page.evaluate<number>(scrollThrough)
      const tasks = mainThreadTasks(await browser.stopTracing())
      facts['frames-per-second'] = frames / (milliseconds / 1000)
      facts['longest-by-the-clock'] = Math.max(...tasks.map(({ dur }) => dur)) / 1000
      return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000
    }),
}

interface Task {
  /** Microseconds by the clock, and of the processor: what other programs take from the machine is not in it. */
  readonly dur: number
  readonly tdur: number
}

interface TraceEvent extends Partial<Task> {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly args?: { readonly name?: string }
}

/** The tasks of the threads that run pages, from a trace of Chromium. */
function mainThreadTasks(trace: Buffer): Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(
    ({ name, pid, tid, tdur }) => tdur !== undefined && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  )
  if (tasks.length === 0) throw new Error('The trace has no tasks: this Chromium writes it otherwise.')
  return tasks.map(({ dur, tdur }) => ({ dur: dur!, tdur: tdur! }))
}

/** Runs in the page; gives the milliseconds of the scrolling itself. */
const scrollThrough = `(async () => {
  const list = document.getElementById('asset-grid')
  // The task that starts this is not the page's.
  await new Promise((resolve) => setTimeout(resolve, 50))
  const start = performance.now()
  const step = (list.scrollHeight - list.clientHeight) / ${frames}
  for (let frame = 0; frame < ${frames}; frame++) {
    list.scrollTop += step
    await new Promise(requestAnimationFrame)
  }
  const milliseconds = performance.now() - start
  // What was put off until the scrolling rested belongs to it.
  await new Promise((resolve) => setTimeout(resolve, 700))
  return milliseconds
})()`

/** Notes in the page when the first picture of the grid was drawn, in milliseconds since the navigation began. */
const watchFirstPicture = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('[role=gridcell] img[data-here]') === null) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.firstPicture = performance.now() }))
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-here'] })`

async function prepareGallery(
  measure: (page: Page, facts: Record<string, number>) => Promise<number>,
): Promise<Prepared> {
  if (chromium === undefined) throw new Error('The gallery is measured in Chromium, which is not here.')
  const folder = emptyHome()
  {
    await using fresh = await openWorkspace({ home: folder.home })
    writeAssetJournal(fresh.projects.current(), assetCount)
  }
  const workspace = await openWorkspace({ home: folder.home })
  await writeThumbnails(workspace)
  const studio = openStudio(workspace.log)
  while (studio.state().kind === 'building') await new Promise((resolve) => setTimeout(resolve, 50))
  const server = await startServer(workspace, { port: 0, studio })
  const browser: Browser = await browserType.launch({ executablePath: chromium, args: ['--no-sandbox'] })
  const facts: Record<string, number> = {}
  return {
    async measure() {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
      await context.addInitScript(watchFirstPicture)
      const page = await context.newPage()
      // Logged in without opening a page, whose own questions the server would still be answering.
      await context.request.get(server.loginUrl)
      await page.goto(`${server.origin}/gallery?kind=all`)
      await page.locator('html[data-first-picture]').waitFor({ state: 'attached' })
      const value = await measure(page, facts)
      await context.close()
      return value
    },
    facts: () => facts,
    async [Symbol.asyncDispose]() {
      await browser.close()
      await server[Symbol.asyncDispose]()
      await workspace[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** The thumbnails of every picture, as they are once each was seen: the journal's assets have no files to make them from. */
async function writeThumbnails(workspace: Workspace): Promise<void> {
  const folder = join(workspace.home, 'cache', 'thumbnails')
  mkdirSync(folder, { recursive: true })
  const made: string[] = []
  for (let n = 0; n < pictures; n++) {
    const noise = { type: 'gaussian', mean: 60 + n * 3, sigma: 30 } as const
    const bytes = await sharp({ create: { width: 256, height: 256, channels: 3, background: '#000', noise } })
      .blur(4)
      .webp({ quality: 80 })
      .toBuffer()
    const file = join(folder, `picture-${n}`)
    writeFileSync(file, bytes)
    made.push(file)
  }
  for (const id of workspace.assets.ids({ currentOnly: false, kind: ['image', 'map'] })) {
    const hash = createHash('sha256').update(id).digest('hex')
    const { role } = workspace.assets.get(id)
    const inside = join(folder, hash.slice(0, 2))
    mkdirSync(inside, { recursive: true })
    for (const size of ['small', 'medium']) {
      const name = `${hash}${role === undefined ? '' : `-${role}`}-${size}.webp`
      linkSync(made[Number.parseInt(hash.slice(0, 8), 16) % made.length]!, join(inside, name))
    }
  }
}

export const benchmarks: readonly Benchmark[] = [opened, scrolled]
