import { compileForm } from '../forms/compile-form.ts'
import { type FormNode, parseFormProgram } from '../forms/form-program.ts'
import type { MaterialMaps } from '../materials/build-material.ts'
import { frameForm } from './camera.ts'
import type { EnvironmentKind } from './environment.ts'
import { type RenderOptions, type RenderResult, renderForm } from './render-form.ts'

/** What shows a material: a ball on a foot, a slab seen from above, or a cube with soft edges. */
export const materialStages = ['ball', 'slab', 'cube'] as const
export type MaterialStage = (typeof materialStages)[number]

const stages: Record<MaterialStage, FormNode> = {
  ball: {
    type: 'union',
    smooth: 0.04,
    children: [
      { type: 'sphere', radius: 0.5, at: [0, 0.62, 0] },
      {
        type: 'revolve',
        outline: {
          type: 'polygon',
          curve: true,
          points: [
            [0, 0],
            [0, 0],
            [0.36, 0],
            [0.38, 0.05],
            [0.28, 0.12],
            [0.22, 0.26],
            [0, 0.26],
            [0, 0.26],
          ],
        },
      },
    ],
  },
  slab: { type: 'box', size: [1.4, 0.12, 1.4], round: 0.03, at: [0, 0.06, 0] },
  cube: { type: 'box', size: [1, 1, 1], round: 0.06, at: [0, 0.5, 0] },
}

/** Views that show most of each. */
const framings: Record<MaterialStage, { azimuth: number; elevation: number }> = {
  ball: { azimuth: 20, elevation: 12 },
  slab: { azimuth: 35, elevation: 48 },
  cube: { azimuth: 35, elevation: 24 },
}

export interface MaterialRequest {
  readonly maps: MaterialMaps
  readonly stage?: MaterialStage
  readonly environment?: { readonly kind: EnvironmentKind }
  readonly width: number
  readonly height: number
  readonly samples?: number
}

/** A picture of a material on a simple form; the tile is drawn at a size that shows it whole about twice across. */
export async function renderMaterial(
  { maps, stage = 'ball', width, height, ...more }: MaterialRequest,
  options: RenderOptions,
): Promise<RenderResult> {
  const form = compileForm(
    parseFormProgram({ version: 1, name: stage, materials: { shown: { family: 'shown' } }, root: stages[stage] }),
  )
  const camera = frameForm(form.bounds, { ...framings[stage], aspect: width / height }, form.surfacePoints())
  const scale = 0.7 / maps.tileSize
  return renderForm({ form, camera, width, height, materials: [{ maps, scale }], ...more }, options)
}
