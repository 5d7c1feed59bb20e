import type { GraphPart } from './parts.ts'
import { weightsBytes } from './weight-bytes.ts'

/** Parts that follow one another and are loaded and run in one thread. */
export interface GraphSection {
  readonly parts: readonly GraphPart[]
  /** What it takes from before it, and what those behind it (or the caller) take from it. */
  readonly inputs: readonly string[]
  readonly wanted: readonly string[]
}

/** The parts in `count` sections of about as many bytes of weights each; fewer where there are not as many parts. */
export function graphSections(parts: readonly GraphPart[], results: readonly string[], count: number): GraphSection[] {
  const total = parts.reduce((sum, part) => sum + weightsBytes(part), 0)
  const runs: GraphPart[][] = []
  let before = 0
  for (const part of parts) {
    const at = Math.min(count - 1, Math.floor(((before + weightsBytes(part) / 2) / Math.max(1, total)) * count))
    runs[at] = [...(runs[at] ?? []), part]
    before += weightsBytes(part)
  }
  const sections = runs.filter((run) => run !== undefined)
  return sections.map((own, n) => {
    const made = new Set(own.flatMap(({ outputs }) => outputs.map(({ name }) => name)))
    const later = new Set(sections.slice(n + 1).flatMap((run) => run.flatMap((part) => part.inputs.map(nameOf))))
    return {
      parts: own,
      inputs: [...new Set(own.flatMap((part) => part.inputs.map(nameOf)))].filter((name) => !made.has(name)),
      wanted: [...made].filter((name) => later.has(name) || results.includes(name)),
    }
  })
}

function nameOf({ name }: { readonly name: string }): string {
  return name
}
