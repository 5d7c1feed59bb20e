import type { Asset } from '../../base/asset.ts'
import type { Workbench } from '../workbench.ts'
import { assetFacts } from './asset-facts.ts'
import type { ChatWorld, WorldAsset } from './world.ts'

/** So many assets a conversation can speak of by name without looking for them. */
const mostAssets = 500

/** What there is now in a project and around it. */
export async function readWorld(workspace: Workbench, projectId: string): Promise<ChatWorld> {
  const { projects, assets, queue } = workspace
  const project = projects.get(projectId)
  const [{ readChoices }, { configKeys }] = await Promise.all([
    import('./read-choices.ts'),
    import('../config/load-config.ts'),
  ])
  const choices = await readChoices(workspace)
  const jobs = queue.list({ state: ['queued', 'running'], projectId: project.id, limit: 50 })
  return {
    project: { id: project.id, name: project.name },
    projects: projects.list().map(({ name }) => name),
    assets: assets.list({ projectId: project.id, limit: mostAssets }).map(worldAsset),
    models: choices.models,
    samplers: choices.samplers,
    sizes: choices.sizes,
    forms: choices.forms,
    materials: choices.materials,
    settings: configKeys(),
    jobs: jobs.map(({ id, node, state }) => ({ id, node, state: state === 'running' ? 'running' : 'queued' })),
    today: new Date().toISOString().slice(0, 10),
  }
}

function worldAsset(asset: Asset): WorldAsset {
  return {
    ...assetFacts(asset),
    ...(asset.recipe !== undefined && { node: asset.recipe.node }),
    parents: asset.parents,
  }
}
