import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkspaceError } from '../base/error.ts'
import { type FuzzParser, fuzzParsers } from './fuzz/parsers.ts'
import { caseBytes, runCase } from './fuzz/run-case.ts'

for (const [name, parser] of Object.entries(fuzzParsers)) {
  test(`${name}: whole files are read, and 400 damaged ones are read or refused with a clear error`, async () => {
    for (const seed of parser.seeds()) {
      const outcome = await runCase(parser, seed)
      assert.notEqual(outcome.kind, 'failed')
    }
    const counts = { accepted: 0, refused: 0 }
    for (let index = 0; index < 400; index++) {
      const outcome = await runCase(parser, caseBytes(parser, 1, index))
      assert.ok(outcome.kind !== 'failed', outcome.kind === 'failed' ? `case ${index}: ${outcome.why}` : '')
      counts[outcome.kind]++
    }
    assert.ok(counts.refused > 100, `only ${counts.refused} of the cases were refused`)
  })
}

test('a parser that breaks is caught, by the same case each time', async () => {
  const fragile: FuzzParser = {
    seeds: () => [new Uint8Array(64)],
    parse(bytes) {
      if (bytes[7] !== 0) throw new TypeError('the seventh byte')
      if (bytes.length < 32) throw new WorkspaceError('internal', 'Short.')
      if (bytes.length < 48) throw new WorkspaceError('corrupt-file', 'no sentence')
    },
  }
  const failures = async () => {
    const found: string[] = []
    for (let index = 0; index < 500; index++) {
      const outcome = await runCase(fragile, caseBytes(fragile, 3, index))
      if (outcome.kind === 'failed') found.push(`${index} ${outcome.why.split('\n')[0]}`)
    }
    return found
  }
  const first = await failures()
  for (const why of ['TypeError: the seventh byte', 'code internal: Short.', 'no sentence: no sentence']) {
    assert.ok(
      first.some((line) => line.endsWith(why)),
      why,
    )
  }
  assert.deepEqual(await failures(), first)
})
