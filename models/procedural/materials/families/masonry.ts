import type { MaterialFamily, MaterialProgram } from '../family.ts'
import type { Kit } from '../kit.ts'
import { unitOf } from '../noise.ts'
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
      const w = 0.0035 * warp(s.u, s.v)
      const p = bond(s.u + w, s.v + w)
      const broken = chip(s.u, s.v)
      const edge = p.edge - 0.0055 - 0.0035 * Math.max(0, broken) * (unitOf(p.id, 5) + 0.4)
      const body = smoothstep(0, 0.0065, edge)
      const hole = pit(s.u, s.v)
      const pits = clamp01(1 - hole.near * (1.8 + 4 * unitOf(hole.id, 1)))
      const tilt = (unitOf(p.id, 1) - 0.5) * (p.x - 0.5) + (unitOf(p.id, 2) - 0.5) * (p.y - 0.5)
      s.a = body
      s.b = clamp01(unitOf(p.id, 3) * 0.75 + 0.25 * unitOf(p.id, 4))
      s.c = clamp01(0.5 + 0.55 * face(s.u, s.v))
      s.d = pits
      const out =
        0.012 + 0.0035 * (unitOf(p.id, 6) - 0.5) + 0.005 * tilt + 0.0016 * face(s.u, s.v) - 0.0022 * pits * pits
      s.height = body * out + (1 - body) * 0.0011 * chip(s.v, s.u) + 0.0006 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      const patch = cloud(s.u, s.v)
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
      const w = 0.006 * warp(s.u, s.v)
      const p = bond(s.u + w, s.v - w)
      const m = mass(s.u + 0.3 * unitOf(p.id, 7), s.v)
      const c = chip(s.u + w, s.v + w)
      const facet = (unitOf(c.id, 1) - 0.5) * c.x + (unitOf(c.id, 2) - 0.5) * c.y
      const edge = p.edge - 0.004 - 0.004 * Math.max(0, m)
      const body = smoothstep(0, 0.0045, edge)
      const round = smoothstep(-0.012, 0.03, edge)
      const tilt = (unitOf(p.id, 1) - 0.5) * (p.x - 0.5) + (unitOf(p.id, 2) - 0.5) * (p.y - 0.5)
      s.a = body
      s.b = unitOf(p.id, 3)
      s.c = clamp01(0.5 + 0.55 * m)
      s.d = unitOf(p.id, 4)
      s.height =
        body * (0.012 * round + 0.01 * (unitOf(p.id, 5) - 0.5) + 0.012 * tilt + 0.006 * m + 0.008 * facet) +
        (1 - body) * (-0.006 + 0.002 * m) +
        0.0006 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      const patch = cloud(s.u, s.v)
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
      const w = 0.012 * warp(s.u, s.v)
      const c = stones(s.u + w, s.v - w)
      const r = rough(s.u + 0.2 * unitOf(c.id, 6), s.v)
      const edge = c.border - 0.05 - 0.02 * r
      const dome = clamp01(edge / 0.3)
      const body = smoothstep(0, 0.03, edge)
      const tilt = (unitOf(c.id, 1) - 0.5) * c.x + (unitOf(c.id, 2) - 0.5) * c.y
      s.a = body
      s.b = unitOf(c.id, 3)
      s.c = clamp01(0.5 + 0.55 * r)
      s.d = unitOf(c.id, 4)
      // A quarter circle in section: steep at the rim, flat on top.
      s.height =
        body * (0.034 * Math.sqrt(dome * (2 - dome)) + 0.008 * (unitOf(c.id, 5) - 0.5) + 0.014 * tilt + 0.0035 * r) +
        (1 - body) * 0.003 * r +
        0.0005 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      bed(s, clamp01(0.5 + 0.5 * speck))
      const { red, green, blue } = s
      rock(s, clamp01(0.1 + 0.5 * s.b + 0.3 * (s.c - 0.3) + 0.14 * speck + 0.12 * s.edge))
      blend(s, warm, 0.45 * smoothstep(0.6, 0.95, s.d + 0.2 * cloud(s.u, s.v)))
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
      const h = hole(s.u, s.v)
      const g = small(s.u, s.v)
      const bubble = unitOf(h.id, 2) < 0.55 ? clamp01(1 - h.near * (5 + 10 * unitOf(h.id, 1))) : 0
      const pin = unitOf(g.id, 2) < 0.4 ? clamp01(1 - g.near * (4 + 8 * unitOf(g.id, 1))) : 0
      const line = smoothstep(0.972, 0.992, crack(s.u, s.v)) * smoothstep(0.1, 0.35, where(s.u, s.v))
      s.a = clamp01(0.5 + 0.6 * cloud(s.u, s.v))
      s.b = clamp01(Math.sqrt(bubble) + 0.8 * Math.sqrt(pin))
      s.c = line
      s.d = clamp01(0.5 + 0.55 * patch(s.u, s.v))
      s.height =
        0.0016 * cloud(s.u, s.v) +
        0.0007 * patch(s.u, s.v) -
        0.004 * Math.sqrt(bubble) -
        0.0018 * Math.sqrt(pin) -
        0.004 * line +
        0.00042 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      colour(s, clamp01(0.12 + 0.48 * s.a + 0.34 * s.d + 0.13 * speck - 0.14 * smoothstep(0.1, 0.7, run(s.u, s.v))))
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
      const w = 0.012 * warp(s.u, s.v)
      const a = sweep(s.u + w, s.v)
      const b = sweep2(s.u, s.v + w)
      // A trowel leaves a soft bevel on one side and a ridge on the other.
      const stroke =
        smoothstep(0, 0.6, a.value) * (0.5 + 0.5 * a.side) + 0.7 * smoothstep(0, 0.6, b.value) * (0.5 + 0.5 * b.side)
      s.a = clamp01(stroke * 0.6)
      s.b = clamp01(0.5 + 0.6 * cloud(s.u, s.v))
      s.height = 0.0026 * stroke + 0.0009 * drag(s.u, s.v) + 0.002 * cloud(s.u, s.v) + 0.0002 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      colour(s, clamp01(0.25 + 0.3 * s.a + 0.4 * s.b + 0.08 * speck + 0.15 * s.edge - 0.25 * s.crevice))
      s.roughness = 0.84 + 0.08 * s.b - 0.1 * s.edge + 0.04 * speck
    },
  }
}

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
      const tilt = (unitOf(p.id, 1) - 0.5) * (p.x - 0.5) + (unitOf(p.id, 2) - 0.5) * (p.y - 0.5)
      const net = craze(s.u, s.v).border
      s.a = body
      s.b = unitOf(p.id, 3)
      s.c = clamp01(0.5 + 0.6 * cloud(s.u + 0.37 * unitOf(p.id, 4), s.v + 0.41 * unitOf(p.id, 5)))
      s.d = (1 - smoothstep(0, 0.05, net)) * body * smoothstep(0.55, 0.95, unitOf(p.id, 6))
      s.height =
        body *
          (0.0075 +
            0.0035 * pillow * (2 - pillow) +
            0.004 * tilt +
            0.0009 * wave(s.u, s.v) +
            0.0008 * (unitOf(p.id, 7) - 0.5)) +
        (1 - body) * 0.0008 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
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
      const w = 0.01 * warp(s.u, s.v)
      const c = grid(s.u + w, s.v - w)
      const body = smoothstep(0.045, 0.1, c.border)
      const tilt = (unitOf(c.id, 1) - 0.5) * c.x + (unitOf(c.id, 2) - 0.5) * c.y
      // The figure is looked up at the stone's middle, so that each stone has one colour.
      const f = figure(s.u + w - c.x / 26, s.v - w - c.y / 26)
      s.a = body
      s.b = clamp01(0.5 + f)
      s.c = unitOf(c.id, 3)
      s.height =
        body * (0.0055 + 0.0045 * tilt + 0.002 * unitOf(c.id, 4) + 0.0008 * face(s.u, s.v)) + 0.0003 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
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
      const f = face(s.u, s.v)
      const round = smoothstep(0, 0.05, rim)
      s.a = top < 0 ? 0 : 1
      s.b = unitOf(id, 3)
      s.c = clamp01(0.5 + 0.55 * f)
      s.d = unitOf(cell(s.u, s.v).id, 2)
      const lift = top < 0 ? -0.03 : 0.022 * down + 0.01 * (unitOf(id, 4) - 0.5)
      s.height =
        lift +
        0.007 * round -
        0.012 * across * across +
        (unitOf(id, 5) - 0.5) * 0.016 * across +
        0.0014 * f +
        0.0005 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      clay(s, clamp01(0.08 + 0.52 * s.b + 0.32 * (s.c - 0.2) + 0.12 * speck + 0.12 * s.edge))
      shade(s, 1 - 0.3 * smoothstep(0.1, 0.7, run(s.u, s.v)) - 0.35 * s.crevice)
      blend(s, lichen, 0.6 * smoothstep(0.55, 0.75, cloud(s.u, s.v) * 0.5 + 0.3 * s.d + 0.25 * speck + 0.1))
      if (s.a === 0) shade(s, 0.4)
      s.roughness = 0.84 + 0.07 * speck
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
      const c = stones(s.u, s.v)
      const d = small(s.u, s.v)
      const deep = 0.1 + 0.22 * unitOf(c.id, 2) + 0.1 * sunk(s.u, s.v)
      const body = smoothstep(deep - 0.06, deep + 0.12, c.border)
      const pebble = clamp01(1 - d.near * 2) * (unitOf(d.id, 1) < 0.6 ? 1 : 0)
      s.a = body
      s.b = unitOf(c.id, 3)
      s.c = clamp01(0.5 + 0.6 * cloud(s.u, s.v))
      s.height = 0.0042 * body + 0.0014 * pebble * (1 - body) + 0.002 * sunk(s.u, s.v) + 0.0004 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      tar(s, clamp01(0.3 + 0.4 * s.c + 0.25 * speck))
      const { red, green, blue } = s
      grit(s, clamp01(s.b * 0.8 + 0.15 * speck + 0.1 * s.c))
      blend(s, [red, green, blue], 1 - 0.75 * s.a * smoothstep(0.2, 0.6, s.c * 0.5 + s.b * 0.5))
      s.roughness = mix(0.92, 0.78, s.a) + 0.05 * speck - 0.08 * s.edge
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
      const w = 0.006 * warp(s.u, s.v)
      const a = big(s.u + w, s.v)
      const b = middle(s.u, s.v + w)
      const c = small(s.u + w, s.v + w)
      const soft = (cells: number) => Math.max(0.03, 1.2 * kit.pixel * cells)
      const chipA = unitOf(a.id, 1) < 0.62 ? smoothstep(0.16, 0.16 + soft(13), a.border) : 0
      const chipB = unitOf(b.id, 1) < 0.55 ? smoothstep(0.14, 0.14 + soft(27), b.border) : 0
      const chipC = unitOf(c.id, 1) < 0.5 ? smoothstep(0.13, 0.13 + soft(62), c.border) : 0
      s.a = Math.max(chipA, chipB, chipC)
      s.b = chipA > 0 ? unitOf(a.id, 2) : chipB > 0 ? unitOf(b.id, 2) : unitOf(c.id, 2)
      s.height = 0.00012 * s.a + 0.00003 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      ground(s, clamp01(0.5 + 0.4 * speck))
      const { red, green, blue } = s
      chips(s, clamp01(s.b + 0.03 * speck))
      blend(s, [red, green, blue], 1 - s.a)
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
      const w = 0.006 * warp(s.u, s.v)
      const c = speck(s.u, s.v)
      const soft = (cells: number) => Math.max(0.012, 1.1 * kit.pixel * cells)
      const a = 1 - smoothstep(0, soft(16), craze(s.u + w, s.v - w).border)
      const b = 1 - smoothstep(0, soft(40) * 0.9, craze2(s.u + w, s.v - w).border)
      s.a = Math.max(a, 0.55 * b)
      s.b = unitOf(c.id, 1) < 0.03 ? smoothstep(0.14, 0.04, c.near) : 0
      s.c = clamp01(0.5 + 0.7 * cloud(s.u, s.v))
      s.height = 0.0016 * wave(s.u, s.v) - 0.00012 * s.a
    },
    paint(s) {
      body(s, s.c)
      blend(s, line, 0.55 * s.a)
      blend(s, iron, 0.7 * s.b)
      s.roughness = 0.07 + 0.1 * s.a + 0.04 * s.c
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
    id: 'asphalt',
    title: 'Asphalt',
    summary: 'Worn asphalt with grit.',
    synonyms: ['road', 'tarmac', 'street-surface', 'blacktop'],
    tileSize: 1,
    hasColour: 'main',
    build: asphalt,
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
