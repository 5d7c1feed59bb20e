import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeInfo } from '../../../api/wire.ts'
import { type CreateForm, emptyForm, nodeOfForm, withPicture, withValue } from './create-form.ts'
import { fieldsOf } from './fields.ts'
import { jobOfForm, whatIsMissing } from './job-of-form.ts'
import type { ModelChoice } from './model-choice.ts'
import { aspectName, changeSide, roundDown } from './sizes.ts'
import { readForm, writeForm } from './stored-form.ts'

const image: NodeInfo = {
  id: 'image.generate',
  summary: '',
  version: 1,
  example: {},
  output: {},
  input: {
    properties: Object.fromEntries(
      [
        ...['prompt', 'negativePrompt', 'width', 'height', 'seed', 'model', 'steps', 'seamless', 'start', 'strength'],
        ...['fit', 'mask', 'maskBlur', 'hires', 'hiresStrength', 'variationSeed', 'variationStrength', 'controlImage'],
        'controlModel',
      ].map((name) => [name, {}]),
    ),
  },
}
const texture: NodeInfo = {
  ...image,
  id: 'texture.generate',
  input: {
    properties: { prompt: {}, seed: {}, width: { type: 'integer', default: 1024, minimum: 256, maximum: 4096 } },
  },
}
const nodes = [image, texture]
const builtIn: ModelChoice = { id: 'procedural', title: '', builtIn: true, isDefault: true, abilities: [], sizes: [] }
const checkpoint: ModelChoice = {
  ...builtIn,
  id: 'dream',
  builtIn: false,
  abilities: ['start', 'mask', 'control', 'seamless', 'variation', 'sampling'],
}
const picture = { id: 'a1', name: 'fox', width: 512, height: 512 }
const form: CreateForm = {
  ...emptyForm,
  values: { prompt: 'a fox', steps: 20, width: 640, seed: 7, strength: 0.5, variationStrength: 0.3, hires: 2 },
}
const inputOf = (of: CreateForm, model = checkpoint) => jobOfForm(of, { nodes, model })?.input

test('only what the node has and the model can do is sent', () => {
  assert.deepEqual(inputOf(form, builtIn), { prompt: 'a fox', width: 640 })
  assert.deepEqual(inputOf(form), { prompt: 'a fox', steps: 20, width: 640, hires: 2 })
  assert.deepEqual(inputOf({ ...form, seedLocked: true })?.['seed'], 7)
})

test('a start picture says the size, a mask refuses the second pass', () => {
  const started = withPicture(form, 'start', picture)
  assert.deepEqual(inputOf(started), { prompt: 'a fox', steps: 20, hires: 2, start: 'a1', strength: 0.5 })
  // Models make sides that are multiples of 8: a photograph is cut to them, or fitted to a size that was asked for.
  const photo = withPicture(form, 'start', { ...picture, width: 1023, height: 500 })
  assert.partialDeepStrictEqual(inputOf(photo), { width: 1016, height: 496, fit: 'crop' })
  assert.partialDeepStrictEqual(inputOf(withValue(photo, 'fit', 'pad')), { width: 640, fit: 'pad' })
  const masked = withPicture({ ...started, use: 'inpaint' }, 'mask', { ...picture, id: 'm1' })
  assert.deepEqual(inputOf(masked), { prompt: 'a fox', steps: 20, start: 'a1', strength: 0.5, mask: 'm1' })
  // A mask that is there but not asked for is left alone, and goes with its picture.
  assert.equal(inputOf({ ...masked, use: 'vary' })?.['mask'], undefined)
  assert.equal(withPicture(masked, 'start', { ...picture, id: 'a2' }).pictures.mask, undefined)
  assert.equal(whatIsMissing({ ...started, use: 'inpaint' }), 'Paint what is to be made anew')
  assert.equal(whatIsMissing(masked), undefined)
})

test('textures keep sizes of their own and share the words', () => {
  const asTexture = withValue({ ...form, mode: 'texture' }, 'width', 2048)
  assert.equal(nodeOfForm(asTexture), 'texture.generate')
  assert.deepEqual(inputOf(asTexture), { prompt: 'a fox', width: 2048 })
  assert.equal(inputOf({ ...asTexture, mode: 'image' })?.['width'], 640)
  assert.equal(nodeOfForm(withPicture(asTexture, 'surface', picture)), 'texture.pbr')
  assert.deepEqual(fieldsOf(texture, builtIn).get('width'), {
    ...{ name: 'width', type: 'integer', default: 1024, min: 256, max: 4096 },
  })
})

test('a field put back to its default is not kept', () => {
  assert.equal('steps' in withValue(form, 'steps', undefined).values, false)
})

test('a kept form is read again; what is broken does not break it', () => {
  const started = withPicture(form, 'start', picture)
  assert.deepEqual(readForm(writeForm(started)), started)
  for (const broken of [null, '', '{', '[]', '{"version":99,"form":{}}', '{"version":1}']) {
    assert.deepEqual(readForm(broken), emptyForm, String(broken))
  }
  assert.deepEqual(readForm('{"version":1,"form":{"mode":"film","values":3,"pictures":{"start":"x"}}}'), emptyForm)
})

test('sides are multiples of 8 and keep the shape when it is locked', () => {
  assert.deepEqual(changeSide({ width: 512, height: 768 }, 'width', 1023, { locked: false }), {
    width: 1024,
    height: 768,
  })
  assert.deepEqual(changeSide({ width: 512, height: 768 }, 'width', 1024, { locked: true }), {
    width: 1024,
    height: 1536,
  })
  assert.deepEqual(changeSide({ width: 512, height: 512 }, 'height', 9, { locked: true }), { width: 64, height: 64 })
  assert.deepEqual(roundDown({ width: 1023, height: 500 }), { width: 1016, height: 496 })
  assert.deepEqual(
    [
      { width: 1024, height: 1024 },
      { width: 768, height: 512 },
      { width: 1344, height: 768 },
    ].map(aspectName),
    [...['1:1', '3:2'], '7:4'],
  )
})
