import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Benchmark, BenchmarkResult, Machine } from './benchmark.ts'
import { writePerformancePage } from './performance-page.ts'

/*
 * npm run bench [-- part of a name …] [--json] [--check]
 * Measures every benchmark of bench/*.bench.ts, keeps the numbers in bench/results/ and writes docs/performance.md from them.
 * What takes minutes (full-size models) is measured only when it is named. With --check a median above its limit makes the exit code 1. Run it on an otherwise idle machine.
 */

const results = path.join(import.meta.dirname, 'results')
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
})

const chosen = (await loadBenchmarks()).filter(({ name, heavy }) =>
  names.length === 0 ? heavy !== true : names.some((part) => name.includes(part)),
)
if (chosen.length === 0) {
  console.error(`No benchmark matches ${names.join(' ')}. There are: ${(await loadBenchmarks()).map((b) => b.name)}`)
  process.exit(2)
}

mkdirSync(results, { recursive: true })
const measured: BenchmarkResult[] = []
for (const benchmark of chosen) {
  const result = await runBenchmark(benchmark)
  measured.push(result)
  writeFileSync(path.join(results, `${result.name}.json`), `${JSON.stringify(result, null, 2)}\n`)
  if (!options.json) console.log(describe(result))
}
writePerformancePage(
  path.resolve(import.meta.dirname, '../docs/performance.md'),
  readdirSync(results)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(path.join(results, file), 'utf8')) as BenchmarkResult),
)
if (options.json) console.log(JSON.stringify(measured, null, 2))
if (options.check && measured.some(({ median, limit }) => median > limit)) process.exitCode = 1

async function loadBenchmarks(): Promise<Benchmark[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'))
  const modules = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(path.join(import.meta.dirname, file)).href)),
  )
  return modules.flatMap(({ benchmarks }: { benchmarks: readonly Benchmark[] }) => benchmarks)
}

async function runBenchmark(benchmark: Benchmark): Promise<BenchmarkResult> {
  const { name, title, unit, limit, warmUps, runs } = benchmark
  await using prepared = await benchmark.prepare()
  const values: number[] = []
  for (let run = -warmUps; run < runs; run++) {
    const value = await prepared.measure()
    if (run >= 0) values.push(Math.round(value * 10) / 10)
  }
  const sorted = values.toSorted((a, b) => a - b)
  return {
    name,
    title,
    unit,
    limit,
    median: sorted[Math.floor((sorted.length - 1) / 2)]!,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    values,
    ...(prepared.facts === undefined ? {} : { facts: rounded(prepared.facts()) }),
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
  }
}

function rounded(facts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Math.round(value * 100) / 100]))
}

function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0]}`,
    node: process.versions.node,
  }
}

function describe({ name, unit, limit, median, min, max }: BenchmarkResult): string {
  const mark = median <= limit ? '✓' : '✗'
  return `${mark} ${name.padEnd(18)} median ${median} ${unit}  (${min} to ${max}, limit ${limit})`
}
