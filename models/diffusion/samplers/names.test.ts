import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkspaceError } from '../../../base/error.ts'
import { findSampler, findSchedule } from './names.ts'
import { samplers } from './samplers.ts'
import { schedules } from './schedules.ts'

test('a sampler is found by the names of A1111, ComfyUI, k-diffusion and diffusers', () => {
  for (const name of [
    'DPM++ 2M',
    'dpmpp_2m',
    'k_dpmpp_2m',
    'sample_dpmpp_2m',
    'DPMSolverMultistepScheduler',
    'dpm++ 2m',
  ])
    assert.equal(findSampler(name).sampler.id, 'dpmpp_2m', name)
  for (const name of ['Euler a', 'euler_ancestral', 'k_euler_a', 'EulerAncestralDiscreteScheduler'])
    assert.equal(findSampler(name).sampler.id, 'euler_ancestral', name)
})

test('a name may end in a schedule', () => {
  const found = (name: string) => {
    const { sampler, schedule } = findSampler(name)
    return [sampler.id, schedule?.id]
  }
  assert.deepEqual(found('DPM++ 2M Karras'), ['dpmpp_2m', 'karras'])
  assert.deepEqual(found('DPM++ 2M SDE Exponential'), ['dpmpp_2m_sde', 'exponential'])
  assert.deepEqual(found('DPM++ 2M SDE Heun Karras'), ['dpmpp_2m_sde_heun', 'karras'])
  assert.deepEqual(found('Euler SGM Uniform'), ['euler', 'sgm_uniform'])
  assert.deepEqual(found('k_dpmpp_sde_ka'), ['dpmpp_sde', 'karras'])
})

test('no two samplers and no two schedules share a name', () => {
  for (const each of samplers)
    for (const name of [each.id, each.name, ...each.aliases]) assert.equal(findSampler(name).sampler.id, each.id, name)
  for (const each of schedules)
    for (const name of [each.id, each.name, ...each.aliases]) assert.equal(findSchedule(name).id, each.id, name)
})

test('an unknown name is answered with all that there are, and with what was meant', () => {
  const hint = (run: () => unknown): string => {
    try {
      run()
    } catch (error) {
      assert.ok(error instanceof WorkspaceError)
      assert.equal(error.code, 'not-found')
      return error.hint ?? ''
    }
    return assert.fail('It was found.')
  }
  const sampler = hint(() => findSampler('Eular a'))
  assert.match(sampler, /^Did you mean "Euler a"/)
  for (const { name } of samplers) assert.ok(sampler.includes(name), name)
  const schedule = hint(() => findSchedule('Karas'))
  assert.match(schedule, /^Did you mean "Karras"/)
  for (const { name } of schedules) assert.ok(schedule.includes(name), name)
})
