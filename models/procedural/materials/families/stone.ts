import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf, tiltOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blend, clamp01, smoothstep } from '../sample.ts'

/** Weathered rock: broken ledges, chipped facets, a few deep cracks, mineral stains. */
function stone(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 4, octaves: 4 })
  const across = kit.noise({ cells: 4, octaves: 5 })
  const mass = kit.noise({ cells: 3, gain: 0.52 })
  const facet = kit.cells({ cells: 7, jitter: 1 })
  const chip = kit.cells({ cells: 21, jitter: 1 })
  const crest = kit.ridges({ cells: 5, gain: 0.5 })
  const rough = kit.noise({ cells: 28, gain: 0.62 })
  const stain = kit.noise({ cells: 3, gain: 0.6 })
  const grain = kit.noise({ cells: 150, octaves: 3, gain: 0.8 })
  const colour = kit.palette(['#4f4a44', '#6b655d', '#857e74', '#9c958a', '#b3ac9f'])
  const warm = kit.colour('#8a6f52')
  const cool = kit.colour('#5d6468')
  return {
    shape(s) {
      const w = here(warp, s) * 0.05
      const u = s.u + w
      const v = s.v + 0.05 * here(across, s)
      const f = cellAt(facet, u, v)
      // A plane of its own in each cell: tilted facets whose borders do not gape.
      const tilt = tiltOf(f.id, f.x, f.y)
      const c = cellAt(chip, u, v)
      const small = tiltOf(c.id, c.x, c.y)
      const m = here(mass, s)
      s.a = clamp01(0.5 + 0.6 * here(stain, s))
      s.b = clamp01(0.5 + 0.55 * at(rough, u, v))
      s.c = unitOf(f.id, 3)
      s.height =
        0.022 * m +
        0.022 * tilt +
        0.007 * small +
        0.01 * at(crest, u, v) +
        0.0035 * here(rough, s) +
        0.0004 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(
        s,
        clamp01(
          0.14 + 0.36 * s.level + 0.3 * s.b + 0.14 * (s.c - 0.5) + 0.12 * speck + 0.25 * s.edge - 0.3 * s.crevice,
        ),
      )
      blend(s, warm, 0.4 * smoothstep(0.55, 0.9, s.a))
      blend(s, cool, 0.35 * smoothstep(0.45, 0.1, s.a))
      s.roughness = 0.82 + 0.08 * s.crevice - 0.08 * s.edge + 0.05 * speck
    },
  }
}

function marble(kit: Kit): MaterialProgram {
  const warpX = kit.noise({ cells: 2, octaves: 6, gain: 0.55 })
  const warpY = kit.noise({ cells: 2, octaves: 6, gain: 0.55 })
  const veins = kit.noise({ cells: 3, octaves: 5, gain: 0.5 })
  const fine = kit.noise({ cells: 7, octaves: 6, gain: 0.55 })
  const strength = kit.noise({ cells: 3, octaves: 3 })
  const cloud = kit.noise({ cells: 3, gain: 0.55 })
  const grain = kit.noise({ cells: 200, octaves: 2, gain: 0.8 })
  const colour = kit.palette(['#bdb8b1', '#d3cfc9', '#e2dfda', '#ebe9e5', '#efedea'])
  const vein = kit.colour('#5d5a58', 'second')
  const gold = kit.colour('#a08458', 'second')
  const smoke = kit.colour('#8d8f93', 'second')
  return {
    shape(s) {
      const wx = 0.16 * here(warpX, s)
      const wy = 0.16 * here(warpY, s)
      const n = Math.abs(at(veins, s.u + wx, s.v + wy))
      const m = Math.abs(at(fine, s.u + wx * 0.8, s.v - wy * 0.6))
      const power = clamp01(0.5 + here(strength, s))
      // A bold vein is a thin dark line in a wide grey haze.
      s.a = clamp01((0.004 + 0.03 * power) / (n + 0.012) - 0.16) * power
      s.b = clamp01(0.012 / (m + 0.012) - 0.2) * (0.35 + 0.65 * clamp01(0.6 - at(strength, s.v, s.u)))
      s.c = clamp01(0.5 + 0.62 * at(cloud, s.u + wx * 0.5, s.v + wy * 0.5))
      s.d = Math.max(0, 1 - n / 0.22) * power
      s.height = 0.0003 * here(cloud, s) - 0.0006 * s.a - 0.0003 * s.b + 0.00003 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.1 + 0.95 * s.c + 0.05 * speck))
      blend(s, smoke, 0.42 * s.d * s.d)
      blend(s, vein, 0.85 * s.a)
      blend(s, gold, 0.5 * s.a * smoothstep(0.45, 0.75, s.c))
      blend(s, smoke, 0.7 * s.b)
      s.roughness = 0.16 + 0.12 * s.a + 0.06 * s.c + 0.03 * speck
    },
  }
}

function granite(kit: Kit): MaterialProgram {
  const big = kit.cells({ cells: 34, jitter: 1 })
  const middle = kit.cells({ cells: 62, jitter: 1 })
  const small = kit.cells({ cells: 130, jitter: 1 })
  const warp = kit.noise({ cells: 40, octaves: 4, gain: 0.6 })
  const cloud = kit.noise({ cells: 4, gain: 0.6 })
  const grain = kit.noise({ cells: 220, octaves: 2, gain: 0.8 })
  const feldspar = kit.palette(['#9a8177', '#b4998d', '#c6afa3', '#d6c5ba'])
  const quartz = kit.palette(['#8d8c8a', '#aeadaa', '#c9c8c5', '#dddcd9'], 'own')
  const mica = kit.palette(['#242322', '#343231', '#4a4745'], 'second')
  return {
    shape(s) {
      const w = here(warp, s) * 0.008
      const u = s.u + w
      const v = s.v - w
      const c = here(cloud, s) * 0.18
      const bigId = unitOf(cellAt(big, u, v).id, 1)
      const midId = unitOf(cellAt(middle, u, v).id, 2)
      const smallId = unitOf(cellAt(small, u, v).id, 3)
      // Crystals grow over each other: dark mica last and smallest, quartz between, feldspar the ground.
      let kind = 0
      let tone = unitOf(cellAt(big, u, v).id, 4)
      if (midId < 0.3 + c) {
        kind = 0.5
        tone = unitOf(cellAt(middle, u, v).id, 5)
      }
      if (midId > 0.86 - c * 0.6 || smallId < 0.14 + c * 0.5) {
        kind = 1
        tone = smallId * 3
      }
      s.a = kind
      s.b = clamp01(tone * 0.8 + bigId * 0.2)
      s.height = 0.0005 * here(cloud, s) + 0.0004 * (s.b - 0.5) - (kind === 1 ? 0.0005 : 0) + 0.0001 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      const t = clamp01(s.b + 0.2 * speck)
      if (s.a < 0.25) feldspar(s, t)
      else if (s.a < 0.75) quartz(s, t)
      else mica(s, t)
      s.roughness = (s.a < 0.25 ? 0.36 : s.a < 0.75 ? 0.22 : 0.3) + 0.1 * s.b + 0.05 * speck
    },
  }
}

/** Split along its bed: flat sheets that break off in steps. */
function slate(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 5, octaves: 6, gain: 0.6 })
  const bed = kit.noise({ cells: 3, octaves: 7, gain: 0.55 })
  const rough = kit.noise({ cells: [12, 40], gain: 0.6 })
  const tint = kit.noise({ cells: 3, gain: 0.6 })
  const grain = kit.noise({ cells: 120, octaves: 4, gain: 0.8 })
  const colour = kit.palette(['#2d3238', '#3c4249', '#4c535a', '#5d646a', '#747a7f'])
  const iron = kit.colour('#7a5c44')
  return {
    shape(s) {
      const w = 0.03 * here(warp, s)
      const x = (0.5 + 0.6 * at(bed, s.u + w, s.v - w)) * 9
      const step = Math.floor(x)
      const rise = smoothstep(0.82, 1, x - step)
      s.a = unitOf(((step + (rise > 0.5 ? 1 : 0)) * 97 + 4096) & 2047, 1)
      s.b = clamp01(0.5 + 0.6 * here(tint, s))
      s.c = clamp01(0.5 + 0.6 * at(rough, s.u + w, s.v))
      s.height = 0.0052 * (step + rise + 0.15 * (x - step)) + 0.0015 * at(rough, s.u + w, s.v) + 0.0003 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.2 + 0.3 * s.a + 0.25 * s.c + 0.12 * speck + 0.4 * s.edge - 0.25 * s.crevice))
      blend(s, iron, 0.45 * smoothstep(0.68, 0.95, s.b + 0.1 * s.a))
      s.roughness = 0.58 + 0.14 * s.c + 0.06 * speck - 0.1 * s.edge
    },
  }
}

function sandstone(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 2, octaves: 6, gain: 0.55 })
  const layers = kit.noise({ cells: [1, 14], octaves: 6, gain: 0.65 })
  const mass = kit.noise({ cells: 3, gain: 0.55 })
  const pit = kit.cells({ cells: 40, jitter: 1 })
  const pits = kit.noise({ cells: 4, octaves: 4 })
  const grain = kit.noise({ cells: 130, octaves: 4, gain: 0.85 })
  const colour = kit.palette(['#8a5f3f', '#a87a52', '#c19468', '#d3ad82', '#dfc39d'])
  const iron = kit.colour('#8d4a2c')
  return {
    shape(s) {
      const w = 0.06 * here(warp, s)
      const layer = at(layers, s.u, s.v + w)
      const p = cellHere(pit, s)
      const hole = dotOf(p, 1.7, 2) * smoothstep(0.05, 0.5, here(pits, s))
      s.a = clamp01(0.5 + 0.62 * layer)
      s.b = hole
      s.height = 0.007 * layer + 0.007 * here(mass, s) - 0.009 * hole * hole + 0.0011 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.12 + 0.62 * s.a + 0.18 * speck + 0.2 * s.edge - 0.25 * s.crevice - 0.2 * s.b))
      blend(s, iron, 0.35 * smoothstep(0.3, 0.05, s.a))
      s.roughness = 0.92 + 0.05 * speck
    },
  }
}

export const stoneFamilies: readonly MaterialFamily[] = [
  {
    id: 'stone',
    title: 'Stone',
    summary: 'Weathered rock with broken ledges and mineral stains.',
    synonyms: ['rock', 'rocky', 'boulder', 'cliff', 'limestone'],
    tileSize: 2,
    hasColour: 'main',
    build: stone,
  },
  {
    id: 'marble',
    title: 'Marble',
    summary: 'Polished marble with veins in a grey haze.',
    synonyms: ['carrara', 'alabaster'],
    tileSize: 1.2,
    hasColour: 'two',
    build: marble,
  },
  {
    id: 'granite',
    title: 'Granite',
    summary: 'Polished granite: feldspar, quartz and dark mica.',
    synonyms: ['diorite', 'countertop'],
    tileSize: 0.6,
    hasColour: 'two',
    build: granite,
  },
  {
    id: 'slate',
    title: 'Slate',
    summary: 'Split slate breaking off in thin sheets.',
    synonyms: ['shale', 'schist'],
    tileSize: 1.2,
    hasColour: 'main',
    build: slate,
  },
  {
    id: 'sandstone',
    title: 'Sandstone',
    summary: 'Layered sandstone with weathered hollows.',
    synonyms: ['desert-rock', 'mesa', 'canyon'],
    tileSize: 2,
    hasColour: 'main',
    build: sandstone,
  },
]
