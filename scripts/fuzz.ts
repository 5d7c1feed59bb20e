import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { fuzzParsers } from './fuzz/parsers.ts'
import { caseBytes, runCase } from './fuzz/run-case.ts'
import type { FuzzReport, FuzzTask } from './fuzz-worker.ts'

/*
 * npm run fuzz -- [--parser NAME] [--runs N] [--seed S] [--case K]
 * Damages whole files at random and parses them. A case fails where anything but an answer or a clear WorkspaceError comes
 * out, where it takes longer than ten seconds, or more than a gigabyte. The same seed gives the same cases; --case runs one
 * of them alone and shows its bytes.
 */

const MOST_CASE_MS = 10_000
const MOST_MEMORY_BYTES = 2 ** 30

const { values: options } = parseArgs({
  options: {
    parser: { type: 'string' },
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
  },
})
const names = options.parser === undefined ? Object.keys(fuzzParsers) : [options.parser]
const [runs, seed] = [Number(options.runs), Number(options.seed)]
if (!names.every((name) => Object.hasOwn(fuzzParsers, name)) || !(runs > 0) || !Number.isSafeInteger(seed)) {
  console.error(
    `Usage: npm run fuzz -- --parser ${Object.keys(fuzzParsers).join('|')} --runs 20000 --seed 1 [--case 17]`,
  )
  process.exit(2)
}

if (options.case !== undefined) await showCase(names[0]!, Number(options.case))
else {
  let failures = 0
  for (const name of names) failures += await fuzz(name)
  process.exitCode = failures === 0 ? 0 : 1
}

/** Runs a parser's cases in a thread that can be ended, and answers how many failed. */
async function fuzz(name: string): Promise<number> {
  const startedAt = performance.now()
  const atStart = process.memoryUsage.rss()
  let [failures, accepted, refused, messages, peak, slowestMs] = [0, 0, 0, 0, 0, 0]
  for (let first = 0; first < runs; ) {
    const progress = new Int32Array(new SharedArrayBuffer(4))
    const task: FuzzTask = { parser: name, seed, first, count: runs - first, progress }
    const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), { workerData: task })
    let current = -1
    let since = performance.now()
    const stopped = await new Promise<string | undefined>((resolve) => {
      const timer = setInterval(() => {
        const index = Atomics.load(progress, 0)
        peak = Math.max(peak, process.memoryUsage.rss() - atStart)
        if (index !== current) [current, since] = [index, performance.now()]
        else slowestMs = Math.max(slowestMs, performance.now() - since)
        if (performance.now() - since > MOST_CASE_MS) resolve(`took longer than ${MOST_CASE_MS} ms`)
        if (peak > MOST_MEMORY_BYTES) resolve(`took more than ${MOST_MEMORY_BYTES} bytes`)
      }, 20)
      worker.on('message', (report: FuzzReport) => {
        if (report.kind === 'failure') {
          failures++
          printFailure(name, report.index, report.why)
        } else {
          accepted += report.accepted
          refused += report.refused
          messages = Math.max(messages, report.messages)
        }
      })
      worker.on('error', (error) => resolve(`ended its thread: ${error instanceof Error ? error.message : error}`))
      worker.on('exit', () => {
        clearInterval(timer)
        resolve(undefined)
      })
    })
    if (stopped === undefined) break
    await worker.terminate()
    failures++
    printFailure(name, Atomics.load(progress, 0), stopped)
    first = Atomics.load(progress, 0) + 1
    peak = 0
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(
    `${failures === 0 ? '✓' : '✗'} ${name.padEnd(12)} ${runs} cases, ${accepted} accepted, ${refused} refused in ${messages} ways, ${failures} failed; ` +
      `slowest under ${Math.round(slowestMs + 20)} ms, ${Math.round(peak / 2 ** 20)} MB more memory, ${seconds} s`,
  )
  return failures
}

function printFailure(name: string, index: number, why: string): void {
  console.log(
    `✗ ${name} case ${index}: ${why}\n  again: npm run fuzz -- --parser ${name} --seed ${seed} --case ${index}`,
  )
}

async function showCase(name: string, index: number): Promise<void> {
  const parser = fuzzParsers[name]!
  const bytes = caseBytes(parser, seed, index)
  console.log(`${name}, seed ${seed}, case ${index}: ${bytes.length} bytes\n${Buffer.from(bytes).toString('base64')}`)
  const outcome = await runCase(parser, bytes)
  console.log(outcome)
  process.exitCode = outcome.kind === 'failed' ? 1 : 0
}
