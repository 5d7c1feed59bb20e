import type { Job } from '../../../base/job.ts'
import { shorten } from '../terminal/format.ts'

/** A job of several tries (node 'quality.best') stands for the node it tried. */
export function innerCall({ node, input, output }: Pick<Job, 'node' | 'input' | 'output'>): {
  readonly node: string
  readonly input: Readonly<Record<string, unknown>>
  readonly output: Readonly<Record<string, unknown>>
} {
  const [given, gave] = [asRecord(input), asRecord(output)]
  if (node !== 'quality.best') return { node, input: given, output: gave }
  return { node: String(given['node']), input: asRecord(given['input']), output: asRecord(gave['output']) }
}

/** What a job is about in a few words: its prompt or name. */
export function aboutJob(job: Pick<Job, 'node' | 'input' | 'output'>): string {
  const { prompt, name } = innerCall(job).input
  const text = typeof prompt === 'string' && prompt !== '' ? prompt : typeof name === 'string' ? name : ''
  return shorten(text, 40)
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
