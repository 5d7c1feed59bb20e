import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { tiltOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
import { blend, clamp01, mix, shade, smoothstep } from '../sample.ts'

function ceramicTiles(kit: Kit): MaterialProgram {
  const grid = kit.courses({ cells: [6, 6], shift: 'none' })
  const wave = kit.noise({ cells: 11, octaves: 3, gain: 0.4 })
  const cloud = kit.noise({ cells: 5, gain: 0.6 })
  const craze = kit.cells({ cells: 70, jitter: 1, borders: true })
  const grain = kit.noise({ cells: 120, octaves: 3, gain: 0.8 })
  const glaze = kit.palette(['#1f5f66', '#2b777c', '#3b8e90', '#57a5a3', '#83c0ba'])
  const grout = kit.palette(['#8f8a82', '#a9a49b', '#bcb7ae'], 'second')
  return {
    shape(s) {
      const p = grid(s.u, s.v)
      const edge = p.edge - 0.0035
      const body = smoothstep(0, Math.max(0.0018, 1.5 * kit.pixel), edge)
      const pillow = clamp01(edge / 0.016)
      const tilt = tiltOf(p.id, p.x - 0.5, p.y - 0.5)
      const net = cellHere(craze, s).border
      s.a = body
      s.b = unitOf(p.id, 3)
      s.c = clamp01(0.5 + 0.6 * at(cloud, s.u + 0.37 * unitOf(p.id, 4), s.v + 0.41 * unitOf(p.id, 5)))
      s.d = (1 - smoothstep(0, 0.05, net)) * body * smoothstep(0.55, 0.95, unitOf(p.id, 6))
      s.height =
        body *
          (0.0075 +
            0.0035 * pillow * (2 - pillow) +
            0.004 * tilt +
            0.0009 * here(wave, s) +
            0.0008 * (unitOf(p.id, 7) - 0.5)) +
        (1 - body) * 0.0008 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      grout(s, clamp01(0.5 + 0.4 * speck))
      const { red, green, blue } = s
      // Glaze is thin and pale on the rims, deep where it pooled.
      glaze(s, clamp01(0.08 + 0.42 * s.b + 0.42 * s.c + 0.35 * s.edge))
      shade(s, 1 - 0.3 * s.d)
      blend(s, [red, green, blue], 1 - s.a)
      shade(s, 1 - 0.3 * s.crevice * (1 - s.a))
      s.roughness = mix(0.9, 0.1 + 0.07 * s.c, s.a) + 0.2 * s.d
    },
  }
}

/** Mosaic of small stones set by hand, in a few colours. */
function mosaic(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 4, octaves: 2 })
  const grid = kit.cells({ cells: 26, jitter: 0.28, borders: true, rounding: 0.1 })
  const figure = kit.noise({ cells: 3, octaves: 3, gain: 0.4 })
  const face = kit.noise({ cells: 40, gain: 0.6 })
  const grain = kit.noise({ cells: 120, octaves: 3, gain: 0.8 })
  const ground = kit.palette(['#b59d77', '#cdb891', '#ddcdae', '#e5dac3'], 'second')
  const figures = kit.palette(['#22485f', '#2f637c', '#477f93', '#7aa3a8'])
  const red = kit.palette(['#7d2f22', '#99432f', '#ae5b40'], 'own')
  const grout = kit.colour('#7a7166')
  return {
    shape(s) {
      const w = 0.01 * here(warp, s)
      const c = cellAt(grid, s.u + w, s.v - w)
      const body = smoothstep(0.045, 0.1, c.border)
      const tilt = tiltOf(c.id, c.x, c.y)
      // The figure is looked up at the stone's middle, so that each stone has one colour.
      const f = at(figure, s.u + w - c.x / 26, s.v - w - c.y / 26)
      s.a = body
      s.b = clamp01(0.5 + f)
      s.c = unitOf(c.id, 3)
      s.height =
        body * (0.0055 + 0.0045 * tilt + 0.002 * unitOf(c.id, 4) + 0.0008 * here(face, s)) + 0.0003 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      const t = clamp01(0.1 + 0.8 * s.c + 0.1 * speck)
      const level = (s.b - 0.5) * 2.1 + 0.3
      const ring = level - Math.floor(level)
      if (ring < 0.2) red(s, t)
      else if (ring < 0.56) figures(s, t)
      else ground(s, t)
      blend(s, grout, 1 - s.a)
      shade(s, 1 - 0.25 * s.crevice)
      s.roughness = mix(0.9, 0.3 + 0.2 * s.c, s.a) + 0.05 * speck
    },
  }
}

/** Clay roof tiles in overlapping rows with round ends. */
function roofTiles(kit: Kit): MaterialProgram {
  const columns = 8
  const rows = Math.max(2, Math.round((10 * kit.ratio) / 2) * 2)
  const face = kit.noise({ cells: 18, gain: 0.6 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const run = kit.noise({ cells: [20, 4], gain: 0.6 })
  const grain = kit.noise({ cells: 110, octaves: 4, gain: 0.8 })
  const clay = kit.palette(['#5f2c20', '#80402c', '#a05539', '#b76f4c', '#c98d68'])
  const lichen = kit.colour('#9aa08a')
  const cell = kit.cells({ cells: 44, jitter: 1 })
  const seed = kit.random.integer(0, 2047)
  const tall = (kit.ratio * columns) / rows
  return {
    shape(s) {
      const x = s.u * columns
      const y = s.v * rows
      // The lowest row whose round end still reaches this point lies on top.
      let top = -1
      let id = 0
      let across = 0
      let down = 0
      let rim = 0
      for (let back = 0; back <= 1; back++) {
        const row = Math.floor(y) - back
        const shift = (row & 1) === 0 ? 0 : 0.5
        const column = Math.floor(x + shift)
        const wrappedRow = row < 0 ? row + rows : row
        const wrappedColumn = column >= columns ? column - columns : column
        const hash = ((wrappedRow * 131 + wrappedColumn * 17) ^ seed) & 2047
        const dx = x + shift - column - 0.5
        const dy = (y - row) * tall
        const length = tall * (1.42 + 0.06 * (unitOf(hash, 1) - 0.5))
        const end = length - 0.42 * tall * (1 - Math.sqrt(Math.max(0, 1 - 4 * dx * dx * 0.97)))
        const gap = 0.485 - Math.abs(dx)
        const reach = Math.min(gap, end - dy)
        if (reach > 0 && back > top) {
          top = back
          id = hash
          across = dx
          down = dy / tall
          rim = reach
        }
      }
      const f = here(face, s)
      const round = smoothstep(0, 0.05, rim)
      s.a = top < 0 ? 0 : 1
      s.b = unitOf(id, 3)
      s.c = clamp01(0.5 + 0.55 * f)
      s.d = unitOf(cellHere(cell, s).id, 2)
      const lift = top < 0 ? -0.03 : 0.022 * down + 0.01 * (unitOf(id, 4) - 0.5)
      s.height =
        lift +
        0.007 * round -
        0.012 * across * across +
        (unitOf(id, 5) - 0.5) * 0.016 * across +
        0.0014 * f +
        0.0005 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      clay(s, clamp01(0.08 + 0.52 * s.b + 0.32 * (s.c - 0.2) + 0.12 * speck + 0.12 * s.edge))
      shade(s, 1 - 0.3 * smoothstep(0.1, 0.7, here(run, s)) - 0.35 * s.crevice)
      blend(s, lichen, 0.6 * smoothstep(0.55, 0.75, here(cloud, s) * 0.5 + 0.3 * s.d + 0.25 * speck + 0.1))
      if (s.a === 0) shade(s, 0.4)
      s.roughness = 0.84 + 0.07 * speck
    },
  }
}

function terrazzo(kit: Kit): MaterialProgram {
  const big = kit.cells({ cells: 13, jitter: 1, borders: true, rounding: 0.06 })
  const middle = kit.cells({ cells: 27, jitter: 1, borders: true })
  const small = kit.cells({ cells: 62, jitter: 1, borders: true })
  const warp = kit.noise({ cells: 20, octaves: 3 })
  const grain = kit.noise({ cells: 200, octaves: 2, gain: 0.8 })
  const ground = kit.palette(['#d3cdc2', '#ddd8cf', '#e5e1da'])
  const chips = kit.palette(['#5b5f60', '#8c5e48', '#b58a63', '#6f8378', '#c9b9a4', '#3f4a52'], 'second')
  return {
    shape(s) {
      const w = 0.006 * here(warp, s)
      const a = cellAt(big, s.u + w, s.v)
      const b = cellAt(middle, s.u, s.v + w)
      const c = cellAt(small, s.u + w, s.v + w)
      const soft = (cells: number) => Math.max(0.03, 1.2 * kit.pixel * cells)
      const chipA = unitOf(a.id, 1) < 0.62 ? smoothstep(0.16, 0.16 + soft(13), a.border) : 0
      const chipB = unitOf(b.id, 1) < 0.55 ? smoothstep(0.14, 0.14 + soft(27), b.border) : 0
      const chipC = unitOf(c.id, 1) < 0.5 ? smoothstep(0.13, 0.13 + soft(62), c.border) : 0
      s.a = Math.max(chipA, chipB, chipC)
      s.b = chipA > 0 ? unitOf(a.id, 2) : chipB > 0 ? unitOf(b.id, 2) : unitOf(c.id, 2)
      s.height = 0.00012 * s.a + 0.00003 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      ground(s, clamp01(0.5 + 0.4 * speck))
      blendGradient(s, chips, clamp01(s.b + 0.03 * speck), s.a)
      s.roughness = mix(0.32, 0.2, s.a) + 0.05 * speck
    },
  }
}

/** Bare or glazed porcelain: faint waves in a glossy glaze, a few specks from the kiln. */
function porcelain(kit: Kit): MaterialProgram {
  const wave = kit.noise({ cells: 6, octaves: 3, gain: 0.4 })
  const cloud = kit.noise({ cells: 3, octaves: 4 })
  const speck = kit.cells({ cells: 46, jitter: 1 })
  const craze = kit.cells({ cells: 16, jitter: 1, borders: true })
  const craze2 = kit.cells({ cells: 40, jitter: 1, borders: true })
  const warp = kit.noise({ cells: 10, octaves: 4 })
  const body = kit.palette(['#c3cac9', '#d6dbd9', '#e4e7e5'])
  const line = kit.colour('#8d9a94', 'second')
  const iron = kit.colour('#7d6a58')
  return {
    shape(s) {
      const w = 0.006 * here(warp, s)
      const c = cellHere(speck, s)
      const soft = (cells: number) => Math.max(0.012, 1.1 * kit.pixel * cells)
      const a = 1 - smoothstep(0, soft(16), cellAt(craze, s.u + w, s.v - w).border)
      const b = 1 - smoothstep(0, soft(40) * 0.9, cellAt(craze2, s.u + w, s.v - w).border)
      s.a = Math.max(a, 0.55 * b)
      s.b = unitOf(c.id, 1) < 0.03 ? smoothstep(0.14, 0.04, c.near) : 0
      s.c = clamp01(0.5 + 0.7 * here(cloud, s))
      s.height = 0.0016 * here(wave, s) - 0.00012 * s.a
    },
    paint(s) {
      body(s, s.c)
      blend(s, line, 0.55 * s.a)
      blend(s, iron, 0.7 * s.b)
      s.roughness = 0.07 + 0.1 * s.a + 0.04 * s.c
    },
  }
}

export const tileFamilies: readonly MaterialFamily[] = [
  {
    id: 'ceramic-tiles',
    title: 'Ceramic tiles',
    summary: 'Glazed square tiles with grout.',
    synonyms: ['tiles', 'tile', 'ceramic', 'bathroom', 'glazed'],
    tileSize: 0.9,
    hasColour: 'two',
    build: ceramicTiles,
  },
  {
    id: 'mosaic',
    title: 'Mosaic',
    summary: 'Small stones set by hand in bands of colour.',
    synonyms: ['tesserae', 'roman', 'byzantine'],
    tileSize: 0.5,
    hasColour: 'two',
    build: mosaic,
  },
  {
    id: 'roof-tiles',
    title: 'Roof tiles',
    summary: 'Overlapping clay tiles with round ends.',
    synonyms: ['roof', 'shingles', 'shingle', 'terracotta'],
    tileSize: 1.6,
    hasColour: 'main',
    build: roofTiles,
  },
  {
    id: 'terrazzo',
    title: 'Terrazzo',
    summary: 'Polished stone chips in a pale ground.',
    synonyms: ['chips'],
    tileSize: 0.8,
    hasColour: 'two',
    build: terrazzo,
  },
  {
    id: 'porcelain',
    title: 'Porcelain',
    summary: 'White glazed porcelain, finely crazed.',
    synonyms: ['china', 'glaze', 'crackle'],
    tileSize: 0.3,
    hasColour: 'two',
    build: porcelain,
  },
]
