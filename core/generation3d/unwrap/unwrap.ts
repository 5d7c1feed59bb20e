import type { Mesh } from '../mesh.ts'
import { flattenCharts } from './flatten-charts.ts'
import { layCharts, type Unwrapped } from './lay-charts.ts'

/** Cuts a mesh into flat charts without overlap, all at one scale, and packs them into the unit square. */
export function unwrap(mesh: Mesh): Unwrapped {
  return layCharts([{ mesh, charts: flattenCharts(mesh) }])[0]!
}
