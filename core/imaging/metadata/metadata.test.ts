import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readParameters, writeParameters } from './generation-parameters.ts'
import { parametersOfFacts } from './parameters-of-settings.ts'

test('the parameters text is written as other programs read it', () => {
  const facts = {
    prompt: 'ancient stone statue',
    negativePrompt: 'moss',
    seed: 7,
    width: 512,
    height: 256,
    model: 'built-in',
  }
  assert.equal(
    parametersOfFacts(facts),
    'ancient stone statue\nNegative prompt: moss\nSeed: 7, Size: 512x256, Model: built-in, Version: ai-workspace',
  )
  assert.equal(parametersOfFacts({ width: 3 }), undefined)
})

test('a parameters text comes back as it was written, with line breaks, commas and quotes in it', () => {
  const parameters = {
    prompt: 'a statue,\nof stone: "old"',
    negativePrompt: 'blurry,\nlow: quality',
    settings: { Seed: '12', Size: '64x64', Model: 'name, with "quotes": yes', Version: 'x' },
  }
  assert.deepEqual(readParameters(writeParameters(parameters)), parameters)
})

test("the text of AUTOMATIC1111's own files is read", () => {
  const text = `cat, <lora:soft:0.8>\nNegative prompt: dog\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 965400086, Size: 512x512, Model hash: 6ce0161689, Model: v1-5-pruned, Lora hashes: "soft: 1a2b, hard: 3c4d", Version: v1.9.4`
  const read = readParameters(text)!
  assert.equal(read.prompt, 'cat, <lora:soft:0.8>')
  assert.equal(read.negativePrompt, 'dog')
  assert.equal(read.settings['Sampler'], 'DPM++ 2M')
  assert.equal(read.settings['Lora hashes'], 'soft: 1a2b, hard: 3c4d')
  assert.equal(read.settings['Version'], 'v1.9.4')
  assert.equal(readParameters('just: words, no settings'), undefined)
})
