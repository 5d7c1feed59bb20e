import { rasterize } from '../rasterize.ts'

/** What is seen at each pixel: the triangle, −1 for none, and how much its second and third corner weigh. */
export interface Visible {
  readonly width: number
  readonly height: number
  readonly triangles: Int32Array
  readonly u: Float32Array
  readonly v: Float32Array
}

/**
 * The nearest triangle at each pixel. `seen` is what `projectVertices` gives; `zoom` is pixels for each unit of it, the middle
 * of the picture is the middle of the view.
 */
export function findVisible(
  seen: Float32Array,
  indices: Uint32Array,
  { width, height, zoom }: { readonly width: number; readonly height: number; readonly zoom: number },
): Visible {
  const count = width * height
  const nearest = new Float32Array(count)
  const triangles = new Int32Array(count).fill(-1)
  const u = new Float32Array(count)
  const v = new Float32Array(count)
  const place = (vertex: number): [number, number] => [
    width / 2 + seen[vertex * 3]! * zoom,
    height / 2 - seen[vertex * 3 + 1]! * zoom,
  ]
  for (let h = 0; h < indices.length; h += 3) {
    const [a, b, c] = [indices[h]!, indices[h + 1]!, indices[h + 2]!]
    const [ia, ib, ic] = [seen[a * 3 + 2]!, seen[b * 3 + 2]!, seen[c * 3 + 2]!]
    rasterize(width, height, place(a), place(b), place(c), (x, y, wa, wb, wc) => {
      // Over the distance everything is linear on the screen; the weights on the triangle follow from it.
      const inverse = wa * ia + wb * ib + wc * ic
      const at = y * width + x
      if (inverse <= nearest[at]!) return
      nearest[at] = inverse
      triangles[at] = h / 3
      u[at] = (wb * ib) / inverse
      v[at] = (wc * ic) / inverse
    })
  }
  return { width, height, triangles, u, v }
}
