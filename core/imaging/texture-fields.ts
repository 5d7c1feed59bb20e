import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { setRoles } from './material-set.ts'

/** What every node that makes a texture set takes. */
export const textureFields = {
  maps: z
    .array(z.enum(setRoles))
    .min(1)
    .default([...setRoles])
    .describe('Which maps to write.'),
  normalConvention: z
    .enum(['opengl', 'directx'])
    .default('opengl')
    .describe('Green up (Blender, glTF, Unity) or green down (Unreal).'),
  preview: z.boolean().default(true).describe('Also make a picture of the material on a ball.'),
}

/** What every such node answers. */
export const textureOutput = {
  material: assetId('material'),
  maps: z.record(z.string(), assetId('map')).describe('The maps by their role.'),
  preview: assetId('image').optional(),
}
