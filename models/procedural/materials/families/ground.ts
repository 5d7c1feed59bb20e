import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf } from '../marks.ts'
import { here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
import { blend, clamp01, mix, shade, smoothstep } from '../sample.ts'

/** Wind-blown sand: ripples that fork, on soft drifts. */
function sand(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 3, octaves: 4, gain: 0.45 })
  const drift = kit.noise({ cells: 3, octaves: 3, gain: 0.4 })
  const fork = kit.noise({ cells: [5, 12], octaves: 3 })
  const strength = kit.noise({ cells: 3, octaves: 3 })
  const grain = kit.noise({ cells: 170, octaves: 3, gain: 0.9 })
  const pebble = kit.cells({ cells: 90, jitter: 1 })
  const colour = kit.palette(['#a17d4f', '#bb9866', '#cfb081', '#dfc79e', '#e8d6b5'])
  const ripples = Math.max(2, Math.round(20 * kit.ratio))
  return {
    shape(s) {
      // Whole counts along v close the tile; the bends only shift the phase.
      const x = s.v * ripples + 1.7 * here(warp, s) + 0.55 * here(fork, s) + 100
      const t = x - Math.floor(x)
      // A long windward side, a short steep lee.
      const wave = t < 0.68 ? smoothstep(0, 0.68, t) : 1 - smoothstep(0.68, 1, t)
      const power = 0.35 + 0.65 * clamp01(0.6 + here(strength, s))
      const p = cellHere(pebble, s)
      const stone = unitOf(p.id, 1) < 0.05 ? clamp01(1 - p.near * 3.4) : 0
      s.a = wave * power
      s.b = stone
      s.c = clamp01(0.5 + 0.55 * here(drift, s))
      s.height = 0.0085 * wave * power + 0.014 * here(drift, s) + 0.003 * Math.sqrt(stone) + 0.00055 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.22 + 0.3 * s.a + 0.22 * s.c + 0.28 * speck + 0.08 * s.edge))
      shade(s, 1 - 0.3 * s.b)
      s.roughness = 0.9 + 0.06 * speck
    },
  }
}

function dirt(kit: Kit): MaterialProgram {
  const mass = kit.noise({ cells: 3, gain: 0.58 })
  const clod = kit.cells({ cells: 18, jitter: 1, borders: true, rounding: 0.2 })
  const crumb = kit.cells({ cells: 46, jitter: 1 })
  const stones = kit.cells({ cells: 24, jitter: 1, borders: true, rounding: 0.2 })
  const warp = kit.noise({ cells: 14, octaves: 4, gain: 0.6 })
  const rough = kit.noise({ cells: 30, gain: 0.68 })
  const wet = kit.noise({ cells: 3, gain: 0.6 })
  const root = kit.strokes({ cells: 13, length: [0.7, 1.6], width: [0.012, 0.03], bend: 0.5, density: 0.5 })
  const grain = kit.noise({ cells: 120, octaves: 4, gain: 0.85 })
  const colour = kit.palette(['#2e2118', '#463325', '#5d4532', '#755a42', '#8c7056'])
  const stone = kit.palette(['#6d675f', '#8b847a', '#a59d91'], 'second')
  return {
    shape(s) {
      const w = 0.018 * here(warp, s)
      const c = cellAt(clod, s.u + w, s.v - w)
      const d = cellAt(crumb, s.u - w, s.v)
      const p = cellAt(stones, s.u + 0.5 * w, s.v + 0.5 * w)
      const pebble = unitOf(p.id, 1) < 0.2 ? smoothstep(0.12 + 0.16 * unitOf(p.id, 2), 0.45, p.border) : 0
      const lump = smoothstep(0, 0.3, c.border) * (unitOf(c.id, 1) < 0.6 ? unitOf(c.id, 2) : 0.15)
      const bead = dotOf(d, 1.3, 1)
      const twig = root(s.u, s.v).value
      s.a = pebble
      s.b = clamp01(0.5 + 0.55 * here(rough, s))
      s.c = clamp01(0.5 + 0.6 * here(wet, s))
      s.d = twig
      s.height =
        0.011 * here(mass, s) +
        0.008 * lump +
        0.0035 * bead +
        0.0045 * here(rough, s) +
        0.009 * Math.sqrt(pebble) +
        0.003 * Math.sqrt(twig) +
        0.0007 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(
        s,
        clamp01(
          0.1 + 0.32 * s.level + 0.34 * s.b + 0.24 * (s.c - 0.5) + 0.16 * speck - 0.2 * s.crevice + 0.15 * s.edge,
        ),
      )
      blendGradient(s, stone, clamp01(0.4 + 0.4 * speck + 0.3 * (s.b - 0.5)), smoothstep(0.1, 0.4, s.a) * 0.85)
      shade(s, 1 + 0.35 * s.d)
      s.roughness = 0.93 - 0.1 * smoothstep(0.4, 0, s.c) + 0.04 * speck
    },
  }
}

function gravel(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 12, octaves: 3 })
  const big = kit.cells({ cells: 13, jitter: 1, borders: true, rounding: 0.2 })
  const middle = kit.cells({ cells: 22, jitter: 1, borders: true, rounding: 0.2 })
  const small = kit.cells({ cells: 44, jitter: 1, borders: true, rounding: 0.2 })
  const rough = kit.noise({ cells: 40, gain: 0.62 })
  const grain = kit.noise({ cells: 130, octaves: 3, gain: 0.85 })
  const colour = kit.palette(['#55524d', '#78736b', '#958e83', '#ada69b', '#c8c2b7'])
  const warm = kit.colour('#97714f')
  return {
    shape(s) {
      const w = 0.01 * here(warp, s)
      const a = cellAt(big, s.u + w, s.v)
      const b = cellAt(middle, s.u, s.v + w)
      const c = cellAt(small, s.u - w, s.v)
      // Three sizes lie on one another: the highest stone is the one that is seen.
      const domeA = unitOf(a.id, 1) < 0.4 ? clamp01((a.border - 0.06) / 0.4) : 0
      const domeB = unitOf(b.id, 1) < 0.72 ? clamp01((b.border - 0.05) / 0.4) : 0
      const domeC = clamp01((c.border - 0.04) / 0.4)
      const heightA = domeA > 0 ? 0.022 + 0.03 * Math.sqrt(domeA) : 0
      const heightB = domeB > 0 ? 0.012 + 0.02 * Math.sqrt(domeB) + 0.008 * unitOf(b.id, 4) : 0
      const heightC = 0.012 * Math.sqrt(domeC) + 0.006 * unitOf(c.id, 4)
      const top = Math.max(heightA, heightB, heightC)
      const id = top === heightA ? a.id : top === heightB ? b.id : c.id
      s.a = unitOf(id, 2)
      s.b = unitOf(id, 3)
      s.c = clamp01(0.5 + 0.5 * here(rough, s))
      s.height = top + 0.0026 * here(rough, s) + 0.0005 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.05 + 0.62 * s.a + 0.2 * s.c + 0.12 * speck + 0.1 * s.edge))
      blend(s, warm, 0.5 * smoothstep(0.62, 0.95, s.b))
      shade(s, 1 - 0.45 * s.crevice)
      s.roughness = 0.8 + 0.1 * s.c + 0.04 * speck
    },
  }
}

/** Many layers of curved blades over dark soil. */
function grass(kit: Kit): MaterialProgram {
  const layers = [34, 30, 27, 24, 21, 18].map((cells, k) =>
    kit.strokes({
      cells,
      length: [1.1, 1.6],
      width: [0.1, 0.17],
      bend: 0.3 + 0.05 * k,
      taper: 'taper',
      order: 'rank',
      density: k === 5 ? 0.75 : 1,
    }),
  )
  const clump = kit.noise({ cells: 4, gain: 0.55 })
  const dry = kit.noise({ cells: 3, gain: 0.6 })
  const grain = kit.noise({ cells: 120, octaves: 3, gain: 0.85 })
  const soil = kit.palette(['#2b2116', '#3d2f20', '#4d3d2a'], 'second')
  const colour = kit.palette(['#2c4716', '#42641f', '#5a802b', '#759b3e', '#98b75a'])
  const straw = kit.colour('#a59556')
  return {
    shape(s) {
      const lie = here(clump, s)
      let top = 0.004 * here(grain, s)
      let tone = 0
      let id = 0
      let covered = 0
      for (let k = 0; k < layers.length; k++) {
        const blade = layers[k]!(s.u, s.v)
        if (blade.value <= 0) continue
        // A fold along the middle; the blade rises from the root and bows at the tip.
        const arch = blade.along * (1.7 - blade.along)
        const height = 0.006 * k + 0.024 * arch + 0.004 * Math.abs(blade.side) + 0.006 * unitOf(blade.id, 1)
        if (height > top || covered === 0) {
          top = height
          tone = 0.25 + 0.5 * blade.along + 0.12 * Math.abs(blade.side)
          id = blade.id
          covered = 1
        }
      }
      s.a = clamp01(tone)
      s.b = unitOf(id, 2)
      s.c = covered
      s.d = clamp01(0.5 + 0.6 * here(dry, s))
      s.height = top + 0.01 * lie
    },
    paint(s) {
      const speck = here(grain, s)
      soil(s, clamp01(0.5 + 0.5 * speck))
      if (s.c > 0.5) {
        colour(s, clamp01(0.02 + 0.55 * s.a + 0.3 * s.b + 0.2 * (s.d - 0.5) + 0.05 * speck))
        blend(s, straw, 0.75 * smoothstep(0.9, 0.99, s.b + 0.22 * (s.d - 0.5)))
      }
      shade(s, 1 - 0.55 * s.crevice)
      s.roughness = mix(0.95, 0.62 + 0.12 * s.b, s.c)
    },
  }
}

function moss(kit: Kit): MaterialProgram {
  const cushion = kit.cells({ cells: 8, jitter: 1, borders: true, rounding: 0.3 })
  const tuft = kit.cells({ cells: 36, jitter: 1, borders: true, rounding: 0.15 })
  const star = kit.cells({ cells: 90, jitter: 1 })
  const warp = kit.noise({ cells: 10, octaves: 5, gain: 0.6 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const fuzz = kit.noise({ cells: 80, octaves: 5, gain: 0.85 })
  const colour = kit.palette(['#1d2a0d', '#2f4114', '#47591c', '#637427', '#85913a', '#a7ab57'])
  const brown = kit.colour('#5a4a26')
  return {
    shape(s) {
      const w = 0.02 * here(warp, s)
      const c = cellAt(cushion, s.u + w, s.v - w)
      const t = cellAt(tuft, s.u + 0.6 * w, s.v)
      const p = cellAt(star, s.u, s.v + 0.3 * w)
      const dome = clamp01(c.border / 0.5)
      const lump = clamp01(t.border / 0.4)
      const bead = clamp01(1 - p.near * 1.25)
      s.a = clamp01(0.55 * Math.sqrt(lump) + 0.45 * bead)
      s.b = unitOf(t.id, 1)
      s.c = clamp01(0.5 + 0.6 * here(cloud, s))
      s.d = unitOf(c.id, 1)
      s.height =
        0.032 * Math.sqrt(dome * (2 - dome)) +
        0.012 * Math.sqrt(lump) +
        0.006 * bead +
        0.002 * here(fuzz, s) +
        0.008 * here(cloud, s)
    },
    paint(s) {
      const speck = here(fuzz, s)
      colour(
        s,
        clamp01(
          0.02 +
            0.42 * s.a +
            0.12 * s.b +
            0.22 * (s.c - 0.3) +
            0.12 * s.d +
            0.16 * speck +
            0.16 * s.edge -
            0.2 * s.crevice,
        ),
      )
      blend(s, brown, 0.5 * smoothstep(0.72, 0.98, s.b * 0.6 + (1 - s.c) * 0.5))
      s.roughness = 0.93 + 0.05 * speck
    },
  }
}

function snow(kit: Kit): MaterialProgram {
  const drift = kit.noise({ cells: 2, octaves: 4, gain: 0.4 })
  const soft = kit.noise({ cells: 8, octaves: 4, gain: 0.5 })
  const lump = kit.cells({ cells: 20, jitter: 1 })
  const where = kit.noise({ cells: 4, octaves: 4, gain: 0.55 })
  const grain = kit.noise({ cells: 130, octaves: 4, gain: 0.9 })
  const glint = kit.cells({ cells: 160, jitter: 1 })
  const colour = kit.palette(['#a5bad2', '#c6d3e2', '#dde5ed', '#eaeff3', '#f0f2f4'])
  return {
    shape(s) {
      const p = cellHere(lump, s)
      const crumb = unitOf(p.id, 1) < 0.5 ? dotOf(p, 1.6, 2, 2) : 0
      const crusty = smoothstep(0.02, 0.35, here(where, s))
      s.a = unitOf(cellHere(glint, s).id, 1)
      s.b = crusty
      s.height =
        0.032 * here(drift, s) +
        0.0055 * here(soft, s) +
        0.006 * crumb * crumb * crusty +
        (0.0004 + 0.0007 * crusty) * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.58 + 0.22 * s.prominence * 0.5 + 0.12 * s.edge - 0.2 * s.crevice + 0.1 * speck))
      // Single flat flakes mirror the sun.
      const flash = s.a > 0.965 ? 1 : 0
      s.roughness = 0.62 + 0.1 * s.b + 0.06 * speck - 0.35 * flash
    },
  }
}

/** Mud dried out: curling plates between gaping cracks. */
function driedMud(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 6, octaves: 5, gain: 0.55 })
  const plates = kit.cells({ cells: 7, jitter: 0.95, borders: true, rounding: 0.05 })
  const minor = kit.cells({ cells: 17, jitter: 1, borders: true })
  const mass = kit.noise({ cells: 4, gain: 0.55 })
  const grain = kit.noise({ cells: 100, octaves: 4, gain: 0.8 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const colour = kit.palette(['#5e4a38', '#806750', '#9e8468', '#b59c80', '#c7b297'])
  return {
    shape(s) {
      const w = 0.022 * here(warp, s)
      const p = cellAt(plates, s.u + w, s.v - w)
      const q = cellAt(minor, s.u - w, s.v + w)
      const wide = 0.03 + 0.02 * unitOf(p.id, 1)
      const plate = smoothstep(wide, wide + 0.05, p.border)
      const curl = smoothstep(0.4, wide, p.border)
      const hair = (1 - smoothstep(0.006, 0.05, q.border)) * (unitOf(p.id, 2) > 0.45 ? 1 : 0.15)
      s.a = plate
      s.b = unitOf(p.id, 3)
      s.c = clamp01(0.5 + 0.6 * here(cloud, s))
      s.d = hair
      s.height =
        plate * (0.02 + 0.009 * curl * curl + 0.006 * (unitOf(p.id, 4) - 0.5) + 0.003 * here(mass, s) - 0.006 * hair) +
        (1 - plate) * 0.003 * here(mass, s) +
        0.0005 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.2 + 0.18 * s.b + 0.4 * (s.c - 0.2) + 0.1 * speck + 0.25 * s.edge - 0.1 * s.crevice))
      shade(s, (0.45 + 0.55 * s.a) * (1 - 0.35 * s.d))
      s.roughness = 0.9 + 0.05 * speck
    },
  }
}

export const groundFamilies: readonly MaterialFamily[] = [
  {
    id: 'sand',
    title: 'Sand',
    summary: 'Wind-blown sand in forking ripples.',
    synonyms: ['beach', 'dune', 'dunes', 'desert'],
    tileSize: 1.5,
    hasColour: 'main',
    build: sand,
  },
  {
    id: 'dirt',
    title: 'Dirt',
    summary: 'Loose soil with clods, stones and roots.',
    synonyms: ['soil', 'earth', 'ground', 'forest-floor'],
    tileSize: 1,
    hasColour: 'two',
    build: dirt,
  },
  {
    id: 'gravel',
    title: 'Gravel',
    summary: 'Loose stones of many sizes.',
    synonyms: ['pebbles', 'pebble', 'rubble', 'shingle-beach'],
    tileSize: 0.8,
    hasColour: 'main',
    build: gravel,
  },
  {
    id: 'grass',
    title: 'Grass',
    summary: 'Layers of curved blades over soil.',
    synonyms: ['lawn', 'meadow', 'turf'],
    tileSize: 0.5,
    hasColour: 'two',
    build: grass,
  },
  {
    id: 'moss',
    title: 'Moss',
    summary: 'Soft cushions of moss.',
    synonyms: ['lichen', 'moss-cushion'],
    tileSize: 0.4,
    hasColour: 'main',
    build: moss,
  },
  {
    id: 'snow',
    title: 'Snow',
    summary: 'Drifted snow with crust and glints.',
    synonyms: ['snowfield', 'powder-snow'],
    tileSize: 1.5,
    hasColour: 'main',
    build: snow,
  },
  {
    id: 'dried-mud',
    title: 'Dried mud',
    summary: 'Curling plates of mud between gaping cracks.',
    synonyms: ['mud', 'clay', 'drought', 'cracked-earth'],
    tileSize: 1.2,
    hasColour: 'main',
    build: driedMud,
  },
]
