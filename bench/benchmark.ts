/** One thing that is measured, with the number it has to keep. */
export interface Benchmark {
  /** File name of its results and what `npm run bench -- name` matches. */
  readonly name: string
  /** What is measured and how, in one sentence: a line of docs/performance.md. */
  readonly title: string
  readonly unit: 'ms' | 'MB' | '%'
  /** The median may be at most this on two cores. */
  readonly limit: number
  /** Takes minutes and gigabytes: runs only where a name is given. */
  readonly heavy?: boolean
  /** Runs whose numbers are thrown away. */
  readonly warmUps: number
  readonly runs: number
  /** Sets up whatever all runs share. Each call of `measure` is one run and gives its number. */
  prepare(): Promise<Prepared>
}

export interface Prepared extends AsyncDisposable {
  measure(): Promise<number>
  /** What else was seen, for the kept results: rates, ratios to a plain operator in the same run. */
  facts?(): Readonly<Record<string, number>>
}

/** A benchmark's numbers, as bench/results/<name>.json keeps them. */
export interface BenchmarkResult {
  readonly name: string
  readonly title: string
  readonly unit: 'ms' | 'MB' | '%'
  readonly limit: number
  readonly median: number
  readonly min: number
  readonly max: number
  readonly values: readonly number[]
  readonly facts?: Readonly<Record<string, number>>
  readonly machine: Machine
  readonly date: string
}

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
}
