import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assetId } from '../../../base/asset.ts'
import { flagsOfSchema } from './flags-of-schema.ts'

const tree: z.ZodType = z.lazy(() => z.object({ op: z.string(), children: z.array(tree).optional() }))

const schema = z.strictObject({
  prompt: z.string().describe('What to make.'),
  negativePrompt: z.string().default('').meta({ flag: 'negative', description: 'What to leave out.' }),
  width: z.int().min(64).max(4096).default(512),
  strength: z.number().min(0).optional(),
  seed: z.int().min(-1).default(-1).meta({ randomSeed: true }),
  mode: z.enum(['fast', 'best']).default('fast'),
  '3d': z.boolean().default(false),
  blender: z.boolean().default(true),
  image: assetId('image', 'map').describe('The picture.'),
  meshes: z.array(assetId('mesh')),
  camera: z.object({ distance: z.number().default(3), fieldOfView: z.number() }).optional(),
  form: tree.optional(),
  height: z.union([z.number(), z.literal('auto')]).default('auto'),
  note: z.string().nullable().default(null),
})
const flags = new Map(flagsOfSchema(schema).map((flag) => [flag.name, flag]))

test('keys become kebab-case flags, and a field may name its flag itself', () => {
  assert.ok(flags.has('3d'))
  assert.deepEqual(flags.get('negative')?.path, ['negativePrompt'])
  assert.ok(!flags.has('negative-prompt'))
})

test('a required field is needed, one with a default is not', () => {
  assert.equal(flags.get('prompt')?.required, true)
  assert.equal(flags.get('width')?.required, undefined)
  assert.equal(flags.get('width')?.default, 512)
})

test('bounds and choices are read, the bounds of all integers are not', () => {
  assert.equal(flags.get('width')?.minimum, 64)
  assert.equal(flags.get('width')?.maximum, 4096)
  assert.equal(flags.get('width')?.kind, 'integer')
  assert.equal(flags.get('seed')?.maximum, undefined)
  assert.equal(flags.get('seed')?.randomSeed, true)
  assert.deepEqual(flags.get('mode')?.choices, ['fast', 'best'])
})

test('an asset field says which kinds fit, also inside a list', () => {
  assert.deepEqual(flags.get('image')?.assetKinds, ['image', 'map'])
  assert.equal(flags.get('image')?.description, 'The picture.')
  assert.deepEqual(flags.get('meshes')?.assetKinds, ['mesh'])
  assert.equal(flags.get('meshes')?.repeated, true)
})

test('an object is given as JSON or by dotted flags', () => {
  assert.equal(flags.get('camera')?.kind, 'json')
  assert.deepEqual(flags.get('camera.field-of-view')?.path, ['camera', 'fieldOfView'])
  assert.equal(flags.get('camera.field-of-view')?.required, false)
})

test('a tree that contains itself is JSON and is not followed without end', () => {
  assert.equal(flags.get('form')?.kind, 'json')
})

test('a field of several types takes JSON or text, a nullable one its own type', () => {
  assert.equal(flags.get('height')?.kind, 'any')
  assert.equal(flags.get('note')?.kind, 'text')
})
