import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ReplyScanner } from './reply-scanner.ts'

/** Every way of cutting a text gives the same. */
function scan(text: string, options: ConstructorParameters<typeof ReplyScanner>[0]) {
  const results = [1, 2, 3, 7, text.length].map((size) => {
    const scanner = new ReplyScanner(options)
    let said = ''
    let end: unknown
    for (let at = 0; at < text.length && end === undefined; at += size) {
      const result = scanner.push(text.slice(at, at + size))
      for (const delta of result.said) if (delta.type === 'text') said += delta.text
      end = result.end
    }
    if (end === undefined) for (const delta of scanner.finish()) if (delta.type === 'text') said += delta.text
    assert.equal(said, scanner.text)
    return { text: scanner.text, reasoning: scanner.reasoning, end }
  })
  for (const result of results) assert.deepEqual(result, results[0])
  return results[0]!
}

test('a thought is told from what is said', () => {
  const { text, reasoning } = scan('<think>\nHm <b>.</think>\n\nYes.', {})
  assert.deepEqual([text, reasoning], ['Yes.', '\nHm <b>.'])
  assert.equal(scan('so</think>Yes', { thinking: true }).reasoning, 'so')
  // Only a reply that begins with it.
  assert.equal(scan('A <think> tag.', {}).text, 'A <think> tag.')
})

test('a stop text ends it, and is not said', () => {
  assert.deepEqual(scan('One. Two.###Three', { stops: ['##', '###'] }), {
    text: 'One. Two.',
    reasoning: '',
    end: { type: 'stop' },
  })
  assert.equal(scan('One # two', { stops: ['##'] }).text, 'One # two')
})

test('the beginning of a call is found where it stands', () => {
  const triggers = [{ text: '<tool_call>', first: false }]
  assert.deepEqual(scan('Drawing.\n<tool_call>\n{"na', { triggers }), {
    text: 'Drawing.\n',
    reasoning: '',
    end: { type: 'call', at: 9 },
  })
  const json = [{ text: '{', first: true }]
  assert.deepEqual(scan(' {"name"', { triggers: json }).end, { type: 'call', at: 1 })
  assert.equal(scan('a {"name"', { triggers: json }).text, 'a {"name"')
  assert.deepEqual(scan('<think>x</think>\n{"n', { triggers: json }).end, { type: 'call', at: 17 })
})
