import { dropCrumbs } from './drop-crumbs.ts'
import type { Mesh } from './mesh.ts'
import { partPinches } from './part-pinches.ts'
import { splitDoubledEdges } from './split-doubled-edges.ts'
import { findTopology } from './topology.ts'

/** Parting can bring two vertices of thin scraps to one place again; each round leaves far fewer. */
const ROUNDS = 10

/** Parts what touches itself and drops the flat scraps this leaves, until the mesh is a manifold. */
export function mendPinches(mesh: Mesh): Mesh {
  let mended = mesh
  for (let round = 0; round < ROUNDS; round++) {
    const topology = findTopology(mended)
    if (topology.badPlaces.size === 0) break
    // Parting alone mends nearly everything; what it leaves in every second round are edges that one ring uses twice.
    const split = round % 2 === 1 && topology.crowdedEdges > 0
    const parted = split ? splitDoubledEdges(mended, topology) : partPinches(mended, topology)
    mended = dropCrumbs(parted, 0).mesh
  }
  return mended
}
