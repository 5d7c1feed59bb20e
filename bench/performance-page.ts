import { writeFileSync } from 'node:fs'
import type { BenchmarkResult, Machine } from './benchmark.ts'

/** Writes docs/performance.md from all kept results. */
export function writePerformancePage(file: string, results: readonly BenchmarkResult[]): void {
  const rows = results.map(
    ({ title, median, min, max, limit, unit, values, date }) =>
      `| ${title} | ${show(median, unit)} | ${show(min, unit)} to ${show(max, unit)} | ${show(limit, unit)} | ${values.length} | ${date} |`,
  )
  const machines = [...new Set(results.map(({ machine }) => describe(machine)))]
  writeFileSync(
    file,
    `# Performance

Written by \`npm run bench\` from \`bench/results/\`; do not edit. The limits hold for two cores; a median above one is a defect.

| measured | median | range | limit | runs | date |
|---|---|---|---|---|---|
${rows.join('\n')}

What the workspace adds to a node is the bar of 3 ms a node: a job has many (the main job six), and each pays it. A job as a whole pays in
addition once for the queue's lock, its own rows, two messages between processes, and the sync of one line in the journal, without which
"done" could be forgotten by a power cut; a sync alone takes 0.2 to 1 ms here, so the whole has a limit of its own, 5 ms. The files of
assets are counted with the node that writes them.

Measured on: ${machines.join('; ')}.
`,
  )
}

function show(value: number, unit: 'ms' | 'MB' | '%'): string {
  if (unit === '%') return `${value.toFixed(1)} %`
  if (unit === 'MB') return `${Math.round(value)} MB`
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}

function describe({ processor, cores, memoryGb, system, node }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}`
}
