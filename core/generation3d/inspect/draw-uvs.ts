import type { Pixels } from '../../../base/pixels.ts'
import type { Mesh } from '../mesh.ts'
import { rasterize } from '../rasterize.ts'

/** How the triangles lie on the texture: blue where one covers it, red where several do. */
export function drawUvs({ indices, uvs }: Mesh & Required<Pick<Mesh, 'uvs'>>, side: number): Pixels {
  const owners = new Int32Array(side * side).fill(-1)
  const shared = new Uint8Array(side * side)
  for (let h = 0; h < indices.length; h += 3) {
    const place = (k: number): [number, number] => {
      const vertex = indices[h + k]!
      return [uvs[vertex * 2]! * side, uvs[vertex * 2 + 1]! * side]
    }
    rasterize(side, side, place(0), place(1), place(2), (x, y) => {
      const at = y * side + x
      if (owners[at] !== -1) shared[at] = 1
      owners[at] = h / 3
    })
  }
  const data = new Uint8Array(side * side * 3)
  for (let at = 0; at < owners.length; at++) {
    const owner = owners[at]!
    const isEdge = owner !== owners[at + 1] || owner !== owners[at + side]
    const colour = shared[at] === 1 ? [214, 64, 69] : owner < 0 ? [24, 26, 32] : isEdge ? [38, 60, 110] : [96, 140, 214]
    data.set(colour, at * 3)
  }
  return { width: side, height: side, channels: 3, data }
}
