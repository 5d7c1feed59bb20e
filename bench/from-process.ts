import type { Benchmark } from './benchmark.ts'

/**
 * Makes benchmarks that read their numbers off what processes of their own measured: `measure` starts the processes, once for
 * all benchmarks, and gives what each of `runs` found.
 */
export function fromProcess<Measured>(runs: number, measure: () => Promise<readonly Measured[]>) {
  let measured: Promise<readonly Measured[]> | undefined
  return (
    benchmark: Pick<Benchmark, 'name' | 'title' | 'unit' | 'limit'>,
    read: (result: Measured) => number,
    facts: (result: Measured) => Record<string, number> = () => ({}),
  ): Benchmark => ({
    ...benchmark,
    ...{ heavy: true, warmUps: 0, runs },
    async prepare() {
      measured ??= measure()
      const results = await measured
      let next = 0
      return {
        measure: async () => read(results[next++]!),
        facts: () => facts(results.at(-1)!),
        async [Symbol.asyncDispose]() {},
      }
    },
  })
}
