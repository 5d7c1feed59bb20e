import { WorkspaceError } from '../../../../base/error.ts'
import { placeMesh } from '../../finish/place-mesh.ts'
import { inspectMesh } from '../../inspect-mesh.ts'
import type { Mesh } from '../../mesh.ts'

/** A mesh in millimetres, standing on the plate; one that a slicer could not tell the inside of is refused. */
export function printableMesh(mesh: Mesh, name: string): Mesh {
  checkPrintable(mesh, name)
  return placeMesh(mesh, { up: 'y', pivot: 'ground', scale: 1000, longest: undefined })
}

/** With what is wrong and what helps. */
function checkPrintable(mesh: Mesh, name: string): void {
  const [level] = inspectMesh([mesh]).levels
  const faults = [
    [level!.openEdges, 'open edges'],
    [level!.nonManifoldEdges, 'edges of three or more triangles'],
    [level!.nonManifoldVertices, 'points where the surface only touches itself'],
    [level!.flippedTriangles, 'triangles that face the wrong way'],
    [level!.degenerateTriangles, 'triangles without area'],
  ] as const
  const found = faults.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString('en')} ${what}`)
  if (level!.watertight && level!.volume! <= 0) found.push('its inside turned out')
  // What has no area has no inside to get wrong, and is left out by slicers.
  if (found.length === 0 || (level!.watertight && level!.volume! > 0)) return
  throw new WorkspaceError('bad-input', `The mesh "${name}" cannot be printed: it has ${found.join(', ')}.`, {
    hint:
      level!.openEdges > 0
        ? `Close it: ai-workspace mesh finish ${name} --holes 10 (a relief: make it with a base above 0).`
        : `Clean it: ai-workspace mesh finish ${name} --weld 0.0001`,
  })
}
