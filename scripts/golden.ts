import { parseArgs, styleText } from 'node:util'
import { z } from 'zod'
import { providers } from '../base/provider.ts'
import { runGoldenFile } from '../models/golden/run-golden-file.ts'

/*
 * npm run golden -- [--provider webgpu] FILE…
 * Runs golden fixtures, also ones that are not in the repository: a line for each output with its largest absolute error and
 * the tolerance. Exits with 1 when one fails, cannot be read, or is of a kind nothing here runs.
 */

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { provider: { type: 'string', default: 'cpu' } },
})
const provider = z.enum(providers).parse(options.provider)
if (files.length === 0) {
  console.error('usage: npm run golden -- [--provider webgpu] FILE.json …')
  process.exit(2)
}
let passed = 0
let failed = 0
for (const file of files) {
  try {
    const results = await runGoldenFile(file, { provider })
    if (results === undefined) throw new Error('nothing in this repository runs a fixture of this kind')
    if (results.length === 0) console.log(`· ${fixtureName(file)} has no outputs: weights of other fixtures`)
    for (const { name, maxError, tolerance, pass } of results)
      report(pass, `${fixtureName(file)} ${name}`, maxError, tolerance)
  } catch (error) {
    failed++
    console.log(`${styleText('red', '✗ fail')} ${fixtureName(file)}: ${error instanceof Error ? error.message : error}`)
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function report(pass: boolean, name: string, maxError: number, tolerance: number): void {
  if (pass) passed++
  else failed++
  const mark = pass ? styleText('green', '✓ pass') : styleText('red', '✗ fail')
  console.log(`${mark} ${name}  max error ${maxError.toExponential(2)}  tolerance ${tolerance.toExponential(1)}`)
}

function fixtureName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.json$/, '')
}
