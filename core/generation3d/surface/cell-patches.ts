/**
 * How the surface passes through one cell of a grid whose corners are inside or outside.
 * Corner bits: x + 2y + 4z. Edge ids: axis · 4 + u + 2v with (u, v) the cell's side on the two other axes in their order.
 * Each patch (a loop of crossed edges) becomes one vertex, so that sheets which meet in a cell stay apart
 * (Nielson, "Dual marching cubes", 2004).
 */
export interface CellPatches {
  readonly count: number
  /** Which patch passes through each of the 12 edges; -1 where none does. */
  readonly patchOfEdge: Int8Array
  /** Bit f: on face f four edges are crossed, by one and the same patch. */
  readonly doubledFaces: number
}

const FACES = buildFaces()
const known: (CellPatches | undefined)[] = new Array(256 * 64)

/**
 * `corners`: bit per corner that is inside. `flipped`: bit per face (axis · 2 + side) on which inside corners are joined
 * diagonally instead of outside corners; only faces with four crossings care.
 */
export function cellPatches(corners: number, flipped = 0): CellPatches {
  const key = corners * 64 + flipped
  const patches = known[key] ?? findPatches(corners, flipped)
  known[key] = patches
  return patches
}

function findPatches(corners: number, flipped: number): CellPatches {
  const inside = (corner: number) => ((corners >> corner) & 1) === 1
  const links: number[][] = Array.from({ length: 12 }, () => [])
  const link = (a: number, b: number) => {
    links[a]!.push(b)
    links[b]!.push(a)
  }
  FACES.forEach(({ corners: around, edges }, face) => {
    const crossed = edges.filter((_, i) => inside(around[i]!) !== inside(around[(i + 1) % 4]!))
    if (crossed.length === 2) link(crossed[0]!, crossed[1]!)
    if (crossed.length < 4) return
    // Cut off the two corners that stay alone: inside ones, or outside ones when flipped. edges[i] joins corner i and i + 1.
    const alone = ((flipped >> face) & 1) === 0
    for (let i = 0; i < 4; i++) if (inside(around[i]!) === alone) link(edges[(i + 3) % 4]!, edges[i]!)
  })

  const patchOfEdge = new Int8Array(12).fill(-1)
  let count = 0
  for (let start = 0; start < 12; start++) {
    if (links[start]!.length === 0 || patchOfEdge[start] !== -1) continue
    let edge: number | undefined = start
    while (edge !== undefined) {
      patchOfEdge[edge] = count
      edge = links[edge]!.find((next) => patchOfEdge[next] === -1)
    }
    count++
  }

  let doubledFaces = 0
  FACES.forEach(({ edges }, face) => {
    const patches = edges.map((edge) => patchOfEdge[edge]!)
    if (patches.every((patch) => patch >= 0 && patch === patches[0])) doubledFaces |= 1 << face
  })
  return { count, patchOfEdge, doubledFaces }
}

/** For each face its corners in a circle, and the edges between them. */
function buildFaces(): { corners: number[]; edges: number[] }[] {
  const edgeBetween = (a: number, b: number): number => {
    const axis = [1, 2, 4].indexOf(a ^ b)
    const [u, v] = [0, 1, 2].filter((other) => other !== axis) as [number, number]
    return axis * 4 + ((a >> u) & 1) + 2 * ((a >> v) & 1)
  }
  return [0, 1, 2].flatMap((axis) =>
    [0, 1].map((side) => {
      const [u, v] = [0, 1, 2].filter((other) => other !== axis) as [number, number]
      const corners = [0, 1 << u, (1 << u) | (1 << v), 1 << v].map((corner) => corner | (side << axis))
      return { corners, edges: corners.map((corner, i) => edgeBetween(corner, corners[(i + 1) % 4]!)) }
    }),
  )
}
