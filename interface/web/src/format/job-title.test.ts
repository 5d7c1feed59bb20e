import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jobTitle } from './job-title.ts'

test('a job is called by what it makes', () => {
  assert.equal(jobTitle('image.generate "oak barrel"'), 'Picture "oak barrel"')
  assert.equal(jobTitle('image.depth'), 'Depth map')
  assert.equal(jobTitle('mesh.form (failed)'), 'Mesh (failed)')
})

test('what is no node of the list stays as it is', () => {
  for (const label of ['my-plugin.draw "x"', 'generate it anew', 'constructor', 'Renamed "image.depth"'])
    assert.equal(jobTitle(label), label)
})
