import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf, tiltOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blend, clamp01, mix, shade, smoothstep } from '../sample.ts'

/** Volcanic glass: shell-shaped breaks with fine ripples, sharp crests between. */
function obsidian(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 4, octaves: 3 })
  const shell = kit.cells({ cells: 5, jitter: 1, borders: true })
  const flake = kit.cells({ cells: 13, jitter: 1 })
  const ripple = kit.noise({ cells: 16, octaves: 3 })
  const band = kit.noise({ cells: [3, 9], octaves: 5 })
  const dust = kit.noise({ cells: 120, octaves: 3, gain: 0.8 })
  const colour = kit.palette(['#1c1b20', '#222127', '#2c2a31', '#3b3740'])
  const brown = kit.colour('#4a2c20', 'second')
  return {
    shape(s) {
      const w = 0.035 * here(warp, s)
      const f = cellAt(shell, s.u + w, s.v + w)
      const g = cellAt(flake, s.u - w, s.v + w)
      const ring = f.near * 26 + 2 * here(ripple, s)
      const wave = ring - Math.floor(ring)
      const hump = wave * (1 - wave) * 4
      const tilt = tiltOf(f.id, f.x, f.y)
      s.a = clamp01(0.5 + 0.8 * at(band, s.u + 2 * w, s.v + w))
      s.b = smoothstep(0.03, 0, f.border)
      s.height =
        0.035 * f.near * f.near +
        0.03 * tilt +
        0.0012 * hump * f.near +
        0.008 * g.near * g.near * unitOf(g.id, 1) +
        0.00002 * here(dust, s)
    },
    paint(s) {
      const speck = here(dust, s)
      colour(s, clamp01(0.2 + 0.35 * s.a + 0.5 * s.edge + 0.08 * speck))
      blend(s, brown, 0.5 * smoothstep(0.7, 0.95, s.a))
      s.roughness = 0.06 + 0.06 * s.a + 0.12 * s.edge + 0.04 * clamp01(speck)
    },
  }
}

function jade(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 3, octaves: 6, gain: 0.6 })
  const cloud = kit.noise({ cells: 3, gain: 0.6 })
  const fibre = kit.ridges({ cells: 5, gain: 0.55 })
  const swell = kit.noise({ cells: 3, octaves: 2 })
  const grain = kit.noise({ cells: 160, octaves: 2, gain: 0.8 })
  const colour = kit.palette(['#1f5a44', '#34775a', '#519273', '#79b08f', '#aacdb0'])
  return {
    shape(s) {
      const w = 0.09 * here(warp, s)
      s.a = clamp01(0.5 + 0.62 * at(cloud, s.u + w, s.v - w))
      s.b = clamp01(at(fibre, s.u - w, s.v + w))
      s.height = 0.0028 * here(swell, s) + 0.0003 * s.b + 0.00002 * here(grain, s)
    },
    paint(s) {
      colour(s, clamp01(0.08 + 0.7 * s.a + 0.32 * (s.b - 0.35) + 0.04 * here(grain, s)))
      s.roughness = 0.2 + 0.1 * s.b + 0.05 * s.a
    },
  }
}

/** A field of crystals grown side by side, each with its own tilted face and a bright core. */
function crystal(kit: Kit): MaterialProgram {
  const cells = kit.cells({ cells: 7, jitter: 0.95, borders: true })
  const seconds = kit.cells({ cells: 15, jitter: 0.95, borders: true })
  const inner = kit.ridges({ cells: 7, octaves: 5, gain: 0.6 })
  const cloud = kit.noise({ cells: 3, octaves: 6, gain: 0.6 })
  const grain = kit.noise({ cells: 120, octaves: 3, gain: 0.8 })
  const colour = kit.palette(['#3a2272', '#5b35a0', '#7d55c4', '#a687df', '#d4c3f3'])
  return {
    shape(s) {
      const c = cellHere(cells, s)
      const d = cellHere(seconds, s)
      const lowBig = unitOf(c.id, 4) < 0.35
      const face = lowBig ? d : c
      const scale = lowBig ? 0.5 : 1
      const a = unitOf(face.id, 1) - 0.5
      const b = unitOf(face.id, 2) - 0.5
      // Three faces of a point: the lowest of three tilted planes.
      const x = face.x
      const y = face.y
      const top = Math.min(
        0.5 + a * x * 2 + b * y * 2,
        Math.min(0.62 + x * 1.1 - y * 0.5, Math.min(0.66 - x * 0.9 - y * 0.8, 0.6 + y * 1.2)),
      )
      s.a = unitOf(face.id, 3)
      s.b = clamp01(at(inner, s.u + 0.1 * a, s.v + 0.1 * b))
      s.c = clamp01(0.5 + 0.6 * at(cloud, s.u + 0.3 * a, s.v + 0.3 * b))
      s.d = smoothstep(0.06, 0, face.border)
      s.height =
        scale * 0.055 * (top + 0.8 * unitOf(face.id, 5)) -
        (lowBig ? 0.02 : 0) -
        0.006 * scale * s.d +
        0.00006 * here(grain, s)
    },
    paint(s) {
      colour(s, clamp01(0.05 + 0.34 * s.a + 0.3 * s.c + 0.22 * s.b * s.b + 0.3 * s.edge - 0.3 * s.crevice))
      s.roughness = 0.08 + 0.1 * s.b + 0.15 * s.edge + 0.05 * s.a
    },
  }
}

function lava(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 4, octaves: 5, gain: 0.55 })
  const across = kit.noise({ cells: 4, octaves: 5, gain: 0.55 })
  const crust = kit.cells({ cells: 5, jitter: 1, borders: true })
  const split = kit.cells({ cells: 14, jitter: 1, borders: true })
  const heat = kit.noise({ cells: 3, octaves: 5, gain: 0.6 })
  const rope = kit.ridges({ cells: 9, gain: 0.55 })
  const rough = kit.noise({ cells: 24, gain: 0.65 })
  const rock = kit.palette(['#201c1b', '#2b2523', '#3a3230', '#4d4340'], 'own')
  const fire = kit.palette(['#5a0d02', '#b32605', '#ee5f0a', '#fba01f', '#ffdf7a'])
  return {
    shape(s) {
      const w = 0.05 * here(warp, s)
      const x = 0.05 * here(across, s)
      const c = cellAt(crust, s.u + w, s.v + x)
      const d = cellAt(split, s.u - x, s.v + w)
      const hot = here(heat, s)
      const gape = 0.035 + 0.07 * clamp01(0.5 + hot)
      const wide = 1 - smoothstep(0, gape, c.border)
      const thin = (1 - smoothstep(0, 0.05, d.border)) * smoothstep(-0.05, 0.45, hot)
      s.a = clamp01(Math.max(wide, 0.85 * thin))
      s.b = clamp01(0.5 + 0.55 * here(rough, s))
      s.c = clamp01(0.5 + 0.6 * hot)
      // Heat seeps a little way under the rim of the crust.
      s.d = clamp01(1 - c.border / (gape * 2.4)) * clamp01(0.4 + hot)
      const skin = smoothstep(0, 0.5, c.border)
      s.height =
        0.026 * Math.sqrt(skin) -
        0.016 * s.a +
        (1 - s.a) * (0.009 * at(rope, s.u + 2 * w, s.v) + 0.004 * here(rough, s))
    },
    paint(s) {
      rock(s, clamp01(0.15 + 0.4 * s.b + 0.5 * s.edge - 0.2 * s.crevice))
      s.roughness = 0.82 - 0.1 * s.edge
      const melt = smoothstep(0.3, 0.75, s.a + 0.2 * (s.b - 0.5))
      const heat = clamp01(0.75 * smoothstep(0.25, 1, s.a) + 0.25 * s.c - 0.3 * (1 - s.b) * (1 - s.a))
      if (melt > 0 || s.d > 0) {
        const { red, green, blue } = s
        fire(s, clamp01(heat * 1.05))
        const strength = clamp01(melt + 0.0)
        s.glowRed = s.red * strength
        s.glowGreen = s.green * strength
        s.glowBlue = s.blue * strength
        const seep = s.d * s.d * (1 - melt) * 0.55 * (0.4 + 0.6 * s.b)
        s.glowRed += 0.5 * seep
        s.glowGreen += 0.09 * seep
        blend(s, [red, green, blue], 1 - strength)
        s.roughness = mix(s.roughness, 0.5, strength)
      }
    },
  }
}

/** Old bone or ivory: fine pores along the grain, cracks, yellowed hollows. */
function bone(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 3, octaves: 5 })
  const fibre = kit.noise({ cells: [34, 5], octaves: 5, gain: 0.6 })
  const pore = kit.cells({ cells: [70, 26], jitter: 1 })
  const zone = kit.noise({ cells: 3, octaves: 5, gain: 0.6 })
  const crack = kit.ridges({ cells: [7, 2], octaves: 5, gain: 0.5 })
  const grain = kit.noise({ cells: 120, octaves: 3, gain: 0.8 })
  const colour = kit.palette(['#7d6344', '#a88c64', '#c9b48c', '#ddcfae', '#e8dfc8'])
  return {
    shape(s) {
      const w = 0.04 * here(warp, s)
      const p = cellAt(pore, s.u + w, s.v)
      const hole = dotOf(p, 2.2, 3) * (unitOf(p.id, 2) < 0.6 ? 1 : 0) * smoothstep(-0.3, 0.3, here(zone, s))
      const split = smoothstep(0.86, 0.97, at(crack, s.u + w, s.v))
      s.a = clamp01(0.5 + 0.6 * here(zone, s))
      s.b = Math.max(hole, split)
      s.c = clamp01(0.5 + 0.6 * at(fibre, s.u + w, s.v))
      s.height =
        0.003 * here(warp, s) +
        0.0011 * at(fibre, s.u + w, s.v) -
        0.0024 * hole -
        0.003 * split +
        0.00015 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.92 - 0.45 * s.a + 0.25 * (s.c - 0.5) + 0.06 * speck - 0.55 * s.b - 0.25 * s.crevice))
      s.roughness = 0.46 + 0.12 * s.a + 0.25 * s.b + 0.04 * speck
      shade(s, 1 - 0.25 * s.b)
    },
  }
}

export const mineralFamilies: readonly MaterialFamily[] = [
  {
    id: 'obsidian',
    title: 'Obsidian',
    summary: 'Black volcanic glass with shell-shaped breaks.',
    synonyms: ['volcanic-glass', 'onyx', 'jet'],
    tileSize: 0.5,
    hasColour: 'two',
    build: obsidian,
  },
  {
    id: 'jade',
    title: 'Jade',
    summary: 'Polished jade, cloudy and fibrous.',
    synonyms: ['nephrite', 'malachite', 'emerald'],
    tileSize: 0.3,
    hasColour: 'main',
    build: jade,
  },
  {
    id: 'crystal',
    title: 'Crystal',
    summary: 'A field of amethyst points.',
    synonyms: ['amethyst', 'gem', 'gemstone', 'quartz', 'crystals', 'geode'],
    tileSize: 0.4,
    hasColour: 'main',
    build: crystal,
  },
  {
    id: 'lava',
    title: 'Lava',
    summary: 'Cooling crust over glowing melt.',
    synonyms: ['magma', 'molten', 'volcanic', 'volcano'],
    tileSize: 3,
    hasColour: 'main',
    build: lava,
  },
  {
    id: 'bone',
    title: 'Bone',
    summary: 'Old bone with pores and cracks along the grain.',
    synonyms: ['ivory', 'skeleton', 'antler', 'tusk'],
    tileSize: 0.3,
    hasColour: 'main',
    build: bone,
  },
]
