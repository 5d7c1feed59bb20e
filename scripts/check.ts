import { spawn } from 'node:child_process'
import path from 'node:path'
import { styleText } from 'node:util'
import { findDocsProblems } from './check-docs.ts'
import { findLayerProblems } from './check-layers.ts'
import { findLongFiles } from './check-lengths.ts'

/*
 * npm run check [-- name …]: everything that must hold before a change is shared, one line each.
 * Names choose among the checks; `quick` is all but the unit tests (which `npm test` runs too).
 */

/** The output of a failed check, or undefined when it holds. */
type Check = () => Promise<string | undefined>

const root = path.resolve(import.meta.dirname, '..')
const bin = path.join(root, 'node_modules/.bin')

const checks: Readonly<Record<string, Check>> = {
  format: () => command(path.join(bin, 'biome'), ['check', '--error-on-warnings', '--max-diagnostics=60', '.']),
  types: async () => {
    // The studio has types of its own: those of the browser.
    const outputs = await Promise.all(
      ['.', 'interface/web'].map((folder) => command(path.join(bin, 'tsc'), ['-p', folder])),
    )
    return joined(outputs.filter((output) => output !== undefined))
  },
  layers: async () => joined(findLayerProblems(root)),
  lengths: async () => joined(findLongFiles(root)),
  docs: async () => joined(findDocsProblems(root)),
  unused: () => command(path.join(bin, 'knip'), ['--no-progress']),
  tests: () => command(process.execPath, ['scripts/test.ts', '--unit']),
}

const names = process.argv.slice(2)
const chosen =
  names.length === 0
    ? Object.keys(checks)
    : names.flatMap((name) => (name === 'quick' ? Object.keys(checks).filter((key) => key !== 'tests') : [name]))

const failures: { name: string; output: string }[] = []
for (const name of chosen) {
  const check = checks[name]
  if (check === undefined) {
    console.error(`There is no check "${name}". Checks: ${Object.keys(checks).join(', ')}, quick.`)
    process.exit(2)
  }
  const start = performance.now()
  const output = await check()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const mark = output === undefined ? styleText('green', '✓') : styleText('red', '✗')
  console.log(`${mark} ${name.padEnd(8)} ${seconds.padStart(5)} s`)
  if (output !== undefined) failures.push({ name, output })
}
for (const { name, output } of failures) console.log(`\n${styleText('bold', name)}\n${output.trimEnd()}`)
process.exitCode = failures.length === 0 ? 0 : 1

function joined(problems: readonly string[]): string | undefined {
  return problems.length === 0 ? undefined : problems.join('\n')
}

function command(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(code === 0 ? undefined : output))
  })
}
