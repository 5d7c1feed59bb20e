import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialTrait, TraitProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { at, here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
import { blend, clamp01, mix, type Rgb, shade, smoothstep } from '../sample.ts'

/** Traits that lie on a material: paint, gold leaf, moss, snow, ice, water. */

function painted(kit: Kit): TraitProgram {
  const wear = kit.noise({ cells: 5, octaves: 7, gain: 0.6 })
  const flake = kit.cells({ cells: 22, jitter: 1 })
  const brush = kit.noise({ cells: [60, 6], octaves: 3, gain: 0.6 })
  const cloud = kit.noise({ cells: 3, octaves: 4 })
  const colour = kit.palette(['#8f2a22', '#a83a2d', '#b84b3a', '#c25f4b'])
  const { strength } = kit
  return {
    cover(s) {
      const rank = unitOf(cellAt(flake, s.u + 0.01 * here(wear, s), s.v).id, 1)
      const chipped = smoothstep(
        0.6,
        0.66,
        0.62 * here(wear, s) + 0.22 * (rank - 0.5) + 0.42 * s.edge + 0.16 - 0.45 * (strength - 1),
      )
      const paint = 1 - chipped
      // Paint fills what is finer than itself.
      s.height = mix(s.height, mix(s.height, s.smooth, 0.45) + 0.0009 + 0.00015 * here(brush, s), paint)
      blendGradient(
        s,
        colour,
        clamp01(0.5 + 0.3 * here(cloud, s) + 0.15 * here(brush, s) + 0.15 * s.edge - 0.35 * s.crevice),
        0.97 * paint,
      )
      s.metalness *= 1 - paint
      s.roughness = mix(s.roughness, 0.4 + 0.08 * here(brush, s), paint)
    },
  }
}

function gilded(kit: Kit): TraitProgram {
  const wear = kit.noise({ cells: 8, octaves: 7, gain: 0.6 })
  const leaf = kit.cells({ cells: 9, jitter: 0.3, borders: true })
  const fine = kit.noise({ cells: 60, octaves: 4, gain: 0.75 })
  const gold = kit.palette(['#c98f36', '#e3aa4d', '#f6c868', '#ffdf98'], 'own')
  const { strength } = kit
  return {
    cover(s) {
      const l = cellHere(leaf, s)
      const seam = smoothstep(0.03, 0, l.border)
      const amount = smoothstep(
        0.2,
        0.34,
        0.5 +
          0.5 * here(wear, s) +
          0.22 * s.prominence +
          0.16 * s.edge -
          0.4 * s.crevice -
          0.1 * seam +
          0.5 * (strength - 1),
      )
      blendGradient(
        s,
        gold,
        clamp01(0.45 + 0.3 * here(fine, s) + 0.2 * s.edge + 0.2 * (unitOf(l.id, 1) - 0.5) + 0.12 * seam),
        amount,
      )
      s.metalness = mix(s.metalness, 1, amount)
      s.roughness = mix(s.roughness, 0.24 + 0.08 * here(fine, s), amount)
      s.height += 0.0006 * amount + 0.0001 * seam
    },
  }
}

function mossy(kit: Kit): TraitProgram {
  const patch = kit.noise({ cells: 4, octaves: 7, gain: 0.57 })
  const tuft = kit.cells({ cells: 46, jitter: 1 })
  const star = kit.cells({ cells: 110, jitter: 1 })
  const fuzz = kit.noise({ cells: 70, octaves: 5, gain: 0.82 })
  const colour = kit.palette(['#1f2c0e', '#344717', '#4d6020', '#6b7c30', '#8f9a47'], 'own')
  const stain = kit.colour('#4d4f34')
  const { strength } = kit
  return {
    cover(s) {
      const t = cellHere(tuft, s)
      const p = cellHere(star, s)
      const f = here(fuzz, s)
      const lump = clamp01(1 - t.near * 1.2)
      const grow =
        0.55 * here(patch, s) +
        0.32 -
        0.17 * s.prominence +
        0.28 * s.crevice -
        0.22 * s.edge +
        0.14 * (lump - 0.4) +
        0.4 * (strength - 1)
      const amount = smoothstep(0.42, 0.56, grow + 0.05 * f)
      // The ground is stained green a little way ahead of the growth.
      blend(s, stain, 0.5 * smoothstep(0.15, 0.45, grow) * (1 - amount))
      const thick = smoothstep(0.42, 0.85, grow)
      s.height +=
        amount *
        (0.003 + 0.008 * strength * thick * (0.4 + 0.6 * lump) + 0.0022 * clamp01(1 - p.near * 1.3) + 0.0012 * f)
      blendGradient(
        s,
        colour,
        clamp01(0.12 + 0.35 * lump + 0.2 * clamp01(1 - p.near * 1.3) + 0.26 * f + 0.3 * thick + 0.1 * unitOf(t.id, 1)),
        amount,
      )
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.94, amount)
    },
  }
}

function frozen(kit: Kit): TraitProgram {
  const warp = kit.noise({ cells: 5, octaves: 4 })
  const feather = kit.ridges({ cells: 7, octaves: 7, gain: 0.62 })
  const needle = kit.strokes({ cells: 18, length: [0.8, 1.6], width: [0.02, 0.06], taper: 'both' })
  const patch = kit.noise({ cells: 3, octaves: 6, gain: 0.58 })
  const fine = kit.noise({ cells: 90, octaves: 4, gain: 0.85 })
  const frost: Rgb = kit.colour('#e3edf2')
  const film: Rgb = kit.colour('#7db4d2')
  const { strength } = kit
  return {
    cover(s) {
      const w = 0.03 * here(warp, s)
      const crystal = Math.max(smoothstep(0.5, 0.85, at(feather, s.u + w, s.v - w)), needle(s.u + w, s.v).value)
      const f = here(fine, s)
      const cold = clamp01(0.5 + 0.6 * here(patch, s) + 0.3 * s.crevice + 0.6 * (strength - 1))
      const ice = Math.min(1.3, strength)
      blend(s, film, ice * (0.42 + 0.28 * cold))
      s.metalness *= 1 - Math.min(1, 0.55 * ice)
      s.roughness = mix(s.roughness, 0.1, 0.75 * ice)
      s.height = mix(s.height, s.smooth, 0.6 * ice)
      const rime = clamp01(cold * (0.35 + 0.75 * crystal) + 0.35 * s.edge * cold + 0.5 * s.crevice * cold)
      const amount = smoothstep(0.3, 0.85, rime + 0.12 * f)
      blend(s, frost, 0.9 * amount)
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.72, amount)
      s.height += strength * (0.0022 * amount + 0.0005 * f * amount)
    },
  }
}

function snowy(kit: Kit): TraitProgram {
  const drift = kit.noise({ cells: 3, octaves: 5, gain: 0.5 })
  const edge = kit.noise({ cells: 20, octaves: 5, gain: 0.6 })
  const fine = kit.noise({ cells: 90, octaves: 4, gain: 0.88 })
  const colour = kit.palette(['#b9c9db', '#d6dfe8', '#e6ebef', '#eff1f2'], 'own')
  const { strength } = kit
  return {
    cover(s) {
      const f = here(fine, s)
      // Snow bridges hollows and lies on level tops; it slides off steep edges.
      const lie =
        0.62 * here(drift, s) +
        0.5 -
        0.1 * s.prominence -
        0.3 * s.edge +
        0.16 * s.crevice +
        0.12 * here(edge, s) +
        0.45 * (strength - 1)
      const amount = smoothstep(0.42, 0.54, lie)
      const deep = smoothstep(0.42, 1.0, lie)
      const top = mix(s.smooth, s.surroundings, 0.75) + 0.002 + 0.014 * strength * deep + 0.0006 * f
      s.height = mix(s.height, Math.max(top, s.height + 0.0008), amount)
      blendGradient(s, colour, clamp01(0.62 + 0.3 * deep + 0.14 * f + 0.1 * here(drift, s)), amount)
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.68, amount)
    },
  }
}

function wet(kit: Kit): TraitProgram {
  const lake = kit.noise({ cells: 3, octaves: 5, gain: 0.45 })
  const drop = kit.cells({ cells: 40, jitter: 1 })
  const drop2 = kit.cells({ cells: 80, jitter: 1 })
  const small = kit.noise({ cells: 24, octaves: 2 })
  const { strength } = kit
  const soaked = Math.min(1, 0.85 * strength)
  return {
    cover(s) {
      const porous = clamp01((s.roughness - 0.2) * 1.6) * (1 - s.metalness)
      shade(s, 1 - Math.min(0.6, 0.36 * strength) * porous)
      s.roughness = mix(s.roughness, 0.14, soaked)
      // Standing water fills the lowest places up to one level.
      const shore = s.middle + s.spread * (1.5 * here(lake, s) - 0.55 + 1.1 * (strength - 1))
      const pool = smoothstep(0, 0.12 * s.spread + 0.0003, shore - s.height)
      s.height = mix(s.height, shore, pool)
      shade(s, 1 - 0.25 * pool)
      s.roughness = mix(s.roughness, 0.03, pool)
      const a = cellAt(drop, s.u + 0.004 * here(small, s), s.v)
      const b = cellAt(drop2, s.u, s.v + 0.003 * here(small, s))
      const radius = 0.12 + 0.24 * unitOf(a.id, 2)
      const large = unitOf(a.id, 1) < 0.34 * strength ? clamp01(1 - (a.near * a.near) / (radius * radius)) : 0
      const tiny = unitOf(b.id, 1) < 0.4 * strength ? clamp01(1 - (b.near * b.near) / 0.04) : 0
      const bead = Math.max(Math.sqrt(large), 0.5 * Math.sqrt(tiny)) * (1 - pool)
      s.height += 0.0022 * bead
      s.roughness = mix(s.roughness, 0.03, bead)
    },
  }
}

/** Coats that were put on and aged with the material. */
export const coatTraits: readonly MaterialTrait[] = [
  {
    id: 'painted',
    summary: 'Under a coat of paint in the first colour, chipped on the edges.',
    synonyms: ['paint', 'coloured', 'colored'],
    build: painted,
  },
  {
    id: 'gilded',
    summary: 'Covered with gold leaf, rubbed through in the hollows.',
    synonyms: ['gold-plated', 'gilt', 'royal', 'ornate'],
    build: gilded,
  },
]

/** What grows, falls and runs over everything else. */
export const coverTraits: readonly MaterialTrait[] = [
  {
    id: 'mossy',
    summary: 'Moss growing from the hollows.',
    synonyms: ['overgrown', 'moss-covered', 'jungle', 'swampy'],
    build: mossy,
  },
  {
    id: 'snowy',
    summary: 'Snow lying in the hollows and on level tops.',
    synonyms: ['snow-covered', 'snow-capped', 'wintry'],
    build: snowy,
  },
  {
    id: 'frozen',
    summary: 'Under a film of ice with feathers of frost.',
    synonyms: ['icy', 'frosty', 'frosted', 'frost'],
    build: frozen,
  },
  {
    id: 'wet',
    summary: 'Rained on: darkened, drops, standing water in the lowest places.',
    synonyms: ['damp', 'rainy', 'soaked', 'moist', 'dripping'],
    build: wet,
  },
]
