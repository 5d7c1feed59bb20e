import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { checkInput } from './explain-issues.ts'
import { flagsOfSchema } from './flags-of-schema.ts'

const schema = z.strictObject({
  prompt: z.string().min(1).describe('What to make.'),
  width: z.int().min(64).max(4096).default(512),
  mode: z.enum(['fast', 'best']).default('fast'),
  form: z.object({ parts: z.array(z.object({ radius: z.number().positive() })) }).optional(),
})
const flags = flagsOfSchema(schema)

function messageFor(input: Record<string, unknown>): string {
  try {
    checkInput(schema, input, flags)
  } catch (error) {
    assert.ok(error instanceof WorkspaceError)
    assert.equal(error.code, 'bad-input')
    return error.message
  }
  return ''
}

test('an input that fits passes', () => {
  assert.equal(messageFor({ prompt: 'statue', width: 64 }), '')
})

test('a wrong size names the flag, the value and the bounds', () => {
  for (const width of [0, -5, 1e9])
    assert.equal(messageFor({ prompt: 'x', width }), `--width takes a whole number from 64 to 4096; got ${width}.`)
})

test('a missing field is asked for by its flag', () => {
  assert.equal(messageFor({}), '--prompt is needed.')
})

test('a value deep inside JSON is told with its place', () => {
  assert.match(
    messageFor({ prompt: 'x', form: { parts: [{ radius: 1 }, { radius: -1 }] } }),
    /^--form, at parts\.1\.radius: /,
  )
})
