import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { WorkspaceError } from '../../../base/error.ts'
import { flag } from './flag.ts'
import { assemble, readFlag } from './read-flags.ts'

const width = flag('width', 'integer', '', { minimum: 64, maximum: 4096, default: 512 })

function badInput(message: RegExp, hint?: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof WorkspaceError)
    assert.equal(error.code, 'bad-input')
    assert.match(error.message, message)
    if (hint !== undefined) assert.match(error.hint ?? '', hint)
    return true
  }
}

test('a number is read, and a word that is none is named with what fits', () => {
  assert.equal(readFlag(width, '640'), 640)
  for (const word of ['abc', '', '12px', 'NaN', 'Infinity', '1.5', '0', '-5', '1e9'])
    assert.throws(() => readFlag(width, word), badInput(/--width takes a whole number from 64 to 4096; got "/, /512/))
})

test('a choice is read whatever its case, and a near one is offered', () => {
  const format = flag('format', 'text', '', { choices: ['glb', 'usdz'] })
  assert.equal(readFlag(format, 'GLB'), 'glb')
  assert.throws(() => readFlag(format, 'usd'), badInput(/one of glb, usdz; got "usd"/, /Did you mean --format usdz/))
})

test('JSON is read from the line or from a file, and a broken one is told with its place', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const form = flag('form', 'json', '')
  const good = join(folder, 'good.json')
  const bad = join(folder, 'bad.json')
  writeFileSync(good, '{"a": [1]}')
  writeFileSync(bad, '{"a": [1,]}')
  assert.deepEqual(readFlag(form, '{"b": 2}'), { b: 2 })
  assert.deepEqual(readFlag(form, good), { a: [1] })
  assert.throws(() => readFlag(form, bad), badInput(/bad\.json is not valid JSON/))
  assert.throws(() => readFlag(form, '{"b": '), badInput(/--form is not valid JSON/))
  assert.throws(() => readFlag(form, 'missing.json'), badInput(/there is no file "missing.json"/))
})

test('dotted flags and plain ones come together into one object', () => {
  const distance = { ...flag('camera.distance', 'number', ''), path: ['camera', 'distance'] }
  const angle = { ...flag('camera.angle', 'number', ''), path: ['camera', 'angle'] }
  const values = [
    { flag: width, value: 640 },
    { flag: distance, value: 3 },
    { flag: angle, value: 40 },
  ]
  assert.deepEqual(assemble(values), { width: 640, camera: { distance: 3, angle: 40 } })
})
