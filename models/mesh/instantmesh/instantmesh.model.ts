import { WorkspaceError } from '../../../base/error.ts'
import type { ModelFamily } from '../../../base/model.ts'
import { floatBytes } from '../../graph/float-bytes.ts'
import { namesOnly } from '../../graph/names-only.ts'
import { readModelConfig } from '../model-config.ts'
import { instantMeshConfig } from './instantmesh-config.ts'
import { instantMeshHandle } from './instantmesh-handle.ts'
import { generatorNames, instantMeshParts } from './instantmesh-parts.ts'

/** InstantMesh: a mesh of six views. */
const family: ModelFamily<'mesh', { readonly weightBytes: number }> = {
  id: 'instantmesh',
  task: 'mesh',
  summary: 'InstantMesh: a mesh with colours out of six views around a thing.',
  version: 1,
  architectures: ['instantmesh'],

  detect(facts) {
    const source = generatorNames(namesOnly(facts))
    const has = (name: string) => source.info(name) !== undefined
    if (!has('transformer.deconv.weight') || !has('encoder.camera_embedder.0.weight')) return undefined
    if (!has('synthesizer.decoder.net_sdf.0.weight')) {
      throw new WorkspaceError('bad-input', 'This is the InstantMesh that makes a radiance field, not a mesh.', {
        hint: 'Take instant_mesh_large.ckpt or instant_mesh_base.ckpt.',
      })
    }
    return { weightBytes: floatBytes(facts.tensors) }
  },

  async load({ weightBytes }, weights, context) {
    const config = await readModelConfig(instantMeshConfig, weights!)
    const parts = instantMeshParts(weights!, { config, weightBytes }, context)
    return instantMeshHandle(parts, { title: weights!.title, config }, context)
  },
}
export default family
