import { WorkspaceError } from '../../../base/error.ts'
import type { Mesh } from '../mesh.ts'

/** Two million triangles with their search tree and textures take about 1.5 GB; more does not fit beside a model. */
export const mostTriangles = 2_000_000

/** Refuses what no step after it can work with: nothing, too much, and numbers that are none. */
export function checkMesh({ positions, indices, normals, uvs, colors }: Mesh, name: string): void {
  const triangles = indices.length / 3
  if (triangles === 0) {
    throw new WorkspaceError('bad-input', `The mesh "${name}" has no triangle.`, {
      hint: 'Points and lines have no surface; export the mesh with its faces.',
    })
  }
  if (triangles > mostTriangles) {
    throw new WorkspaceError(
      'bad-input',
      `The mesh "${name}" has ${triangles.toLocaleString('en')} triangles; at most ${mostTriangles.toLocaleString('en')} are taken.`,
      { hint: 'Decimate it first where it was made.' },
    )
  }
  for (const [what, values, width] of [
    ['positions', positions, 3],
    ['normals', normals, 3],
    ['uvs', uvs, 2],
    ['colours', colors, 3],
  ] as const) {
    const at = values?.findIndex((value) => !Number.isFinite(value)) ?? -1
    if (at === -1) continue
    throw new WorkspaceError(
      'corrupt-file',
      `The ${what} of the mesh "${name}" hold ${values![at]} at vertex ${Math.floor(at / width)}.`,
      { hint: 'Export it again; a program that divides by zero writes such numbers.' },
    )
  }
}
