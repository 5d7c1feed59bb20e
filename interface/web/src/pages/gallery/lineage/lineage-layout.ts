/** One asset of the graph at its place: column by how many steps it was made in, row within the column. */
export interface LineageNode {
  readonly id: string
  readonly column: number
  readonly row: number
}

export interface LineageLayout {
  readonly nodes: readonly LineageNode[]
  readonly columns: number
  readonly rows: number
}

interface Edge {
  readonly from: string
  readonly to: string
}

/** Passes over the columns, there and back; the order hardly changes after these. */
const PASSES = 8

/**
 * Layers after Sugiyama, Tagawa and Toda (1981): the column is the longest way from an asset that was made from nothing, the order
 * within a column follows the mean place of the neighbours, which keeps edges from crossing. Edges to unknown ids are left out.
 */
export function layOutLineage(ids: readonly string[], edges: readonly Edge[]): LineageLayout {
  const known = new Set(ids)
  const inside = edges.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to)
  const parents = Map.groupBy(inside, ({ to }) => to)
  const children = Map.groupBy(inside, ({ from }) => from)
  const column = findColumns(ids, parents)
  const count = ids.length === 0 ? 0 : Math.max(...column.values()) + 1
  let layers = Array.from({ length: count }, (_, index) => ids.filter((id) => column.get(id) === index))
  for (let pass = 0; pass < PASSES; pass++) {
    const down = pass % 2 === 0
    layers = order(layers, (id) =>
      down ? parents.get(id)?.map(({ from }) => from) : children.get(id)?.map(({ to }) => to),
    )
  }
  const rows = Math.max(0, ...layers.map((layer) => layer.length))
  return {
    columns: count,
    rows,
    // A short column stands in the middle of the tallest.
    nodes: layers.flatMap((layer, index) =>
      layer.map((id, place) => ({ id, column: index, row: place + (rows - layer.length) / 2 })),
    ),
  }
}

/** The nearest asset in the direction of an arrow key; `undefined` at the edge. */
export function neighbour(
  { nodes }: LineageLayout,
  from: string,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): string | undefined {
  const here = nodes.find(({ id }) => id === from)
  if (here === undefined) return undefined
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight'
  const direction = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1
  const candidates = nodes.filter((node) =>
    sideways
      ? (node.column - here.column) * direction > 0
      : node.column === here.column && (node.row - here.row) * direction > 0,
  )
  const distance = (node: LineageNode) => Math.abs(node.column - here.column) * 1000 + Math.abs(node.row - here.row)
  return candidates.toSorted((a, b) => distance(a) - distance(b))[0]?.id
}

function findColumns(ids: readonly string[], parents: ReadonlyMap<string, readonly Edge[]>): Map<string, number> {
  const column = new Map<string, number>()
  const open = new Set<string>()
  const visit = (id: string): number => {
    const known = column.get(id)
    // Lineage has no cycles; a damaged record must not hang the page.
    if (known !== undefined || open.has(id)) return known ?? 0
    open.add(id)
    const found = Math.max(0, ...(parents.get(id) ?? []).map(({ from }) => visit(from) + 1))
    column.set(id, found)
    return found
  }
  for (const id of ids) visit(id)
  return column
}

function order(layers: readonly (readonly string[])[], neighbours: (id: string) => string[] | undefined): string[][] {
  const place = new Map(
    layers.flatMap((layer) => layer.map((id, index) => [id, (index + 0.5) / layer.length] as const)),
  )
  return layers.map((layer) => {
    const mean = new Map(
      layer.map((id) => {
        const near = neighbours(id) ?? []
        const sum = near.reduce((total, other) => total + place.get(other)!, 0)
        return [id, near.length === 0 ? place.get(id)! : sum / near.length] as const
      }),
    )
    const sorted = layer.toSorted((a, b) => mean.get(a)! - mean.get(b)!)
    for (const [index, id] of sorted.entries()) place.set(id, (index + 0.5) / sorted.length)
    return sorted
  })
}
