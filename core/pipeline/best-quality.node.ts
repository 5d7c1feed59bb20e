import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { assetIdsIn } from './asset-fields.ts'

/** Tries seeds until every measured asset is good enough, and keeps the best: `--min-quality` and `--tries`. */
export default defineNode({
  id: 'quality.best',
  summary: 'Run a node with several seeds and keep the result of the best measured quality.',
  version: 1,
  input: z.strictObject({
    node: z.string().describe('The node to run.'),
    input: z.record(z.string(), z.unknown()).describe('Its input; the seed is set by each try.'),
    seed: z
      .int()
      .min(-1)
      .max(2 ** 32 - 1)
      .default(-1)
      .meta({ randomSeed: true, description: 'Seed of the first try; −1 chooses one. Each further try adds one.' }),
    minQuality: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe('Stop as soon as the worst measured asset reaches this.'),
    tries: z.int().min(1).max(64).default(4).describe('Never more tries than this.'),
  }),
  output: z.object({
    output: z.unknown(),
    seed: z.int(),
    score: z.number(),
    reached: z.boolean(),
    tries: z.array(z.object({ seed: z.int(), score: z.number(), failed: z.array(z.string()) })),
  }),
  example: {
    node: 'image.generate',
    input: { prompt: 'mossy stone', width: 64, height: 64 },
    seed: 1,
    minQuality: 0.5,
    tries: 1,
  },

  async run({ node: id, input, seed, minQuality, tries }, context) {
    const node = await context.node(id)
    const attempt = async (trySeed: number, until: number) => {
      const output = await context.run(node, { ...input, seed: trySeed }, { until })
      const scores: number[] = []
      const failed: string[] = []
      for (const asset of assetIdsIn(node.output, output)) {
        const { quality, name } = (await context.readAsset(asset)).asset
        if (quality === undefined) continue
        scores.push(quality.score)
        failed.push(
          ...quality.measures.filter((measure) => measure.pass === false).map((measure) => `${name}: ${measure.name}`),
        )
      }
      if (scores.length === 0) {
        throw new WorkspaceError('bad-input', `"${id}" measures no quality, so there is nothing to choose by.`, {
          hint: 'Leave out --min-quality and --tries.',
        })
      }
      return { seed: trySeed, score: Math.min(...scores), failed, output }
    }

    const made: Awaited<ReturnType<typeof attempt>>[] = []
    for (let i = 0; i < tries; i++) {
      made.push(await attempt(seed + i, (i + 1) / tries))
      if (made.at(-1)!.score >= minQuality) break
    }
    const best = made.reduce((a, b) => (b.score > a.score ? b : a))
    // Run once more, now answered from the cache: what is put last is what becomes current.
    if (best !== made.at(-1)) await context.run(node, { ...input, seed: best.seed })
    return {
      output: best.output,
      seed: best.seed,
      score: best.score,
      reached: best.score >= minQuality,
      tries: made.map(({ output: _, ...facts }) => facts),
    }
  },
})
