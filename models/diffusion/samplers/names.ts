import { WorkspaceError } from '../../../base/error.ts'
import { nearest } from '../../../base/nearest.ts'
import { type Sampler, samplers } from './samplers.ts'
import { type Schedule, schedules } from './schedules.ts'

/** What a sampler's name says: "DPM++ 2M Karras" names the schedule too. */
export interface NamedSampler {
  readonly sampler: Sampler
  readonly schedule?: Schedule
}

/** A sampler by A1111's, ComfyUI's, k-diffusion's or diffusers' name, in any spelling; an unknown one is an error that lists all. */
export function findSampler(name: string): NamedSampler {
  const wanted = plain(name)
  const sampler = samplers.find((each) => namesOf(each).includes(wanted))
  if (sampler !== undefined) return { sampler }
  for (const schedule of schedules) {
    for (const ending of namesOf(schedule)) {
      const start = samplers.find((each) => namesOf(each).some((known) => known + ending === wanted))
      if (start !== undefined) return { sampler: start, schedule }
    }
  }
  // A1111's oldest names end in _ka for Karras: k_dpmpp_2m_ka.
  const karras = wanted.endsWith('ka')
    ? samplers.find((each) => namesOf(each).includes(wanted.slice(0, -2)))
    : undefined
  if (karras !== undefined) return { sampler: karras, schedule: findSchedule('karras') }
  throw unknown('sampler', name, samplers)
}

/** A schedule by any of its names; an unknown one is an error that lists all. */
export function findSchedule(name: string): Schedule {
  const schedule = schedules.find((each) => namesOf(each).includes(plain(name)))
  if (schedule === undefined) throw unknown('schedule', name, schedules)
  return schedule
}

type Named = Pick<Sampler | Schedule, 'id' | 'name' | 'aliases'>

function namesOf({ id, name, aliases }: Named): string[] {
  return [id, name, ...aliases].map(plain)
}

/** Small letters and digits only, "++" as "pp", without "sample_" in front. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^sample_/, '')
    .replaceAll('++', 'pp')
    .replace(/[^a-z0-9]/g, '')
}

function unknown(noun: string, name: string, known: readonly Named[]): WorkspaceError {
  const names = known.map((each) => each.name)
  const close = nearest(name, names)
  const meant = close.length > 0 ? `Did you mean ${close.map((each) => `"${each}"`).join(' or ')}? ` : ''
  return new WorkspaceError('not-found', `No ${noun} "${name}".`, { hint: `${meant}There are: ${names.join(', ')}.` })
}
