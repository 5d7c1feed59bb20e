/** The fields of a glTF file's JSON that this reads; none of it is checked yet. */
interface Unchecked {
  readonly scenes?: readonly { readonly nodes?: readonly number[] }[]
  readonly nodes?: readonly UncheckedNode[]
  readonly meshes?: readonly {
    readonly primitives?: readonly { readonly attributes?: { readonly POSITION?: number }; readonly indices?: number }[]
  }[]
  readonly accessors?: readonly { readonly count?: number }[]
}

interface UncheckedNode {
  readonly mesh?: number
  readonly children?: readonly number[]
  readonly extensions?: { readonly MSFT_lod?: { readonly ids?: readonly number[] } }
}

/** What a scene comes to once every node has a mesh of its own: one that a kilobyte of JSON names a million times is a million. */
export interface GlbScene {
  /** Primitives over all nodes and levels of detail; a node without a mesh counts as one. */
  readonly parts: number
  /** Of the places (12 bytes each) and indices (4) of all parts. */
  readonly sizeBytes: number
  /** Nodes in the longest line of parents; Infinity where it runs in a circle. */
  readonly depth: number
}

/** Measures the JSON of a glTF file from a stranger, in time that grows with its length only. What is malformed counts as nothing. */
export function measureGlbScene(json: unknown): GlbScene {
  const { scenes, nodes: given, meshes, accessors } = (json ?? {}) as Unchecked
  const nodes = asList(given)
  const countOf = (accessor = -1) => Number(accessors?.[accessor]?.count) || 0
  const sizes = asList(meshes).map((mesh) => {
    const primitives = asList(mesh?.primitives)
    const bytes = primitives.map(
      (primitive) => 12 * countOf(primitive?.attributes?.POSITION) + 4 * countOf(primitive?.indices),
    )
    return { parts: primitives.length, sizeBytes: bytes.reduce((sum, each) => sum + each, 0) }
  })
  const levelsOf = (node: UncheckedNode | undefined) => asList(node?.extensions?.MSFT_lod?.ids)
  const most = nodes.reduce((sum, node) => Math.max(sum, levelsOf(node).length), 0)
  // Coarser levels stand beside the scene: they count where a node names them.
  const standing = new Set([
    ...asList(scenes).flatMap((scene) => asList(scene?.nodes)),
    ...nodes.flatMap((node) => asList(node?.children)),
  ])
  let [parts, sizeBytes] = [0, 0]
  for (const [index, node] of nodes.entries()) {
    if (!standing.has(index)) continue
    const levels = levelsOf(node)
    const chain = [node, ...levels.map((level) => nodes[level])]
    for (const [level, each] of chain.entries()) {
      // What has fewer levels than others is taken again for each of theirs.
      const times = level === levels.length ? 1 + most - level : 1
      const size = sizes[each?.mesh ?? -1]
      parts += times * Math.max(1, size?.parts ?? 0)
      sizeBytes += times * (size?.sizeBytes ?? 0)
    }
  }
  return { parts, sizeBytes, depth: depthOf(nodes) }
}

/** By the parent that names a node last, as the parser takes it. */
function depthOf(nodes: readonly UncheckedNode[]): number {
  const parents = new Map<number, number>()
  for (const [parent, node] of nodes.entries()) for (const child of asList(node?.children)) parents.set(child, parent)
  const depths = new Map<number, number>()
  let deepest = 0
  for (const start of parents.keys()) {
    const way: number[] = []
    let at: number | undefined = start
    for (; at !== undefined && !depths.has(at); at = parents.get(at)) {
      depths.set(at, Infinity)
      way.push(at)
    }
    let depth = at === undefined ? 0 : depths.get(at)!
    for (const node of way.toReversed()) depths.set(node, ++depth)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function asList<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : []
}
