import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { confirm } from './confirm.ts'

async function answer(words: string | undefined) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  input.end(words)
  const yes = await confirm('Delete it?', { signal: new AbortController().signal, input, output })
  return { yes, asked: String(output.read()) }
}

test('only y and yes are a yes', async () => {
  for (const words of ['y\n', 'Yes\n', ' YES \n']) assert.equal((await answer(words)).yes, true, words)
  for (const words of ['\n', 'n\n', 'no\n', 'yesterday\n', 'ja\n'])
    assert.equal((await answer(words)).yes, false, words)
})

test('the question says what an empty answer means, and an end of the input is a no', async () => {
  const { yes, asked } = await answer(undefined)
  assert.equal(yes, false)
  assert.match(asked, /Delete it\? \[y\/N\]/)
})

test('an aborted question rejects', async () => {
  const controller = new AbortController()
  const asked = confirm('Delete it?', {
    signal: controller.signal,
    input: new PassThrough(),
    output: new PassThrough(),
  })
  controller.abort()
  await assert.rejects(asked, { name: 'AbortError' })
})
