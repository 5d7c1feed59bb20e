import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runGoldenFile } from './run-golden-file.ts'

// The torch files lie with the tests of their reader.
const folders = ['fixtures', '../formats/fixtures'].map((folder) => join(import.meta.dirname, folder))
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((file) => ({ folder, file })),
)

for (const { folder, file } of files) {
  test(`${file} is met within its tolerance`, async () => {
    const results = await runGoldenFile(join(folder, file))
    assert.ok(results !== undefined, 'nothing runs this kind of fixture')
    for (const { name, maxError, tolerance, pass } of results) {
      assert.ok(pass, `${name}: largest error ${maxError}, tolerance ${tolerance}`)
    }
    // Only a fixture of weights for others compares nothing.
    if (!file.startsWith('checkpoint-')) assert.notEqual(results.length, 0)
  })
}
