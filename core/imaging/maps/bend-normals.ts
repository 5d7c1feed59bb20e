import { writeNormal } from './normals-from-height.ts'

/**
 * Normals [h, w, 3] in 8 bits turned by finer ones, in place, as if those lay on their surface ("reoriented normal mapping": C.
 * Barré-Brisebois, S. Hill, "Blending in Detail", 2012).
 */
export function bendNormals(normals: Uint8Array, finer: Uint8Array): void {
  const part = (data: Uint8Array, at: number) => data[at]! / 127.5 - 1
  for (let at = 0; at < normals.length; at += 3) {
    const [x, y, z] = [part(normals, at), part(normals, at + 1), part(normals, at + 2) + 1]
    const [u, v, w] = [-part(finer, at), -part(finer, at + 1), part(finer, at + 2)]
    const along = (x * u + y * v + z * w) / Math.max(z, 1e-3)
    // What is seen faces the viewer, also where the detail would turn it away.
    writeNormal(normals, at, x * along - u, y * along - v, Math.max(1e-3, z * along - w))
  }
}
