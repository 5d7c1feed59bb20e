import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { goldenFixture } from '../../golden/fixture.ts'
import { runGolden } from './golden.ts'

const folder = path.join(import.meta.dirname, 'fixtures')

for (const file of readdirSync(folder)) {
  test(`every case of ${file} is within the tolerance of the reference`, async () => {
    const fixture = goldenFixture.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')))
    const results = await runGolden(fixture)
    assert.deepEqual(results.map(({ name }) => name).sort(), Object.keys(fixture.outputs).sort())
    assert.deepEqual(
      results.filter(({ pass }) => !pass),
      [],
    )
  })
}
