import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Job } from '../../../base/job.ts'
import { jobSummary } from './job-summary.ts'

const plain = (_: string, text: string) => text

function summaryOf(output: object): string {
  const job = { node: 'blender.export', input: {}, output, state: 'done', fromCache: false } as unknown as Job
  const project = { id: 'p', slug: 'p', name: 'p', folder: '/p', createdAt: '' }
  return jobSummary({ job, assets: [], project, durationMs: 1 }, plain)
}

test('of a .blend that was not made it is told whether Blender is missing or failed, and of what', () => {
  assert.match(summaryOf({ made: 'blend' }), /for Blender: a \.blend made by Blender/)
  assert.match(summaryOf({ made: 'glb-and-script' }), /no \.blend, as Blender is not installed here$/m)
  const failed = summaryOf({ made: 'glb-and-script', problem: 'Blender ended with 1: no numpy.' })
  assert.match(failed, /no \.blend: Blender ended with 1: no numpy\.$/m)
  assert.doesNotMatch(failed, /not installed/)
})
