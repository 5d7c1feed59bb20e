import { parentPort, workerData } from 'node:worker_threads'
import { fuzzParsers } from './fuzz/parsers.ts'
import { caseBytes, runCase } from './fuzz/run-case.ts'

/** Runs cases one after the other and says before each which it is, so that the main thread knows what hangs. */
export interface FuzzTask {
  readonly parser: string
  readonly seed: number
  readonly first: number
  readonly count: number
  /** [number of the case that runs now] */
  readonly progress: Int32Array
}

export type FuzzReport =
  | { readonly kind: 'failure'; readonly index: number; readonly why: string }
  | { readonly kind: 'end'; readonly accepted: number; readonly refused: number; readonly messages: number }

const { parser: name, seed, first, count, progress } = workerData as FuzzTask
const parser = fuzzParsers[name]!
const report = (message: FuzzReport) => parentPort!.postMessage(message)
const messages = new Set<string>()
let accepted = 0
let refused = 0
for (let index = first; index < first + count; index++) {
  Atomics.store(progress, 0, index)
  const outcome = await runCase(parser, caseBytes(parser, seed, index))
  if (outcome.kind === 'accepted') accepted++
  else if (outcome.kind === 'refused') {
    refused++
    // Numbers and quoted names differ from case to case; what is left tells the checks apart.
    messages.add(outcome.message.replace(/"[^"]*"|[\d.]+/g, '#').slice(0, 80))
  } else report({ kind: 'failure', index, why: outcome.why })
}
report({ kind: 'end', accepted, refused, messages: messages.size })
