import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'
import { findSampler, findSchedule } from '../diffusion/samplers/names.ts'

/** A server's own word for a sampler that a person named in any dialect, and the schedule where the name says one. */
export function pickSampler(name: string, offered: readonly string[]): { sampler: string; schedule?: string } {
  const direct = withSpelling([name], offered)
  if (direct !== undefined) return { sampler: direct }
  const known = quiet(() => findSampler(name))
  const sampler = known && withSpelling([known.sampler.id, known.sampler.name, ...known.sampler.aliases], offered)
  if (sampler === undefined) throw notOffered('sampler', name, offered)
  return { sampler, ...(known?.schedule === undefined ? {} : { schedule: known.schedule.name }) }
}

/** The same for a schedule. */
export function pickSchedule(name: string, offered: readonly string[]): string {
  const direct = withSpelling([name], offered)
  if (direct !== undefined) return direct
  const known = quiet(() => findSchedule(name))
  const schedule = known && withSpelling([known.id, known.name, ...known.aliases], offered)
  if (schedule !== undefined) return schedule
  throw notOffered('schedule', name, offered)
}

/**
 * A server's own word for a file of its: the whole name, or without folder, ending or the hash in brackets. Error: 'not-found'
 * with what there is.
 */
export function pickFile(noun: string, name: string, offered: readonly string[]): string {
  const wanted = name.toLowerCase()
  const whole = offered.find((each) => each === name) ?? offered.find((each) => each.toLowerCase() === wanted)
  if (whole !== undefined) return whole
  const [found, ...others] = offered.filter((each) => bare(each) === bare(wanted))
  if (found === undefined) throw notOffered(noun, name, offered)
  if (others.length === 0) return found
  throw new WorkspaceError(
    'bad-input',
    `"${name}" could be ${others.length + 1} of the server's: ${listed([found, ...others])}.`,
    {
      hint: 'Give the whole name.',
    },
  )
}

function bare(file: string): string {
  return file
    .toLowerCase()
    .replace(/ \[[0-9a-f]+\]$/, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.(safetensors|ckpt|pth?|bin|gguf|sft)$/, '')
}

function withSpelling(names: readonly string[], offered: readonly string[]): string | undefined {
  const wanted = names.map(plain)
  return offered.find((each) => names.includes(each)) ?? offered.find((each) => wanted.includes(plain(each)))
}

/** Small letters and digits only, "++" as "pp": 'DPM++ 2M', 'dpmpp_2m' and 'dpm++2m' are one. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('++', 'pp')
    .replace(/[^a-z0-9]/g, '')
}

function quiet<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'not-found') return undefined
    throw error
  }
}

function notOffered(noun: string, name: string, offered: readonly string[]): WorkspaceError {
  if (offered.length === 0)
    return new WorkspaceError('not-found', `The server has no ${noun} at all, and so not "${name}".`)
  const close = nearest(name, offered)
  const meant = close.length > 0 ? `Did you mean ${close.map((each) => `"${each}"`).join(' or ')}? ` : ''
  return new WorkspaceError('not-found', `The server has no ${noun} "${name}".`, {
    hint: `${meant}There are: ${listed(offered)}.`,
  })
}

/** More than this nobody reads in a hint. */
const MOST_LISTED = 40

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_LISTED
  return `${names.slice(0, MOST_LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
