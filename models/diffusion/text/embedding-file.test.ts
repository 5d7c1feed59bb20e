import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import { embeddingVectors, readEmbedding } from './embedding-file.ts'

const read = (tensors: Record<string, number[]>) => readEmbedding('mood', fixtureWeights({ setName: 'test', tensors }))

test('one tensor of any of the known forms becomes vectors', async () => {
  for (const tensors of [
    { 'string_to_param.*': [2, 6], 'string_to_token.*': [] },
    { emb_params: [2, 6] },
    { '<mood>': [2, 6] },
  ]) {
    const embedding = await read(tensors)
    assert.equal(embedding.count, 2)
    const values = await fixtureWeights({ setName: 'test', tensors }).floats(Object.keys(tensors)[0]!)
    const [vectors] = embeddingVectors(embedding, [6])
    assert.deepEqual(
      vectors!.map((vector) => [...vector]),
      [[...values.slice(0, 6)], [...values.slice(6)]],
    )
  }
  assert.equal((await read({ '<mood>': [6] })).count, 1)
})

test('SDXL has vectors for each of its encoders, the refiner takes those of the second', async () => {
  const embedding = await read({ clip_g: [3, 8], clip_l: [3, 6] })
  assert.deepEqual(
    embedding.encoders.map(({ width }) => width),
    [6, 8],
  )
  assert.deepEqual(
    embeddingVectors(embedding, [6, 8]).map((vectors) => vectors[2]!.length),
    [6, 8],
  )
  assert.deepEqual(embeddingVectors(embedding, [8])[0], embedding.encoders[1]!.vectors)
  await assert.rejects(read({ clip_g: [3, 8], clip_l: [2, 6] }), {
    code: 'corrupt-file',
    message: /has 2 and 3 vectors/,
  })
})

test('a wrong width is refused with both numbers', async () => {
  const embedding = await read({ emb_params: [1, 768] })
  assert.throws(() => embeddingVectors(embedding, [1024]), {
    code: 'bad-input',
    message: 'The embedding "mood" is 768 wide; this model\'s text encoder takes 1024.',
  })
  assert.throws(() => embeddingVectors(embedding, [768, 1280]), { message: /is 768 wide; .* takes 768 and 1280/ })
})

test('what is no embedding is refused', async () => {
  await assert.rejects(read({ a: [1, 6], b: [1, 6] }), {
    code: 'bad-input',
    message: /holds 2 tensors, an embedding one/,
  })
  await assert.rejects(read({ a: [2, 3, 4] }), { message: /is 2 × 3 × 4; it must be vectors × width/ })
  await assert.rejects(read({ a: [0, 6] }), { message: /is 0 × 6/ })
  await assert.rejects(read({}), { message: /holds 0 tensors/ })
})
