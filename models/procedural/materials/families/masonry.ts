import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf, tiltOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
import { blend, clamp01, mix, shade, smoothstep } from '../sample.ts'

function brick(kit: Kit): MaterialProgram {
  const bond = kit.courses({ cells: [4, 12], shift: 'half', jitterRows: 0.06, jitterJoints: 0.08 })
  const warp = kit.noise({ cells: 14, octaves: 4, gain: 0.6 })
  const face = kit.noise({ cells: 16, gain: 0.6 })
  const pit = kit.cells({ cells: 62, jitter: 1 })
  const chip = kit.noise({ cells: 22, octaves: 5, gain: 0.6 })
  const cloud = kit.noise({ cells: 3, gain: 0.55 })
  const grain = kit.noise({ cells: 110, octaves: 4, gain: 0.85 })
  const clay = kit.palette(['#5d2a20', '#7d3a2a', '#9a4a34', '#ab5f44', '#bd7c5c'])
  const mortar = kit.palette(['#8d877c', '#a8a296', '#bdb7ab'], 'second')
  const soot = kit.colour('#3b3330')
  return {
    shape(s) {
      const w = 0.0035 * here(warp, s)
      const p = bond(s.u + w, s.v + w)
      const broken = here(chip, s)
      const edge = p.edge - 0.0055 - 0.0035 * Math.max(0, broken) * (unitOf(p.id, 5) + 0.4)
      const body = smoothstep(0, 0.0065, edge)
      const hole = cellHere(pit, s)
      const pits = dotOf(hole, 1.8, 4)
      const tilt = tiltOf(p.id, p.x - 0.5, p.y - 0.5)
      s.a = body
      s.b = clamp01(unitOf(p.id, 3) * 0.75 + 0.25 * unitOf(p.id, 4))
      s.c = clamp01(0.5 + 0.55 * here(face, s))
      s.d = pits
      const out =
        0.012 + 0.0035 * (unitOf(p.id, 6) - 0.5) + 0.005 * tilt + 0.0016 * here(face, s) - 0.0022 * pits * pits
      s.height = body * out + (1 - body) * 0.0011 * at(chip, s.v, s.u) + 0.0006 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      const patch = here(cloud, s)
      mortar(s, clamp01(0.45 + 0.35 * speck + 0.3 * patch))
      const { red, green, blue } = s
      clay(s, clamp01(0.05 + 0.62 * s.b + 0.36 * (s.c - 0.35) + 0.14 * speck + 0.1 * patch + 0.12 * s.edge))
      blend(s, soot, 0.5 * smoothstep(0.78, 1, 1 - s.b + 0.2 * (0.5 - s.c)) + 0.3 * s.d)
      blend(s, [red, green, blue], 1 - s.a + 0.22 * s.a * smoothstep(0.35, 0.8, speck * 0.5 + patch * 0.6))
      shade(s, 1 - 0.22 * s.crevice)
      s.roughness = mix(0.93, 0.8, s.a) + 0.06 * speck
    },
  }
}

/** Ashlar: squared blocks of stone in uneven courses. */
function stoneWall(kit: Kit): MaterialProgram {
  const bond = kit.courses({ cells: [4, 7], shift: 'random', jitterRows: 0.55, jitterJoints: 0.75 })
  const warp = kit.noise({ cells: 10, octaves: 5, gain: 0.6 })
  const mass = kit.noise({ cells: 7, gain: 0.58 })
  const chip = kit.cells({ cells: 18, jitter: 1 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const grain = kit.noise({ cells: 100, octaves: 4, gain: 0.8 })
  const rock = kit.palette(['#5a564f', '#75706a', '#8f8a81', '#a6a095', '#b8b1a3'])
  const mortar = kit.palette(['#6f685c', '#8d8578', '#a0988a'], 'second')
  const warm = kit.colour('#98774f')
  return {
    shape(s) {
      const w = 0.006 * here(warp, s)
      const p = bond(s.u + w, s.v - w)
      const m = at(mass, s.u + 0.3 * unitOf(p.id, 7), s.v)
      const c = cellAt(chip, s.u + w, s.v + w)
      const facet = tiltOf(c.id, c.x, c.y)
      const edge = p.edge - 0.004 - 0.004 * Math.max(0, m)
      const body = smoothstep(0, 0.0045, edge)
      const round = smoothstep(-0.012, 0.03, edge)
      const tilt = tiltOf(p.id, p.x - 0.5, p.y - 0.5)
      s.a = body
      s.b = unitOf(p.id, 3)
      s.c = clamp01(0.5 + 0.55 * m)
      s.d = unitOf(p.id, 4)
      s.height =
        body * (0.012 * round + 0.01 * (unitOf(p.id, 5) - 0.5) + 0.012 * tilt + 0.006 * m + 0.008 * facet) +
        (1 - body) * (-0.006 + 0.002 * m) +
        0.0006 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      const patch = here(cloud, s)
      mortar(s, clamp01(0.5 + 0.3 * speck + 0.3 * patch))
      const { red, green, blue } = s
      rock(s, clamp01(0.2 + 0.42 * s.b + 0.32 * (s.c - 0.4) + 0.12 * speck + 0.2 * s.edge))
      blend(s, warm, 0.45 * smoothstep(0.5, 0.95, s.d * 0.7 + 0.35 * patch + 0.15))
      blend(s, [red, green, blue], 1 - s.a)
      shade(s, 1 - 0.3 * s.crevice)
      s.roughness = mix(0.94, 0.82, s.a) + 0.05 * speck
    },
  }
}

/** Rounded paving stones bedded in sand. */
function cobble(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 7, octaves: 4 })
  const stones = kit.cells({ cells: [9, 10], jitter: 0.62, staggered: true, borders: true, rounding: 0.16 })
  const rough = kit.noise({ cells: 20, gain: 0.58 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const grain = kit.noise({ cells: 110, octaves: 4, gain: 0.8 })
  const rock = kit.palette(['#4a4a4b', '#626160', '#7b7976', '#94918b', '#a8a297'])
  const bed = kit.palette(['#443b31', '#5c5042', '#776a58'], 'second')
  const warm = kit.colour('#7d654e')
  return {
    shape(s) {
      const w = 0.012 * here(warp, s)
      const c = cellAt(stones, s.u + w, s.v - w)
      const r = at(rough, s.u + 0.2 * unitOf(c.id, 6), s.v)
      const edge = c.border - 0.05 - 0.02 * r
      const dome = clamp01(edge / 0.3)
      const body = smoothstep(0, 0.03, edge)
      const tilt = tiltOf(c.id, c.x, c.y)
      s.a = body
      s.b = unitOf(c.id, 3)
      s.c = clamp01(0.5 + 0.55 * r)
      s.d = unitOf(c.id, 4)
      // A quarter circle in section: steep at the rim, flat on top.
      s.height =
        body * (0.034 * Math.sqrt(dome * (2 - dome)) + 0.008 * (unitOf(c.id, 5) - 0.5) + 0.014 * tilt + 0.0035 * r) +
        (1 - body) * 0.003 * r +
        0.0005 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      bed(s, clamp01(0.5 + 0.5 * speck))
      const { red, green, blue } = s
      rock(s, clamp01(0.1 + 0.5 * s.b + 0.3 * (s.c - 0.3) + 0.14 * speck + 0.12 * s.edge))
      blend(s, warm, 0.45 * smoothstep(0.6, 0.95, s.d + 0.2 * here(cloud, s)))
      blend(s, [red, green, blue], 1 - s.a * smoothstep(-1.9, -0.9, s.prominence + 0.3 * speck))
      shade(s, 1 - 0.35 * s.crevice)
      s.roughness = mix(0.95, 0.68, s.a) - 0.1 * s.edge + 0.05 * speck
    },
  }
}

function concrete(kit: Kit): MaterialProgram {
  const cloud = kit.noise({ cells: 2, gain: 0.62 })
  const patch = kit.noise({ cells: 5, gain: 0.6 })
  const hole = kit.cells({ cells: 22, jitter: 1 })
  const small = kit.cells({ cells: 60, jitter: 1 })
  const crack = kit.ridges({ cells: 2, octaves: 7, gain: 0.52 })
  const where = kit.noise({ cells: 2, octaves: 2 })
  const run = kit.noise({ cells: [10, 2], gain: 0.6 })
  const grain = kit.noise({ cells: 110, octaves: 4, gain: 0.85 })
  const colour = kit.palette(['#6f6d69', '#868480', '#9a9893', '#aeaba5', '#bdbab3'])
  return {
    shape(s) {
      const h = cellHere(hole, s)
      const g = cellHere(small, s)
      const bubble = unitOf(h.id, 2) < 0.55 ? dotOf(h, 5, 10) : 0
      const pin = unitOf(g.id, 2) < 0.4 ? dotOf(g, 4, 8) : 0
      const line = smoothstep(0.972, 0.992, here(crack, s)) * smoothstep(0.1, 0.35, here(where, s))
      s.a = clamp01(0.5 + 0.6 * here(cloud, s))
      s.b = clamp01(Math.sqrt(bubble) + 0.8 * Math.sqrt(pin))
      s.c = line
      s.d = clamp01(0.5 + 0.55 * here(patch, s))
      s.height =
        0.0016 * here(cloud, s) +
        0.0007 * here(patch, s) -
        0.004 * Math.sqrt(bubble) -
        0.0018 * Math.sqrt(pin) -
        0.004 * line +
        0.00042 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.12 + 0.48 * s.a + 0.34 * s.d + 0.13 * speck - 0.14 * smoothstep(0.1, 0.7, here(run, s))))
      shade(s, 1 - 0.4 * s.b - 0.5 * s.c)
      s.roughness = 0.78 + 0.1 * s.d + 0.06 * speck
    },
  }
}

function plaster(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 5, octaves: 3 })
  const sweep = kit.strokes({
    cells: 9,
    length: [0.9, 1.6],
    width: [0.14, 0.34],
    bend: 0.5,
    order: 'rank',
    taper: 'both',
  })
  const sweep2 = kit.strokes({
    cells: 15,
    length: [0.8, 1.6],
    width: [0.12, 0.3],
    bend: 0.5,
    order: 'rank',
    taper: 'both',
  })
  const drag = kit.noise({ cells: 46, octaves: 4, gain: 0.65 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const grain = kit.noise({ cells: 140, octaves: 3, gain: 0.85 })
  const colour = kit.palette(['#c4b9a4', '#d5ccb9', '#e2dacb', '#ebe5d9'])
  return {
    shape(s) {
      const w = 0.012 * here(warp, s)
      const a = sweep(s.u + w, s.v)
      const b = sweep2(s.u, s.v + w)
      // A trowel leaves a soft bevel on one side and a ridge on the other.
      const stroke =
        smoothstep(0, 0.6, a.value) * (0.5 + 0.5 * a.side) + 0.7 * smoothstep(0, 0.6, b.value) * (0.5 + 0.5 * b.side)
      s.a = clamp01(stroke * 0.6)
      s.b = clamp01(0.5 + 0.6 * here(cloud, s))
      s.height = 0.0026 * stroke + 0.0009 * here(drag, s) + 0.002 * here(cloud, s) + 0.0002 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.25 + 0.3 * s.a + 0.4 * s.b + 0.08 * speck + 0.15 * s.edge - 0.25 * s.crevice))
      s.roughness = 0.84 + 0.08 * s.b - 0.1 * s.edge + 0.04 * speck
    },
  }
}

function asphalt(kit: Kit): MaterialProgram {
  const stones = kit.cells({ cells: 74, jitter: 0.95, borders: true, rounding: 0.18 })
  const small = kit.cells({ cells: 150, jitter: 1 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const sunk = kit.noise({ cells: 12, gain: 0.6 })
  const grain = kit.noise({ cells: 160, octaves: 3, gain: 0.8 })
  const tar = kit.palette(['#262628', '#333335', '#424244'])
  const grit = kit.palette(['#4e4d4c', '#6a6866', '#868380', '#a3a09b'])
  return {
    shape(s) {
      const c = cellHere(stones, s)
      const d = cellHere(small, s)
      const deep = 0.1 + 0.22 * unitOf(c.id, 2) + 0.1 * here(sunk, s)
      const body = smoothstep(deep - 0.06, deep + 0.12, c.border)
      const pebble = clamp01(1 - d.near * 2) * (unitOf(d.id, 1) < 0.6 ? 1 : 0)
      s.a = body
      s.b = unitOf(c.id, 3)
      s.c = clamp01(0.5 + 0.6 * here(cloud, s))
      s.height = 0.0042 * body + 0.0014 * pebble * (1 - body) + 0.002 * here(sunk, s) + 0.0004 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      tar(s, clamp01(0.3 + 0.4 * s.c + 0.25 * speck))
      blendGradient(
        s,
        grit,
        clamp01(s.b * 0.8 + 0.15 * speck + 0.1 * s.c),
        0.75 * s.a * smoothstep(0.2, 0.6, s.c * 0.5 + s.b * 0.5),
      )
      s.roughness = mix(0.92, 0.78, s.a) + 0.05 * speck - 0.08 * s.edge
    },
  }
}

export const masonryFamilies: readonly MaterialFamily[] = [
  {
    id: 'brick',
    title: 'Brick',
    summary: 'A brick wall in running bond, chipped and pitted.',
    synonyms: ['bricks', 'brickwork', 'brick-wall'],
    tileSize: 1,
    hasColour: 'two',
    build: brick,
  },
  {
    id: 'stone-wall',
    title: 'Stone wall',
    summary: 'Squared stone blocks in uneven courses.',
    synonyms: ['ashlar', 'masonry', 'castle', 'dungeon', 'stone-blocks', 'wall'],
    tileSize: 2,
    hasColour: 'two',
    build: stoneWall,
  },
  {
    id: 'cobble',
    title: 'Cobblestone',
    summary: 'Rounded paving stones bedded in sand.',
    synonyms: ['cobblestone', 'cobblestones', 'paving', 'pavement', 'street', 'road-stones'],
    tileSize: 1.5,
    hasColour: 'two',
    build: cobble,
  },
  {
    id: 'concrete',
    title: 'Concrete',
    summary: 'Cast concrete with bubbles, stains and hairline cracks.',
    synonyms: ['cement', 'beton'],
    tileSize: 2,
    hasColour: 'main',
    build: concrete,
  },
  {
    id: 'plaster',
    title: 'Plaster',
    summary: 'Trowelled plaster.',
    synonyms: ['stucco', 'gypsum', 'adobe', 'render'],
    tileSize: 1.5,
    hasColour: 'main',
    build: plaster,
  },
  {
    id: 'asphalt',
    title: 'Asphalt',
    summary: 'Worn asphalt with grit.',
    synonyms: ['road', 'tarmac', 'street-surface', 'blacktop'],
    tileSize: 1,
    hasColour: 'main',
    build: asphalt,
  },
]
