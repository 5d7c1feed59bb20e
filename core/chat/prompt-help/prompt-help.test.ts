import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryWorkspace } from '../../../test/temporary-workspace.ts'
import { scriptedModel } from '../scripted-model.fixture.ts'
import { putPicture } from '../talk.fixture.ts'
import { describeImage } from './describe-image.ts'
import { expandPrompt } from './expand-prompt.ts'
import { varyPrompt } from './vary-prompt.ts'

const { signal } = new AbortController()

test('a short idea becomes a prompt: by the model, or by rules that keep every word and say nothing twice', async () => {
  const model = scriptedModel([{ text: '"A tall old lighthouse of granite, storm light"' }])
  assert.deepEqual(await expandPrompt('old lighthouse', { model, signal }), {
    prompt: 'A tall old lighthouse of granite, storm light',
    by: 'scripted',
  })
  const rules = scriptedModel([], { abilities: { images: false, tools: 'rules' } })
  const { prompt, by } = await expandPrompt('Old lighthouse at sunset.', { model: rules, signal })
  assert.equal(by, 'rules')
  assert.match(prompt, /^Old lighthouse at sunset, /)
  assert.doesNotMatch(prompt, /soft light/)
})

test('a prompt is varied by the model, or by rules where there is none or its answer is not of the form', async () => {
  const takes = ['Old lighthouse at dawn', 'Old lighthouse from below']
  const model = scriptedModel([{ text: JSON.stringify({ prompts: takes }) }, { text: 'Sure! Here they are.' }])
  assert.deepEqual(await varyPrompt('old lighthouse', 2, { model, signal }), { prompts: takes, by: 'scripted' })
  assert.ok(model.requests[0]!.responseSchema)
  const drawn = await varyPrompt('old lighthouse', 3, { model, signal })
  assert.equal(drawn.by, 'rules')
  assert.equal(new Set(drawn.prompts).size, 3)
  for (const prompt of drawn.prompts) assert.match(prompt, /^old lighthouse, /)
})

test('a picture is described by a model that sees it, else from its record, and that is said', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { id } = await putPicture(workspace, 'statue', 9, { prompt: 'a stone statue', width: 4, height: 4 })
  const blind = scriptedModel([])
  const told = await describeImage(workspace, id, { model: blind, signal })
  assert.match(told.description, /"statue", image, 4 × 4 pixels\. It was made from the words: a stone statue/)
  assert.match(told.by, /no model here sees/)
  const seeing = scriptedModel([{ text: 'A grey square.' }], {
    id: 'sees',
    abilities: { images: true, tools: 'asked' },
  })
  workspace.language.register(seeing)
  assert.deepEqual(await describeImage(workspace, id, { model: blind, signal }), {
    description: 'A grey square.',
    by: 'sees',
  })
  const [message] = seeing.requests[0]!.messages
  assert.equal(message?.role === 'user' && message.parts[0]!.type, 'image')
})
