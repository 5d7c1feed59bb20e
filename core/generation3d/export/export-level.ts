import { WorkspaceError } from '../../../base/error.ts'
import type { Mesh, MeshDocument } from '../mesh.ts'

/** One level of detail of a mesh, 0 being the finest. */
export function exportLevel({ name, levels }: MeshDocument, level: number): Mesh {
  const mesh = levels[level]
  if (mesh !== undefined) return mesh
  throw new WorkspaceError(
    'bad-input',
    `The mesh "${name}" has no level ${level}: its levels are 0 to ${levels.length - 1}.`,
    {
      hint: 'Leave the level out to get the finest.',
    },
  )
}

/** A name for files and for the words of text formats: ASCII letters, digits, - and _, never empty, never beginning with a digit. */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return /^[A-Za-z_]/.test(safe) ? safe : `mesh-${safe}`.replace(/-$/, '')
}

/** From glTF's axes (+Y up, front +Z) to those of 3D printing and surveying (+Z up, front −Y): x, −z, y. */
export function toZUp(vectors: Float32Array): Float32Array {
  const turned = new Float32Array(vectors.length)
  for (let i = 0; i < vectors.length; i += 3) {
    turned[i] = vectors[i]!
    turned[i + 1] = 0 - vectors[i + 2]! // 0 − 0 is 0, never −0
    turned[i + 2] = vectors[i + 1]!
  }
  return turned
}
