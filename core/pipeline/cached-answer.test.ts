import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'

const input = { prompt: 'copper gear', width: 64, height: 64, seed: 1 }
const request = { node: 'image.generate', input }

test('what was computed before is answered past a job that waits, and is a job like any other', async (t) => {
  const { queue } = await temporaryWorkspace(t)
  assert.equal(await queue.answer(request), undefined)
  const first = await queue.wait((await queue.submit(request)).id)
  const waiting = await queue.submit({ node: 'image.generate', input: { ...input, seed: 2 } })
  const events: string[] = []
  queue.subscribe(({ type }) => events.push(type))
  const answered = await queue.answer(request)
  assert.ok(answered !== undefined)
  const { job: answer, assets } = answered
  assert.deepEqual([answer.state, answer.fromCache, answer.output], ['done', true, first.output])
  assert.equal(queue.get(waiting.id).state, 'queued')
  assert.deepEqual(queue.assetsOf(answer.id), queue.assetsOf(first.id))
  assert.deepEqual(
    assets.map(({ id }) => id),
    queue.assetsOf(first.id),
  )
  const added = assets.map(() => 'asset-added')
  assert.deepEqual(events, ['job-added', 'job-start', 'step-start', ...added, 'step-end', 'job-end'])
  assert.deepEqual(queue.list().slice(0, 2), [answer, queue.get(waiting.id)])
})

test('an answer makes its assets current again, as one step that can be undone', async (t) => {
  const { queue, assets, history, projects } = await temporaryWorkspace(t)
  const { output } = await queue.wait((await queue.submit(request)).id)
  const { image } = output as { image: string }
  const project = projects.current()
  history.undo(project.id)
  assert.equal(assets.list({ kind: 'image' }).length, 0)
  await queue.answer(request)
  assert.deepEqual(
    assets.list({ kind: 'image' }).map(({ id }) => id),
    [image],
  )
  history.undo(project.id)
  assert.equal(assets.list({ kind: 'image' }).length, 0)
})

test('no answer is given, and no job made, of what shall run anew, was changed on disk or names what is not there', async (t) => {
  const { queue, assets } = await temporaryWorkspace(t)
  const { output } = await queue.wait((await queue.submit(request)).id)
  assert.equal(await queue.answer({ ...request, useCache: false }), undefined)
  assert.equal(await queue.answer({ node: 'image.invert', input: { image: 'a0123' } }), undefined)
  await assert.rejects(queue.answer({ node: 'image.generate', input: { ...input, width: 1 } }), { code: 'bad-input' })
  rmSync(assets.file(assets.get((output as { image: string }).image)))
  assert.equal(await queue.answer(request), undefined)
  assert.equal(queue.list().length, 1)
})
