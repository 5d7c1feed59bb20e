import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advance, type JobProgress, secondsLeft } from './job-progress.ts'
import type { StreamEvent } from './wire.ts'

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
type Body = StreamEvent extends infer Event ? (Event extends StreamEvent ? Omit<Event, 'seq' | 'at'> : never) : never
const play = (events: readonly (readonly [second: number, event: Body])[]): JobProgress | undefined =>
  events.reduce<JobProgress | undefined>(
    (state, [second, event], n) => advance(state, { ...event, seq: `e:${n}`, at: at(second) } as StreamEvent),
    undefined,
  )

test('steps open and close, inner ones inside outer ones', () => {
  const state = play([
    [0, { type: 'job-start', jobId: 'a' }],
    [0, { type: 'step-start', jobId: 'a', step: 'generate', depth: 0 }],
    [1, { type: 'step-start', jobId: 'a', step: 'image.generate', depth: 1 }],
    [4, { type: 'step-end', jobId: 'a', step: 'image.generate', depth: 1, fromCache: false, durationMs: 3000 }],
  ])
  assert.deepEqual(
    state?.steps.map(({ step, state }) => [step, state]),
    [
      ['generate', 'running'],
      ['image.generate', 'done'],
    ],
  )
})

test('the time left follows from the share done, and is not guessed at from nothing', () => {
  const early = play([
    [0, { type: 'job-start', jobId: 'a' }],
    [1, { type: 'job-progress', jobId: 'a', fraction: 0.01, step: 's' }],
  ])
  assert.equal(secondsLeft(early!), undefined)
  const quarter = advance(early, {
    type: 'job-progress',
    jobId: 'a',
    fraction: 0.25,
    step: 's',
    seq: 'e:9',
    at: at(10),
  })
  assert.equal(secondsLeft(quarter!), 30)
})

test('a job that ends has no progress any more, and a late end of a step is not lost', () => {
  assert.equal(
    play([
      [0, { type: 'job-start', jobId: 'a' }],
      [1, { type: 'job-end', jobId: 'a', state: 'done' }],
    ]),
    undefined,
  )
  const late = play([[0, { type: 'step-end', jobId: 'a', step: 's', depth: 0, fromCache: true, durationMs: 1 }]])
  assert.deepEqual(late?.steps, [{ step: 's', depth: 0, state: 'done', fromCache: true, durationMs: 1 }])
})
