import { z } from 'zod'
import { type Asset, assetId, assetKinds } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { type Context, defineNode } from '../../base/node.ts'
import { sha256 } from '../storage/record.ts'
import { assetIdsIn } from './asset-fields.ts'

const step = z.object({
  assetId: z.string(),
  name: z.string(),
  node: z.string(),
  before: z.string().describe('SHA-256 of the kept file.'),
  after: z.string().describe('SHA-256 of the file made again.'),
  identical: z.boolean(),
  imported: z.boolean().describe('True for a file from outside: it was only compared with its hash.'),
  reproducible: z.boolean().describe('False for files whose format carries a time or a random id, as .blend does.'),
})

/** Makes an asset again from nothing but what was imported, and compares every file on the way. */
export default defineNode({
  id: 'asset.replay',
  summary: 'Make an asset again from its record and tell whether it comes out bit-identical.',
  version: 1,
  uncached: true,
  input: z.strictObject({ asset: assetId(...assetKinds).describe('The asset to make again.') }),
  output: z.object({
    identical: z.boolean(),
    firstDifference: step.optional(),
    steps: z.array(step),
  }),
  example: { asset: '$image' },

  async run({ asset: id }, context) {
    const order = await makingOrder(context, id)
    const remade = new Map<string, Uint8Array>()
    // One run of a recipe gives all files of that call: an image and its form come out of one.
    const runs = new Map<string, readonly Uint8Array[]>()
    const steps: z.output<typeof step>[] = []
    for (const [index, asset] of order.entries()) {
      context.progress(index / order.length, asset.name)
      const bytes = await remake(context, asset, remade, runs)
      remade.set(asset.id, bytes)
      const after = sha256(bytes)
      steps.push({
        assetId: asset.id,
        name: asset.name,
        node: asset.recipe?.node ?? 'import',
        before: asset.sha256,
        after,
        identical: after === asset.sha256,
        imported: asset.recipe === undefined,
        reproducible: asset.facts['reproducible'] !== false,
      })
    }
    const firstDifference = steps.find((one) => !one.identical && one.reproducible)
    return {
      identical: firstDifference === undefined,
      ...(firstDifference === undefined ? {} : { firstDifference }),
      steps,
    }
  },
})

/** The asset and everything it was made from, in the order of making. */
async function makingOrder(context: Context, id: string): Promise<Asset[]> {
  const order = new Map<string, Asset>()
  async function visit(assetIdentifier: string): Promise<void> {
    if (order.has(assetIdentifier)) return
    const { asset } = await context.readAsset(assetIdentifier)
    const { recipe } = asset
    const inputs = recipe === undefined ? [] : assetIdsIn((await context.node(recipe.node)).input, recipe.input)
    // Inputs come first; other parents (a form put by the same call as its image) are made by the same run.
    for (const parent of new Set([...inputs, ...asset.parents])) await visit(parent)
    order.set(assetIdentifier, asset)
  }
  await visit(id)
  return [...order.values()]
}

async function remake(
  context: Context,
  asset: Asset,
  remade: ReadonlyMap<string, Uint8Array>,
  runs: Map<string, readonly Uint8Array[]>,
): Promise<Uint8Array> {
  const { recipe } = asset
  if (recipe === undefined) return (await context.readAsset(asset.id)).bytes
  const node = await context.node(recipe.node)
  if (node.version !== recipe.nodeVersion) {
    throw new WorkspaceError(
      'bad-input',
      `"${asset.name}" was made by version ${recipe.nodeVersion} of ${recipe.node}; this installation has version ${node.version}.`,
      { hint: 'Run the node anew to get the result of this version.' },
    )
  }
  const key = JSON.stringify([recipe.node, recipe.input])
  let outputs = runs.get(key)
  if (outputs === undefined) {
    outputs = await context.rerun(recipe, remade)
    runs.set(key, outputs)
  }
  // A call that puts fewer files than before differs from here on: empty bytes say so.
  return outputs[recipe.output] ?? new Uint8Array()
}
