import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { tiltOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blend, clamp01, mix, shade, smoothMin, smoothstep } from '../sample.ts'

interface Weave {
  readonly threads: number
  /** 1 plain weave; otherwise a twill that steps by one each row over this many. */
  readonly over: number
  readonly warpColours: readonly string[]
  readonly weftColours: readonly string[]
  readonly relief: number
  readonly roughness: number
  readonly slub: number
}

/** Threads that pass over and under each other, each with its own twist and thickness. */
function woven(weave: Weave) {
  return (kit: Kit): MaterialProgram => {
    const period = weave.over === 1 ? 2 : weave.over + 1
    const columns = Math.round(weave.threads / period) * period
    const rows = Math.max(period, Math.round((columns * kit.ratio) / period) * period)
    const drift = kit.noise({ cells: 5, octaves: 4, gain: 0.6 })
    const thick = kit.noise({ cells: [columns, 9], octaves: 2 })
    const thickAcross = kit.noise({ cells: [9, columns], octaves: 2 })
    const fibre = kit.noise({ cells: [columns * 2, columns * 2], octaves: 2, gain: 0.8 })
    const fuzz = kit.strokes({ cells: 44, length: [0.5, 1.5], width: [0.02, 0.05], bend: 0.5, density: 0.4 })
    const cloud = kit.noise({ cells: 3, gain: 0.55 })
    const warpColour = kit.palette(weave.warpColours)
    const weftColour = kit.palette(weave.weftColours, kit.hasColour ? 'main' : 'own')
    return {
      shape(s) {
        const w = 0.0035 * here(drift, s)
        const x = (s.u + w + 1) * columns
        const y = (s.v + w / kit.ratio + 1) * rows
        const column = Math.floor(x)
        const row = Math.floor(y)
        const fx = x - column - 0.5
        const fy = y - row - 0.5
        const step = weave.over === 1 ? (column + row) & 1 : (column + row) % period === 0 ? 1 : 0
        const upright = step === 0
        const warpWidth = 0.46 * (1 + weave.slub * here(thick, s))
        const weftWidth = 0.46 * (1 + weave.slub * here(thickAcross, s))
        // Round in section, highest in the middle of each float.
        const warpRound = Math.sqrt(Math.max(0, 1 - (fx * fx) / (warpWidth * warpWidth)))
        const weftRound = Math.sqrt(Math.max(0, 1 - (fy * fy) / (weftWidth * weftWidth)))
        const arch = weave.over === 1 || !upright ? 1 - 2.6 * (upright ? fy * fy : fx * fx) : 1 - 0.6 * fy * fy
        const warpHeight = warpRound * (upright ? 0.55 + 0.45 * arch : 0.32)
        const weftHeight = weftRound * (upright ? 0.32 : 0.55 + 0.45 * arch)
        const isWarp = warpHeight >= weftHeight
        const twist = (isWarp ? y * 3 + fx * 4 : x * 3 + fy * 4) % 1
        s.a = isWarp ? 1 : 0
        s.b = Math.max(warpHeight, weftHeight)
        s.c = unitOf((isWarp ? column % columns : 1024 + (row % rows)) & 2047, 1)
        s.d = clamp01(0.6 * Math.abs(twist - 0.5) + 0.5 * fuzz(s.u, s.v).value)
        s.height = weave.relief * (s.b + 0.1 * s.d) + 0.0022 * here(cloud, s) + weave.relief * 0.12 * here(fibre, s)
      },
      paint(s) {
        const speck = here(fibre, s)
        const patch = here(cloud, s)
        const t = clamp01(0.12 + 0.42 * s.b + 0.22 * s.c + 0.14 * speck + 0.16 * s.d + 0.16 * patch)
        if (s.a > 0.5) warpColour(s, t)
        else weftColour(s, t)
        shade(s, 0.62 + 0.38 * smoothstep(0.15, 0.7, s.b))
        s.roughness = weave.roughness + 0.06 * speck
      },
    }
  }
}

function leather(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 9, octaves: 4, gain: 0.55 })
  const grainCells = kit.cells({ cells: 46, jitter: 1, borders: true, rounding: 0.12 })
  const large = kit.cells({ cells: 20, jitter: 1, borders: true, rounding: 0.1 })
  const crease = kit.ridges({ cells: 3, octaves: 5, gain: 0.5 })
  const pore = kit.cells({ cells: 80, jitter: 1 })
  const cloud = kit.noise({ cells: 3, gain: 0.58 })
  const grain = kit.noise({ cells: 140, octaves: 3, gain: 0.8 })
  const colour = kit.palette(['#2f1a10', '#4b2b1a', '#693f27', '#855536', '#a1714c'])
  return {
    shape(s) {
      const w = 0.013 * here(warp, s)
      const c = cellAt(grainCells, s.u + w, s.v - w)
      const l = cellAt(large, s.u - w, s.v + w)
      const p = cellHere(pore, s)
      const pebble = smoothstep(0, 0.32, c.border)
      const fold = smoothstep(0, 0.16, l.border)
      const line = smoothstep(0.86, 0.98, at(crease, s.u + w, s.v))
      const hole = unitOf(p.id, 1) < 0.3 ? clamp01(1 - p.near * 3.6) : 0
      s.a = clamp01(pebble * (0.55 + 0.45 * fold))
      s.b = clamp01(0.5 + 0.6 * here(cloud, s))
      s.c = clamp01(line + 0.5 * hole)
      s.height =
        0.0042 * pebble * (0.6 + 0.4 * unitOf(c.id, 1)) +
        0.0028 * fold -
        0.003 * line -
        0.0012 * hole +
        0.0035 * here(cloud, s) +
        0.0002 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(
        s,
        clamp01(0.02 + 0.4 * s.a + 0.4 * (s.b - 0.15) + 0.06 * speck + 0.22 * s.edge - 0.25 * s.c - 0.15 * s.crevice),
      )
      s.roughness = 0.62 - 0.14 * s.a - 0.1 * s.edge + 0.12 * (s.b - 0.5) + 0.15 * s.c + 0.04 * speck
    },
  }
}

/** Rows of V-shaped stitches. */
function knit(kit: Kit): MaterialProgram {
  const columns = 22
  const rows = Math.max(2, Math.round(30 * kit.ratio))
  const drift = kit.noise({ cells: 6, octaves: 4, gain: 0.55 })
  const fibre = kit.noise({ cells: 60, octaves: 4, gain: 0.8 })
  const fuzz = kit.strokes({ cells: 60, length: [0.6, 1.6], width: [0.025, 0.05], bend: 0.6, density: 0.7 })
  const cloud = kit.noise({ cells: 3, gain: 0.55 })
  const colour = kit.palette(['#5f2430', '#873443', '#a94a58', '#c46b75', '#d9939a'])
  return {
    shape(s) {
      const w = 0.005 * here(drift, s)
      const x = (s.u + w + 1) * columns
      const column = Math.floor(x)
      const side = x - column - 0.5
      const left = side < 0
      const a = Math.abs(side) * 2 // 0 in the middle of a column, 1 at its border
      // Each half is a slanted strand; strands of one row overlap the next one below.
      const y = (s.v + 0.8 * w + 1) * rows + a * 0.85
      const row = Math.floor(y)
      const t = y - row - 0.5
      const across = (a - 0.5) * 2
      const round = 1 - across * across
      const along = 1 - 3.4 * t * t
      const body = Math.max(0, 0.25 + 0.75 * round) * Math.max(0, 0.35 + 0.65 * along)
      const twist = (t * 2.2 + across * (left ? 0.9 : -0.9) + 8) % 1
      s.a = clamp01(body)
      s.b = unitOf(((column % columns) * 57 + (row % rows) * 131) & 2047, 1)
      s.c = clamp01(Math.abs(twist - 0.5) * 2)
      s.d = fuzz(s.u, s.v).value
      s.height =
        0.017 * Math.sqrt(clamp01(body)) +
        0.0016 * s.c * body +
        0.0014 * here(fibre, s) +
        0.0022 * s.d +
        0.003 * here(cloud, s)
    },
    paint(s) {
      const speck = here(fibre, s)
      colour(s, clamp01(0.05 + 0.5 * s.a + 0.08 * s.b + 0.12 * s.c + 0.12 * speck + 0.16 * s.d + 0.12 * here(cloud, s)))
      shade(s, 1 - 0.3 * s.crevice)
      s.roughness = 0.92 + 0.05 * speck
    },
  }
}

function paper(kit: Kit): MaterialProgram {
  const fibre = kit.strokes({ cells: 34, length: [0.5, 1.6], width: [0.015, 0.045], bend: 0.6 })
  const fibre2 = kit.strokes({ cells: 52, length: [0.5, 1.6], width: [0.02, 0.05], bend: 0.6 })
  const cloud = kit.noise({ cells: 3, gain: 0.58 })
  const pulp = kit.noise({ cells: 36, gain: 0.68 })
  const facet = kit.cells({ cells: 4, jitter: 1 })
  const facet2 = kit.cells({ cells: 9, jitter: 1 })
  const warp = kit.noise({ cells: 4, octaves: 3 })
  const fleck = kit.cells({ cells: 60, jitter: 1 })
  const colour = kit.palette(['#b59b6c', '#ccb68c', '#dbc9a4', '#e6d9bb', '#ede4cd'])
  const brown = kit.colour('#7a5d39')
  return {
    shape(s) {
      const w = 0.04 * here(warp, s)
      const f = cellAt(facet, s.u + w, s.v)
      const g = cellAt(facet2, s.u, s.v + w)
      // Once crumpled: flat faces that meet in creases.
      const crumple = tiltOf(f.id, f.x, f.y)
      const crumple2 = tiltOf(g.id, g.x, g.y)
      const p = cellHere(fleck, s)
      const strand = Math.max(fibre(s.u, s.v).value, 0.7 * fibre2(s.u, s.v).value)
      s.a = clamp01(0.5 + 0.6 * here(cloud, s))
      s.b = strand
      s.c = unitOf(p.id, 1) < 0.06 ? smoothstep(0.35, 0.1, p.near) : 0
      s.height = 0.006 * crumple + 0.0025 * crumple2 + 0.0006 * strand + 0.0006 * here(pulp, s)
    },
    paint(s) {
      const speck = here(pulp, s)
      colour(s, clamp01(0.22 + 0.55 * s.a + 0.14 * s.b + 0.12 * speck + 0.12 * s.edge - 0.2 * s.crevice))
      blend(s, brown, 0.5 * s.c + 0.35 * smoothstep(0.28, 0.05, s.a))
      s.roughness = 0.88 + 0.06 * speck
    },
  }
}

function carbonFibre(kit: Kit): MaterialProgram {
  const columns = 44
  const rows = Math.max(4, Math.round((columns * kit.ratio) / 4) * 4)
  const fibre = kit.noise({ cells: [columns * 10, 30], octaves: 1 })
  const fibreAcross = kit.noise({ cells: [30, columns * 10], octaves: 1 })
  const cloud = kit.noise({ cells: 4, octaves: 4 })
  const colour = kit.palette(['#1e1f21', '#2b2d30', '#3c3f43', '#54585d'])
  return {
    shape(s) {
      const x = s.u * columns
      const y = s.v * rows
      const column = Math.floor(x)
      const row = Math.floor(y)
      // Two over, two under, stepping by one: a 2/2 twill.
      const upright = (column + row) % 4 < 2
      const across = upright ? x - column - 0.5 : y - row - 0.5
      const round = 1 - 3.2 * across * across
      const strand = upright ? here(fibre, s) : here(fibreAcross, s)
      s.a = upright ? 1 : 0
      s.b = clamp01(round)
      s.c = clamp01(0.5 + 0.6 * strand)
      s.height = 0.0013 * round + 0.00006 * strand + 0.0005 * here(cloud, s)
    },
    paint(s) {
      colour(s, clamp01(0.08 + 0.34 * s.b + 0.22 * s.c + 0.22 * s.a))
      s.metalness = 0.15
      s.roughness = 0.18 + 0.1 * (1 - s.b) + 0.05 * s.c
    },
  }
}

/** Quilted cover: diamonds pulled in by stitched seams. */
function quilt(kit: Kit): MaterialProgram {
  const columns = 6
  const rows = Math.max(1, Math.round(columns * kit.ratio))
  const thread = kit.noise({ cells: 170, octaves: 2, gain: 0.8 })
  const wrinkle = kit.noise({ cells: 12, octaves: 4, gain: 0.55 })
  const cloud = kit.noise({ cells: 3, gain: 0.55 })
  const colour = kit.palette(['#24304a', '#33456a', '#465c86', '#62789f'])
  const stitch = kit.colour('#c2b38c', 'second')
  return {
    shape(s) {
      const x = s.u * columns
      const y = s.v * rows
      const p = x + y
      const q = x - y + rows
      const fp = p - Math.floor(p)
      const fq = q - Math.floor(q)
      const dp = Math.min(fp, 1 - fp)
      const dq = Math.min(fq, 1 - fq)
      const d = Math.min(dp, dq)
      const round = Math.max(0, smoothMin(dp, dq, 0.34))
      const puff = clamp01(round / 0.415)
      const along = dp < dq ? fq : fp
      const dash = (along * 9) % 1
      const seam = (1 - smoothstep(0.012, 0.02, d)) * smoothstep(0.1, 0.2, dash) * (1 - smoothstep(0.72, 0.82, dash))
      s.a = puff
      s.b = seam
      s.c = clamp01(0.5 + 0.6 * here(cloud, s))
      const dome = Math.sqrt(puff * (2 - puff))
      s.height = 0.034 * dome + 0.0028 * here(wrinkle, s) * (1.3 - dome) + 0.003 * seam + 0.00035 * here(thread, s)
    },
    paint(s) {
      const speck = here(thread, s)
      colour(s, clamp01(0.2 + 0.25 * s.a + 0.25 * s.c + 0.14 * speck))
      shade(s, 0.8 + 0.2 * smoothstep(0, 0.25, s.a))
      blend(s, stitch, s.b)
      s.roughness = mix(0.74, 0.6, s.b) + 0.06 * speck
    },
  }
}

export const clothFamilies: readonly MaterialFamily[] = [
  {
    id: 'fabric',
    title: 'Fabric',
    summary: 'Plain-woven linen with uneven threads.',
    synonyms: ['cloth', 'linen', 'canvas', 'cotton', 'burlap', 'textile', 'wool'],
    tileSize: 0.06,
    hasColour: 'main',
    build: woven({
      threads: 52,
      over: 1,
      warpColours: ['#8d7f66', '#b09f82', '#cbbb9d', '#ddd0b6'],
      weftColours: ['#837660', '#a6967b', '#c3b395', '#d6c9af'],
      relief: 0.0075,
      roughness: 0.88,
      slub: 0.3,
    }),
  },
  {
    id: 'denim',
    title: 'Denim',
    summary: 'Blue twill with a pale weft.',
    synonyms: ['jeans', 'twill'],
    tileSize: 0.05,
    hasColour: 'main',
    build: woven({
      threads: 60,
      over: 3,
      warpColours: ['#1e2c47', '#2d4166', '#405981', '#5f789c'],
      weftColours: ['#8d97a5', '#b1b9c2', '#cfd3d6'],
      relief: 0.006,
      roughness: 0.85,
      slub: 0.22,
    }),
  },
  {
    id: 'leather',
    title: 'Leather',
    summary: 'Pebbled leather with creases and pores.',
    synonyms: ['hide', 'suede', 'leathery'],
    tileSize: 0.25,
    hasColour: 'main',
    build: leather,
  },
  {
    id: 'knit',
    title: 'Knitted wool',
    summary: 'Rows of V-shaped woollen stitches.',
    synonyms: ['knitted', 'sweater', 'pullover', 'woollen'],
    tileSize: 0.12,
    hasColour: 'main',
    build: knit,
  },
  {
    id: 'quilt',
    title: 'Quilted cloth',
    summary: 'Padded diamonds pulled in by stitched seams.',
    synonyms: ['quilted', 'padded', 'upholstery', 'cushion'],
    tileSize: 0.5,
    hasColour: 'two',
    build: quilt,
  },
  {
    id: 'paper',
    title: 'Paper',
    summary: 'Old paper once crumpled, with fibres.',
    synonyms: ['parchment', 'papyrus', 'cardboard', 'vellum'],
    tileSize: 0.3,
    hasColour: 'main',
    build: paper,
  },
  {
    id: 'carbon-fibre',
    title: 'Carbon fibre',
    summary: 'Black twill of carbon under clear resin.',
    synonyms: ['carbon', 'carbon-fiber', 'composite'],
    tileSize: 0.1,
    hasColour: 'main',
    build: carbonFibre,
  },
]
