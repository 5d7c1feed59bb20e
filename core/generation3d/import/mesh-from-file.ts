import { checkMesh } from '../finish/check-mesh.ts'
import { placeMesh } from '../finish/place-mesh.ts'
import { writeGlb } from '../glb.ts'
import type { Mesh } from '../mesh.ts'
import { isObj, readObj } from './read-obj.ts'
import { isPly, readPly } from './read-ply.ts'
import { isStl, readStl } from './read-stl.ts'

/** A mesh of another format, as the GLB that the workspace keeps. */
export interface ConvertedMesh {
  readonly glb: Uint8Array
  readonly format: 'obj' | 'stl' | 'ply'
  readonly triangles: number
}

/**
 * An OBJ, STL or PLY as GLB, or undefined for anything else. STL and PLY have +Z up, as our own writers and most programs write them,
 * and are turned; numbers stay what they are and count as metres, since none of the three has a unit.
 */
export async function meshFromFile(bytes: Uint8Array, name: string): Promise<ConvertedMesh | undefined> {
  const found = readMesh(bytes)
  if (found === undefined) return undefined
  const { mesh, format } = found
  checkMesh(mesh, name)
  const upright = format === 'obj' ? mesh : placeMesh(mesh, { up: 'z', pivot: 'keep', scale: 1, longest: undefined })
  const material = { name, textures: {}, metalness: 0, roughness: 0.8 }
  return {
    glb: await writeGlb({ name, levels: [upright], material }),
    format,
    triangles: mesh.indices.length / 3,
  }
}

function readMesh(bytes: Uint8Array): { mesh: Mesh; format: ConvertedMesh['format'] } | undefined {
  if (isPly(bytes)) return { mesh: readPly(bytes), format: 'ply' }
  if (isStl(bytes)) return { mesh: readStl(bytes), format: 'stl' }
  return isObj(bytes) ? { mesh: readObj(bytes), format: 'obj' } : undefined
}
