import { cellAt } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { at, type Field, here } from '../noise.ts'
import { blend, clamp01, mix, shade, smoothstep } from '../sample.ts'

/** Grain of sawn wood that runs down the tile: rings cut at a slant, bent around knots, with fine pores. */
function woodGrain(
  kit: Kit,
  rings: number,
): { at(u: number, v: number): void; ring: number; pore: number; knot: number } {
  const bend = kit.noise({ cells: [3, 1], octaves: 4, gain: 0.45 })
  const slow = kit.noise({ cells: [2, 1], octaves: 2 })
  const fibre = kit.noise({ cells: [110, 4], octaves: 3, gain: 0.75 })
  const pores = kit.noise({ cells: [150, 7], octaves: 2, gain: 0.8 })
  const knots = kit.cells({ cells: [4, 2], jitter: 1 })
  const grain = {
    ring: 0.5,
    pore: 0.5,
    knot: 0.5,
    at(u: number, v: number) {
      const k = cellAt(knots, u, v)
      const has = unitOf(k.id, 1) < 0.3 ? 1 : 0
      // Near a knot the rings swell around it, drawn out along the grain.
      const d = Math.sqrt(k.x * k.x + 0.3 * k.y * k.y) * (3.4 + 2 * unitOf(k.id, 2))
      const pull = has * clamp01(1 - d * 0.55)
      const phase = rings * (0.55 * at(slow, u, v) + 0.22 * at(bend, u, v)) + 2.4 * pull * pull * 3
      const turn = phase - Math.floor(phase)
      // Early wood brightens slowly, late wood ends in a dark line.
      grain.ring = turn < 0.82 ? turn / 0.82 : 1 - (turn - 0.82) / 0.18
      grain.ring = grain.ring * grain.ring
      grain.pore = smoothstep(0.25, 0.75, at(pores, u, v)) + 0.35 * at(fibre, u, v)
      grain.knot = has * smoothstep(0.5, 0.12, d)
    },
  }
  return grain
}

function wood(kit: Kit): MaterialProgram {
  const grain = woodGrain(kit, 15)
  const cloud = kit.noise({ cells: [4, 1], octaves: 5, gain: 0.6 })
  const fine = kit.noise({ cells: [180, 10], octaves: 2, gain: 0.8 })
  const colour = kit.palette(['#cb9c66', '#b98650', '#a1703f', '#85592f', '#664221'])
  const knot = kit.colour('#3f2716')
  return {
    shape(s) {
      grain.at(s.u, s.v)
      s.a = clamp01(grain.ring)
      s.b = clamp01(0.3 + 0.7 * grain.pore)
      s.c = clamp01(grain.knot)
      s.d = clamp01(0.5 + 0.6 * here(cloud, s))
      s.height = 0.0007 * grain.ring - 0.0011 * clamp01(grain.pore) + 0.0006 * grain.knot + 0.0002 * here(fine, s)
    },
    paint(s) {
      colour(s, clamp01(0.12 + 0.42 * s.a + 0.26 * s.b + 0.3 * (s.d - 0.5) + 0.06 * here(fine, s)))
      blend(s, knot, 0.75 * s.c)
      s.roughness = 0.46 + 0.16 * s.b - 0.08 * s.a + 0.06 * s.d
    },
  }
}

/** Boards with their own grain, gaps, nails, worn ends. */
function woodPlanks(kit: Kit): MaterialProgram {
  const boards = kit.courses({ cells: [2, 7], shift: 'random', turned: true, jitterRows: 0.12, jitterJoints: 0.5 })
  const grain = woodGrain(kit, 11)
  const split = kit.ridges({ cells: [26, 1], octaves: 4, gain: 0.5 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const fine = kit.noise({ cells: [160, 9], octaves: 3, gain: 0.8 })
  const wobble = kit.noise({ cells: [6, 16], octaves: 3 })
  const colour = kit.palette(['#b08a5f', '#97714a', '#7d5b39', '#63452a', '#4a321e'])
  const grey = kit.colour('#8f8a80')
  const iron = kit.colour('#3a3532')
  return {
    shape(s) {
      const p = boards(s.u + 0.0016 * here(wobble, s), s.v)
      // Each board is cut from another place of the tree; a whole shift keeps the tile closed.
      grain.at(s.u + unitOf(p.id, 1), s.v + unitOf(p.id, 2))
      const gap = smoothstep(0.0018, 0.0065, p.edge)
      const cup = (p.y - 0.5) * (p.y - 0.5) * (unitOf(p.id, 3) - 0.3)
      const crack =
        smoothstep(0.9, 0.98, at(split, s.u + unitOf(p.id, 1), s.v)) *
        smoothstep(0.5, 1, unitOf(p.id, 4) + Math.abs(p.x - 0.5))
      // Two nails at each end of a board.
      const nx = Math.min(p.x, 1 - p.x) * p.width - 0.016
      const ny = Math.min(p.y, 1 - p.y) * p.height - 0.03
      const nail = 1 - smoothstep(0.0042, 0.0056, Math.sqrt(nx * nx + ny * ny))
      s.a = clamp01(grain.ring * 0.62 + grain.pore * 0.3 + 0.5 * grain.knot)
      s.b = unitOf(p.id, 5)
      s.c = gap
      s.d = nail
      s.height =
        gap *
          (0.012 +
            0.004 * (unitOf(p.id, 6) - 0.5) +
            0.006 * cup +
            0.0012 * grain.ring -
            0.0013 * clamp01(grain.pore) +
            0.001 * grain.knot -
            0.004 * crack * (1 - nail)) *
          (1 - 0.18 * nail) +
        0.0003 * here(fine, s)
    },
    paint(s) {
      const speck = here(fine, s)
      const patch = here(cloud, s)
      colour(s, clamp01(0.02 + 0.55 * s.a + 0.42 * s.b + 0.1 * speck + 0.1 * patch))
      blend(
        s,
        grey,
        0.42 * smoothstep(0.05, 0.8, patch + 0.35 * (unitOf(Math.floor(s.b * 2047), 1) - 0.3)) * (1 - s.a * 0.5),
      )
      shade(s, (0.35 + 0.65 * s.c) * (1 - 0.35 * s.crevice) * (1 + 0.14 * s.edge))
      blend(s, iron, s.d)
      s.metalness = 0.8 * s.d
      s.roughness = mix(0.72 + 0.12 * s.a + 0.05 * speck - 0.1 * s.edge, 0.5, s.d)
    },
  }
}

/** Herringbone floor of lacquered blocks. */
function parquet(kit: Kit): MaterialProgram {
  // Blocks are one by `length` units; the pattern repeats every 2 × length units across and down the diagonal grid.
  const length = 4
  const units = 24
  const rows = Math.max(8, Math.round((units * kit.ratio) / 8) * 8)
  const fine = kit.noise({ cells: 90, octaves: 3, gain: 0.75 })
  const along = kit.noise({ cells: [10, 150], octaves: 3, gain: 0.65 })
  const upright = kit.noise({ cells: [150, 10], octaves: 3, gain: 0.65 })
  const cloud = kit.noise({ cells: 5, gain: 0.5 })
  const colour = kit.palette(['#d0a36d', '#b98a55', '#a07143', '#845a33', '#694526'])
  const seed = kit.random.integer(0, 2047)
  return {
    shape(s) {
      const x = s.u * units
      const y = s.v * rows
      const cx = Math.floor(x)
      const cy = Math.floor(y)
      const step = (((cx - cy) % (2 * length)) + 2 * length) % (2 * length)
      const lying = step < length
      const start = lying ? cx - step : cy - (2 * length - 1 - step)
      const inAlong = lying ? x - start : y - start
      const inAcross = lying ? y - cy : x - cx
      const column = (((lying ? start : cx) % units) + units) % units
      const row = (((lying ? cy : start) % rows) + rows) % rows
      const id = (column * 61 + row * 277 + (lying ? 0 : 1013) + seed) & 2047
      const edge = Math.min(Math.min(inAlong, length - inAlong), Math.min(inAcross, 1 - inAcross)) / units
      const shift = unitOf(id, 2)
      const fibre: Field = lying ? along : upright
      const gap = smoothstep(0.0004, 0.0022, edge)
      s.a = clamp01(0.5 + 0.6 * at(fibre, s.u + shift, s.v + unitOf(id, 6)))
      s.b = unitOf(id, 3)
      s.c = gap
      s.height =
        gap * (0.002 + 0.0004 * (unitOf(id, 4) - 0.5)) + 0.00022 * at(fibre, s.u + shift, s.v) + 0.00004 * here(fine, s)
    },
    paint(s) {
      colour(s, clamp01(0.05 + 0.45 * s.a + 0.4 * s.b + 0.06 * here(fine, s) + 0.06 * here(cloud, s)))
      shade(s, 0.4 + 0.6 * s.c)
      s.roughness = mix(0.7, 0.24 + 0.1 * s.a + 0.06 * here(cloud, s), s.c)
    },
  }
}

/** Deep furrowed bark: plates that tear apart along the trunk. */
function bark(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: [4, 2], octaves: 5, gain: 0.55 })
  const furrows = kit.ridges({ cells: [7, 2], octaves: 5, gain: 0.42 })
  const plates = kit.cells({ cells: [6, 4], jitter: 1, borders: true })
  const small = kit.cells({ cells: [18, 8], jitter: 1, borders: true })
  const fibre = kit.noise({ cells: [36, 5], octaves: 6, gain: 0.62 })
  const layer = kit.noise({ cells: [10, 5], octaves: 5, gain: 0.6 })
  const zone = kit.noise({ cells: 3, gain: 0.6 })
  const grain = kit.noise({ cells: 100, octaves: 4, gain: 0.8 })
  const colour = kit.palette(['#2b211a', '#45362a', '#61503f', '#7d6a56', '#978571', '#ab9d8b'])
  const lichen = kit.colour('#8b9478')
  return {
    shape(s) {
      const w = 0.03 * here(warp, s)
      const u = s.u + w
      const v = s.v + 0.06 * at(warp, s.v, s.u)
      const p = cellAt(plates, u, v)
      const q = cellAt(small, u, v)
      // Furrows run along the trunk and part and meet; cross cracks are fewer and shallower.
      const furrow = smoothstep(0.62, 0.98, at(furrows, u, v))
      const plate = (1 - furrow) * (0.35 + 0.65 * smoothstep(0.0, 0.2, p.border + 0.05 * at(fibre, u, v)))
      const lesser = smoothstep(0, 0.2, q.border)
      s.a = plate
      s.b = clamp01(0.5 + 0.6 * at(fibre, u, v))
      s.c = clamp01(0.5 + 0.6 * at(layer, u, v))
      s.d = unitOf(p.id, 1)
      s.height =
        0.034 * plate +
        0.009 * lesser * plate +
        0.007 * at(fibre, u, v) +
        0.006 * at(layer, u, v) +
        0.006 * (unitOf(q.id, 2) - 0.5) * plate +
        0.0008 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(
        s,
        clamp01(
          0.02 +
            0.42 * s.a * (0.6 + 0.4 * s.b) +
            0.22 * s.c +
            0.12 * (s.d - 0.5) +
            0.14 * speck +
            0.26 * s.edge -
            0.2 * s.crevice,
        ),
      )
      blend(s, lichen, 0.5 * s.a * smoothstep(0.45, 0.75, here(zone, s) * 0.7 + 0.3 * s.c + 0.25 * speck))
      s.roughness = 0.9 + 0.05 * speck
    },
  }
}

export const woodFamilies: readonly MaterialFamily[] = [
  {
    id: 'wood',
    title: 'Wood',
    summary: 'Sawn and oiled wood with rings, pores and knots.',
    synonyms: ['wooden', 'oak', 'walnut', 'mahogany', 'pine', 'timber', 'wood-grain'],
    tileSize: 0.6,
    hasColour: 'main',
    build: wood,
  },
  {
    id: 'wood-planks',
    title: 'Wood planks',
    summary: 'Nailed boards with gaps and cracks.',
    synonyms: ['planks', 'plank', 'boards', 'deck', 'floorboards', 'siding'],
    tileSize: 1.6,
    hasColour: 'main',
    build: woodPlanks,
  },
  {
    id: 'parquet',
    title: 'Parquet',
    summary: 'Lacquered blocks laid in herringbone.',
    synonyms: ['herringbone', 'wood-floor', 'hardwood'],
    tileSize: 1.8,
    hasColour: 'main',
    build: parquet,
  },
  {
    id: 'bark',
    title: 'Bark',
    summary: 'Deeply furrowed tree bark.',
    synonyms: ['tree-bark', 'trunk', 'cork'],
    tileSize: 1,
    hasColour: 'main',
    build: bark,
  },
]
