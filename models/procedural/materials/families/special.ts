import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
import { blend, clamp01, glow, mix, shade, smoothstep } from '../sample.ts'

function ice(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 3, octaves: 5, gain: 0.5 })
  const across = kit.noise({ cells: 3, octaves: 6, gain: 0.5 })
  const fracture = kit.cells({ cells: 4, jitter: 1, borders: true })
  const lesser = kit.cells({ cells: 9, jitter: 1, borders: true })
  const hair = kit.ridges({ cells: 5, octaves: 6, gain: 0.55 })
  const cloud = kit.noise({ cells: 3, gain: 0.58 })
  const bubble = kit.cells({ cells: 46, jitter: 1 })
  const swell = kit.noise({ cells: 4, octaves: 3, gain: 0.4 })
  const frost = kit.noise({ cells: 60, octaves: 5, gain: 0.8 })
  const colour = kit.palette(['#2f6d8c', '#5290ab', '#7fb3c7', '#aed2dd', '#d4e7ec'])
  const white = kit.colour('#e6eff2')
  return {
    shape(s) {
      const w = 0.045 * here(warp, s)
      const x = 0.045 * here(across, s)
      const a = cellAt(fracture, s.u + w, s.v + x)
      const b = cellAt(lesser, s.u - x, s.v + w)
      const p = cellHere(bubble, s)
      const crack = 1 - smoothstep(0, Math.max(0.012, 5 * kit.pixel), a.border)
      const veil = clamp01(1 - a.border / 0.16)
      const crackB = (1 - smoothstep(0, Math.max(0.016, 10 * kit.pixel), b.border)) * (unitOf(b.id, 1) < 0.6 ? 1 : 0.2)
      s.a = clamp01(crack + 0.6 * crackB)
      s.b = clamp01(0.5 + 0.6 * at(cloud, s.u + w, s.v))
      s.c = clamp01(
        0.5 * veil * veil * (0.5 + unitOf(a.id, 2)) + 0.7 * smoothstep(0.8, 0.97, at(hair, s.u + w, s.v - w)),
      )
      s.d = unitOf(p.id, 1) < 0.22 ? smoothstep(0.22 * unitOf(p.id, 2) + 0.06, 0.02, p.near) : 0
      s.height =
        0.006 * here(swell, s) +
        0.004 * (unitOf(a.id, 3) - 0.5) * smoothstep(0, 0.1, a.border) -
        0.004 * crack -
        0.0018 * crackB +
        0.00012 * here(frost, s)
    },
    paint(s) {
      const speck = here(frost, s)
      colour(s, clamp01(0.08 + 0.75 * s.b + 0.08 * speck))
      const rime = smoothstep(0.62, 0.9, s.b + 0.12 * speck)
      blend(s, white, clamp01(0.8 * s.a + 0.55 * s.c + 0.55 * s.d + 0.35 * rime))
      s.roughness = 0.07 + 0.3 * s.a + 0.12 * s.c + 0.35 * rime + 0.03 * clamp01(speck)
    },
  }
}

/** Open water from above: crossing waves with sharp crests, foam on the highest. */
function water(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 3, octaves: 3, gain: 0.5 })
  const swell = kit.noise({ cells: [3, 5], octaves: 2 })
  const crest = kit.ridges({ cells: [4, 7], octaves: 4, gain: 0.42 })
  const crossing = kit.ridges({ cells: [9, 13], octaves: 3, gain: 0.45 })
  const ripple = kit.noise({ cells: [30, 38], octaves: 4, gain: 0.55 })
  const depth = kit.noise({ cells: 2, octaves: 4 })
  const foam = kit.cells({ cells: 34, jitter: 1, borders: true })
  const colour = kit.palette(['#0e2f3d', '#14475a', '#1f6274', '#33808d', '#5ba3a6'])
  const white = kit.colour('#dfe8e8')
  return {
    shape(s) {
      const w = 0.03 * here(warp, s)
      const c = at(crest, s.u + w, s.v + w)
      const d = at(crossing, s.u - w, s.v + w)
      const wave = 0.011 * here(swell, s) + 0.02 * c + 0.008 * d + 0.0012 * at(ripple, s.u + 2 * w, s.v)
      s.a = clamp01(0.5 + 0.6 * here(depth, s))
      s.b = clamp01(0.6 * c + 0.25 * d + 0.3 * (0.5 + here(swell, s)))
      s.c = clamp01(cellAt(foam, s.u + 2 * w, s.v - w).border * 3)
      s.height = wave
    },
    paint(s) {
      colour(s, clamp01(0.08 + 0.3 * s.a + 0.6 * s.b * s.b + 0.1 * s.edge))
      const lace = smoothstep(0.68, 0.86, s.b + 0.1 * s.edge) * (1 - 0.75 * smoothstep(0.1, 0.5, s.c))
      blend(s, white, 0.85 * lace)
      s.roughness = 0.05 + 0.45 * lace
    },
  }
}

/** Overlapping round scales, each with a keel and growth rings. */
function scales(kit: Kit): MaterialProgram {
  const columns = 13
  const rows = Math.max(2, Math.round((columns * 1.7 * kit.ratio) / 2) * 2)
  const tall = (kit.ratio * columns) / rows
  const face = kit.noise({ cells: 60, octaves: 5, gain: 0.7 })
  const cloud = kit.noise({ cells: 3, gain: 0.55 })
  const colour = kit.palette(['#17291d', '#25452d', '#37633c', '#547f4c', '#82a063'])
  const tip = kit.colour('#b79a52', 'second')
  const seed = kit.random.integer(0, 2047)
  const bend = kit.noise({ cells: 4, octaves: 3 })
  return {
    shape(s) {
      const w = 0.01 * here(bend, s)
      const x = (s.u + w + 1) * columns
      const y = (s.v + 0.6 * w + 1) * rows
      let id = 0
      let depth = 0
      let near = 1
      let keel = 0
      let found = 0
      // The scale of the row above lies over the one below it: the first whose disc covers this point is on top.
      for (let back = 2; back >= 0; back--) {
        const row = Math.floor(y) - back
        const shift = (row & 1) === 0 ? 0 : 0.5
        const column = Math.floor(x + shift)
        const dx = x + shift - column - 0.5
        const dy = (y - row) * tall - 0.62
        const d = dy < 0 ? Math.abs(dx) / 0.58 : Math.sqrt(dx * dx + dy * dy * 0.8) / 0.58
        if (d < 1) {
          found = 1
          near = d
          depth = (y - row) * tall
          keel = Math.max(0, 1 - Math.abs(dx) / 0.11)
          id = (((row + rows) % rows) * 73 + (column % columns) * 29 + seed) & 2047
          break
        }
      }
      const f = here(face, s)
      const round = 1 - near * near
      const rings = near * 9
      const ring = rings - Math.floor(rings)
      s.a = found === 0 ? 0 : clamp01(depth)
      s.b = unitOf(id, 1)
      s.c = clamp01(near)
      s.d = clamp01(keel)
      s.height =
        found === 0
          ? 0
          : 0.02 * depth +
            0.014 * Math.sqrt(Math.max(0, round)) +
            0.004 * keel * (1 - near) +
            0.0007 * ring * near +
            0.0008 * f +
            0.003 * (unitOf(id, 2) - 0.5)
    },
    paint(s) {
      const speck = here(face, s)
      const patch = here(cloud, s)
      colour(s, clamp01(0.02 + 0.5 * s.a + 0.22 * s.b + 0.1 * speck + 0.22 * patch + 0.15 * s.d))
      blend(s, tip, 0.55 * smoothstep(0.72, 0.98, s.c) * smoothstep(0.5, 0.95, s.a))
      shade(s, 1 - 0.5 * s.crevice)
      s.roughness = 0.34 + 0.14 * s.c + 0.08 * speck - 0.06 * s.d
    },
  }
}

/** A printed circuit board: traces on a grid between pads, chips with legs, silk-screen marks, glowing lamps. */
function circuit(kit: Kit): MaterialProgram {
  const columns = 56
  const rows = Math.max(8, Math.round(columns * kit.ratio))
  const board = kit.panels({ bands: 3, size: 0.22 })
  const bend = kit.noise({ cells: 7, octaves: 2 })
  const grain = kit.noise({ cells: 160, octaves: 3, gain: 0.8 })
  const cloud = kit.noise({ cells: 3, gain: 0.5 })
  const mask = kit.palette(['#0e3b2a', '#145038', '#1b6446'])
  const traceColour = kit.palette(['#1f7a50', '#2c9263', '#46a878'])
  const gold = kit.palette(['#c99a45', '#e0b560', '#f0cd83'], 'second')
  const black = kit.palette(['#222325', '#2d2f31', '#3a3c3f'], 'own')
  const silver = kit.colour('#c2c4c6')
  const seed = kit.random.integer(0, 2047)
  const soft = Math.max(0.1, 1.3 * kit.pixel * columns)
  return {
    shape(s) {
      const p = board(s.u, s.v)
      const x = s.u * columns
      const y = s.v * rows
      const cx = Math.floor(x)
      const cy = Math.floor(y)
      const fx = x - cx - 0.5
      const fy = y - cy - 0.5
      const n = here(bend, s)
      // Each region of the board routes one way: along, down, or at 45°; every grid line may carry a trace.
      const way = unitOf(p.id, 2)
      const lane = way < 0.4 ? cy : way < 0.8 ? cx : cx + cy
      const across = way < 0.4 ? fy : way < 0.8 ? fx : (fx + fy) * Math.SQRT1_2
      const carries = unitOf((lane * 37 + p.id) & 2047, 3) < 0.62
      const inside = p.edge * columns
      const trace = carries ? 1 - smoothstep(0.16, 0.16 + soft, Math.abs(across)) : 0
      // Round the border of each region runs a bus that joins its traces.
      const bus = 1 - smoothstep(0.16, 0.16 + soft, Math.abs(inside - 0.55))
      const cell = (cx * 131 + cy * 57 + seed) & 2047
      const padHere = unitOf(cell, 1) < 0.075
      const r = Math.sqrt(fx * fx + fy * fy)
      const pad = padHere ? 1 - smoothstep(0.4, 0.4 + soft, r) : 0
      const hole = padHere ? 1 - smoothstep(0.16, 0.16 + soft, r) : 0
      // Some regions hold a chip.
      const chipHere = unitOf(p.id, 4) < 0.42 && Math.min(p.width, p.height) * columns > 5
      const body = chipHere ? smoothstep(2, 2 + soft, inside) : 0
      const legX = (p.width > p.height ? p.x * p.width : p.y * p.height) * columns
      const legPhase = legX / 0.9 - Math.floor(legX / 0.9)
      const leg = chipHere
        ? smoothstep(0.25, 0.35, legPhase) *
          (1 - smoothstep(0.65, 0.75, legPhase)) *
          smoothstep(1, 1 + soft, inside) *
          (1 - body)
        : 0
      const lit = chipHere && unitOf(p.id, 5) < 0.5 ? 1 - smoothstep(0.3, 0.3 + soft, Math.abs(inside - 3.1)) : 0
      const metal = Math.max(pad * (1 - body), leg)
      s.a = Math.max(trace, bus) * (1 - body) * (1 - metal)
      s.b = metal
      s.c = body * (0.5 + 0.5 * (1 - lit))
      s.d = hole * (1 - body)
      s.height =
        0.0012 * Math.max(trace, bus) * (1 - body) +
        0.0022 * pad * (1 - body) -
        0.006 * hole * (1 - body) +
        0.016 * body +
        0.006 * leg -
        0.0015 * lit * body +
        0.0004 * n +
        0.00008 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      const patch = here(cloud, s)
      mask(s, clamp01(0.45 + 0.4 * patch + 0.1 * speck))
      s.roughness = 0.36 + 0.05 * speck
      if (s.a > 0) {
        blendGradient(s, traceColour, clamp01(0.5 + 0.4 * patch), s.a)
      }
      if (s.b > 0) {
        blendGradient(s, gold, clamp01(0.5 + 0.3 * speck + 0.3 * patch), s.b)
        s.metalness = s.b
        s.roughness = mix(s.roughness, 0.28, s.b)
      }
      if (s.c > 0) {
        blendGradient(s, black, clamp01(0.4 + 0.4 * speck), clamp01(s.c * 2))
        s.roughness = mix(s.roughness, 0.62, clamp01(s.c * 2))
        const line = s.c > 0.45 ? clamp01((0.98 - s.c) * 2.2) : 0
        glow(s, [0.25, 0.95, 0.75], line * clamp01((s.c - 0.45) * 20))
      }
      shade(s, 1 - 0.8 * s.d)
      blend(s, silver, 0.12 * s.edge * s.b)
    },
  }
}

/** Old window glass or thick cast glass: waves, bubbles, a green cast. Opaque here: maps carry no transmission. */
function glass(kit: Kit): MaterialProgram {
  const wave = kit.noise({ cells: [5, 3], octaves: 3, gain: 0.4 })
  const bubble = kit.cells({ cells: 17, jitter: 1 })
  const small = kit.cells({ cells: 44, jitter: 1 })
  const cloud = kit.noise({ cells: 3, octaves: 4 })
  const streak = kit.noise({ cells: [3, 16], octaves: 4, gain: 0.5 })
  const colour = kit.palette(['#4d8f86', '#74aea4', '#9ac7be', '#bedcd5'])
  return {
    shape(s) {
      const b = cellHere(bubble, s)
      const c = cellHere(small, s)
      const big = unitOf(b.id, 1) < 0.35 ? dotOf(b, 3.4, 5, 2) : 0
      const tiny = unitOf(c.id, 1) < 0.3 ? dotOf(c, 3, 5, 2) : 0
      s.a = Math.max(big, tiny)
      s.b = clamp01(0.5 + 0.6 * here(cloud, s) + 0.2 * here(streak, s))
      s.height = 0.008 * here(wave, s) + 0.0012 * here(streak, s) + 0.004 * Math.sqrt(big) + 0.0016 * Math.sqrt(tiny)
    },
    paint(s) {
      colour(s, clamp01(0.1 + 0.7 * s.b + 0.5 * s.a * (1 - s.a) + 0.2 * s.edge))
      s.roughness = 0.04 + 0.03 * s.b
    },
  }
}

/** Hexagonal cells of a hive, some capped, some filled with honey. */
function honeycomb(kit: Kit): MaterialProgram {
  const hexagons = kit.cells({ cells: [12, 14], jitter: 0.06, staggered: true, borders: true })
  const rough = kit.noise({ cells: 30, gain: 0.6 })
  const cap = kit.noise({ cells: 40, gain: 0.6 })
  const zone = kit.noise({ cells: 3, octaves: 3 })
  const grain = kit.noise({ cells: 120, octaves: 3, gain: 0.8 })
  const wax = kit.palette(['#7d4d14', '#a56e1f', '#c99336', '#e2b764'])
  const honey = kit.palette(['#5c2c05', '#8f4a08', '#c87912', '#eaa92f'])
  return {
    shape(s) {
      const h = cellHere(hexagons, s)
      const border = h.border + 0.02 * here(rough, s)
      const inside = smoothstep(0.06, 0.12, border)
      const bowl = clamp01((border - 0.08) / 0.4)
      const kind = unitOf(h.id, 1) + 0.5 * here(zone, s)
      const capped = kind > 0.72 ? 1 : 0
      const full = kind < 0.4 ? 1 : 0
      s.a = inside
      s.b = capped
      s.c = full
      s.d = unitOf(h.id, 2)
      const empty = -0.034 * inside
      const floor = full === 1 ? -0.014 * inside + 0.003 * (1 - bowl) : empty - 0.006 * bowl
      s.height =
        (capped === 1 ? inside * (0.004 * Math.sqrt(bowl) - 0.005 + 0.002 * here(cap, s)) : floor) +
        0.0009 * here(rough, s) +
        0.0002 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      const filled = s.a * s.c
      wax(s, clamp01(0.5 + 0.25 * s.edge + 0.12 * speck + 0.2 * (s.d - 0.5) - 0.4 * s.a * (1 - s.b) + 0.1 * s.b))
      if (filled > 0) {
        blendGradient(s, honey, clamp01(0.35 + 0.4 * s.d + 0.2 * smoothstep(0.9, 0.2, s.a)), filled)
      }
      s.roughness = mix(0.56 + 0.05 * speck, 0.08, filled)
    },
  }
}

export const specialFamilies: readonly MaterialFamily[] = [
  {
    id: 'ice',
    title: 'Ice',
    summary: 'Lake ice with fractures, bubbles and rime.',
    synonyms: ['frozen-lake', 'glacier', 'icy'],
    tileSize: 2,
    hasColour: 'main',
    build: ice,
  },
  {
    id: 'water',
    title: 'Water',
    summary: 'Open water with crossing waves and foam.',
    synonyms: ['sea', 'ocean', 'lake', 'river', 'waves'],
    tileSize: 6,
    hasColour: 'main',
    build: water,
  },
  {
    id: 'scales',
    title: 'Scales',
    summary: 'Overlapping keeled scales of a reptile or dragon.',
    synonyms: ['scale', 'dragon', 'reptile', 'snake', 'fish', 'lizard'],
    tileSize: 0.3,
    hasColour: 'two',
    build: scales,
  },
  {
    id: 'circuit',
    title: 'Circuit board',
    summary: 'Traces, pads and chips with glowing frames.',
    synonyms: ['circuits', 'circuit-board', 'pcb', 'electronics', 'motherboard', 'tech'],
    tileSize: 0.15,
    hasColour: 'two',
    build: circuit,
  },
  {
    id: 'glass',
    title: 'Cast glass',
    summary: 'Wavy cast glass with bubbles (opaque: the maps carry no transmission).',
    synonyms: ['bottle', 'window'],
    tileSize: 0.4,
    hasColour: 'main',
    build: glass,
  },
  {
    id: 'honeycomb',
    title: 'Honeycomb',
    summary: 'Wax cells, some capped, some full of honey.',
    synonyms: ['hive', 'beehive', 'honey', 'wax'],
    tileSize: 0.08,
    hasColour: 'main',
    build: honeycomb,
  },
]
