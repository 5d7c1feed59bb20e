import { findSampler, findSchedule } from '../../models/diffusion/samplers/names.ts'

/**
 * A sampler and a schedule by any of their names, as AUTOMATIC1111 calls them; "DPM++ 2M Karras" names both. No schedule, or
 * "Automatic", is the sampler's own. Error: `not-found` with what there is.
 */
export function findSampling({ sampler, schedule }: { sampler: string; schedule?: string | undefined }): {
  readonly sampler: string
  readonly schedule?: string
} {
  const named = findSampler(sampler)
  const isNamed = schedule !== undefined && !['', 'automatic'].includes(schedule.toLowerCase())
  const chosen = isNamed ? findSchedule(schedule) : named.schedule
  return { sampler: named.sampler.name, ...(chosen === undefined ? {} : { schedule: chosen.name }) }
}
