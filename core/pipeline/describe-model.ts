import type { ImageModelFacts, ModelFamily } from '../../base/model.ts'
import { type InstalledModel, weightsPath } from '../../models/hub/installed-model.ts'

/** What a form may offer for an installed image model: a server's manifest says it, of weights their header. */
export async function describeModel(
  installed: InstalledModel,
  families: readonly ModelFamily[],
): Promise<ImageModelFacts | undefined> {
  const { storage, architecture, files, settings } = installed
  if (storage === 'server') {
    const family = families.find((each) => each.architectures.includes(architecture ?? ''))
    return family?.describe?.(undefined, settings)
  }
  const { openWeightFacts } = await import('../../models/hub/weight-facts.ts')
  await using facts = await openWeightFacts({ path: weightsPath(files), files })
  for (const family of families) {
    const params = family.task === 'text-to-image' && family.builtIn !== true ? family.detect(facts) : undefined
    if (params !== undefined) return family.describe?.(params, settings)
  }
  return undefined
}
