import type { FormProgram } from './forms/form-program.ts'

/** What a material alone is shown on: a ball on a low block, so that curves, edges and flat faces all show. */
export const materialStand: FormProgram = {
  version: 1,
  name: 'material',
  materials: { material: { family: 'stone' } },
  root: {
    type: 'union',
    children: [
      { type: 'sphere', radius: 0.5, at: [0, 0.64, 0] },
      { type: 'cylinder', radius: 0.44, height: 0.2, round: 0.03, at: [0, 0.1, 0] },
    ],
    smooth: 0.02,
  },
}
