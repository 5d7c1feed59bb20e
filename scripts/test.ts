import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { inspect, parseArgs, styleText } from 'node:util'
import { installOutsidePrograms } from './install-outside-programs.ts'
import { listFiles } from './source-files.ts'

/*
 * npm test [-- [--unit] [part of a path …] [--name pattern]]
 * Brings the outside programs the tests drive, runs the unit tests (beside their sources), then the end-to-end tests
 * (test/), and ends with one line: N passed, N failed, N skipped.
 */

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const root = path.resolve(import.meta.dirname, '..')
process.chdir(root)
const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { unit: { type: 'boolean', default: false }, name: { type: 'string' } },
})

const files = listFiles(root, ['.test.ts']).filter(
  (file) =>
    filters.length === 0 || filters.some((filter) => file.includes(path.normalize(filter).replace(/^\.\//, ''))),
)
const unitFiles = files.filter((file) => !file.startsWith('test/'))
const endToEndFiles = options.unit ? [] : files.filter((file) => file.startsWith('test/'))
if (unitFiles.length + endToEndFiles.length === 0) {
  console.log(`No test file matches ${filters.join(' ')}.`)
  process.exit(1)
}

installOutsidePrograms(root, [...unitFiles, ...endToEndFiles], {
  say: (line) => console.log(line),
})

const scratch = mkdtempSync(path.join(tmpdir(), 'ai-workspace-test-'))
// No test may ever touch the workspace of the person who runs it.
process.env['AI_WORKSPACE_HOME'] = path.join(scratch, 'home')
// Hundreds of processes load the same modules: what one has compiled serves the others.
process.env['NODE_COMPILE_CACHE'] = path.join(scratch, 'compiled')

const total: Counts = { passed: 0, failed: 0, skipped: 0 }
// Unit tests share the cores; end-to-end tests start engines that use all of them, so they run one after the other.
await runSuite('unit', unitFiles, { concurrency: availableParallelism(), testMs: 60_000, suiteMs: 15 * 60_000 })
await runSuite('end to end', endToEndFiles, { concurrency: 1, testMs: 5 * 60_000, suiteMs: 30 * 60_000 })
rmSync(scratch, { recursive: true, force: true })
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 ? 0 : 1

async function runSuite(
  title: string,
  suite: readonly string[],
  limits: { concurrency: number; testMs: number; suiteMs: number },
): Promise<void> {
  if (suite.length === 0) return
  console.log(styleText('bold', `${title}: ${suite.length} files`))
  let counted = false
  // Files that have not said how they ended. One that stays here has lost its results, and must not count as passed.
  const silent = new Set(suite)
  const stderr = new Map<string, string>()
  const events = run({
    files: suite.map((file) => path.join(root, file)),
    concurrency: limits.concurrency,
    timeout: limits.testMs,
    signal: AbortSignal.timeout(limits.suiteMs),
    // A test that leaves a timer or a thread behind must not keep the whole run waiting for ever.
    execArgv: ['--test-force-exit', '--import', import.meta.resolve('./blocking-output.ts')],
    ...(options.name === undefined ? {} : { testNamePatterns: [options.name] }),
  })
  for await (const { type, data } of events) {
    if (type === 'test:stderr') {
      stderr.set(data.file, (stderr.get(data.file) ?? '') + data.message)
    } else if (type === 'test:fail' && !isOnlyAParent(data.details.error)) {
      printFailure(data.file, data.name, data.details.error)
      if (path.isAbsolute(data.name)) {
        // The file itself failed: it has no summary, and counts as one failure.
        silent.delete(path.relative(root, data.name))
        console.log((stderr.get(data.name) ?? '').trimEnd().replace(/^/gm, '      '))
      }
    } else if (type === 'test:pass' && typeof data.skip === 'string') {
      console.log(styleText('yellow', `  skipped: ${data.name} (${data.skip})`))
    } else if (type === 'test:summary') {
      const { passed, failed, cancelled, skipped, todo } = data.counts
      if (data.file === undefined) {
        // The last one: over all files, also those that crashed before they could count.
        total.passed += passed
        total.failed += failed + cancelled
        total.skipped += skipped + todo
        counted = true
      } else {
        silent.delete(path.relative(root, data.file))
        const mark = failed + cancelled === 0 ? styleText('green', '✓') : styleText('red', '✗')
        const seconds = (data.duration_ms / 1000).toFixed(1)
        console.log(`  ${mark} ${path.relative(root, data.file)}  ${passed} passed  ${seconds} s`)
      }
    }
  }
  for (const file of silent)
    console.log(styleText('red', `  ✗ ${file}: its results did not arrive; run it again by itself`))
  total.failed += silent.size
  if (!counted) total.failed += 1
}

/** A suite or file fails because a test in it did; that one has been printed. */
function isOnlyAParent(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}

function printFailure(file: string | undefined, name: string, error: Error): void {
  const where = file === undefined ? '' : `${path.relative(root, file)}: `
  console.log(styleText('red', `  ✗ ${where}${path.isAbsolute(name) ? 'the file itself failed' : name}`))
  const text = inspect(error.cause ?? error, { colors: process.stdout.isTTY ?? false, depth: 4 })
  console.log(text.replace(/^/gm, '      '))
}
