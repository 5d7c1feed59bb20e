import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashedTensor } from './hashed-tensor.ts'

// The test vectors of the fixtures' own description.
test('makes the tensors that the fixtures were made with', () => {
  const rounded = (values: Float32Array) => [...values].map((value) => Number(value.toPrecision(8)))
  const weight = hashedTensor('public', 'conv_in.weight', 4, { scale: 0.288675129 })
  assert.deepEqual(rounded(weight), [-0.23219867, -0.078968637, 0.066848636, -0.24580289])
  const norm = hashedTensor('public', 'conv_norm_out.weight', 4, { scale: 0.1, offset: 1 })
  assert.deepEqual(rounded(norm), [1.0542585, 1.0344094, 1.0616502, 1.0310065])
  const input = hashedTensor('public', 'input:sample', 4)
  assert.deepEqual(rounded(input), [0.99992812, 0.97428101, 1.5851328, -0.68277848])
})
