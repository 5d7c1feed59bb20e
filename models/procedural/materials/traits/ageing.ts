import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialTrait, TraitProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
import { blend, clamp01, glow, mix, shade, smoothstep } from '../sample.ts'

/** Traits that time, weather and fire leave. */

function ancient(kit: Kit): TraitProgram {
  const erosion = kit.noise({ cells: 5, octaves: 8, gain: 0.58 })
  const chip = kit.cells({ cells: 12, jitter: 1 })
  const pit = kit.cells({ cells: 44, jitter: 1 })
  const crack = kit.cells({ cells: 4, jitter: 1, borders: true })
  const stain = kit.noise({ cells: 3, octaves: 7, gain: 0.6 })
  const run = kit.noise({ cells: [16, 3], octaves: 6, gain: 0.6 })
  const spot = kit.noise({ cells: 11, octaves: 6, gain: 0.6 })
  // Metal bends where stone breaks: fewer cracks and bites, more of it stays bright.
  const brittle = kit.metallic ? 0.2 : 1
  const dust = kit.colour('#9b8a6d')
  const grime = kit.colour('#3a332a')
  const lichen = kit.colour('#a3a37c')
  const { strength } = kit
  return {
    carve(s) {
      const e = here(erosion, s)
      const c = cellAt(chip, s.u + 0.02 * e, s.v - 0.02 * e)
      const p = cellHere(pit, s)
      const bite = unitOf(c.id, 1) < 0.35 * strength ? smoothstep(0.42, 0.1, c.near) : 0
      const hole = unitOf(p.id, 2) < 0.4 * strength ? dotOf(p, 1.5, 3) : 0
      const line =
        (1 - smoothstep(0, 0.028 * strength, cellAt(crack, s.u + 0.04 * e, s.v + 0.05 * at(stain, s.v, s.u)).border)) *
        smoothstep(-0.2, 0.3, e + 0.3 * (strength - 1))
      s.height +=
        strength *
        ((0.5 + 0.5 * brittle) * 0.004 * e -
          brittle * (0.006 * bite * (0.6 + 0.4 * e) + 0.009 * line) -
          0.0025 * hole * hole)
      return clamp01(0.4 * hole * hole + brittle * (0.4 * bite + 0.9 * line))
    },
    cover(s, mask) {
      const patch = here(stain, s)
      const grey = 0.3 * s.red + 0.55 * s.green + 0.15 * s.blue
      blend(s, [grey, grey, grey], 0.22 * strength)
      s.height = mix(s.height, s.smooth, 0.35 * strength * s.edge)
      const dull = clamp01(strength * (kit.metallic ? 0.2 : 0.45) + 0.4 * patch)
      s.metalness *= 1 - 0.6 * dull
      s.roughness = mix(s.roughness, 0.88, 0.55 * dull)
      blend(s, dust, clamp01(0.3 * dull + 0.35 * strength * smoothstep(0.1, 0.8, s.crevice)))
      blend(
        s,
        grime,
        clamp01(
          0.55 * mask + strength * (0.4 * smoothstep(0.3, 0.9, s.crevice) + 0.38 * smoothstep(0.05, 0.7, here(run, s))),
        ),
      )
      const crust = smoothstep(0.42, 0.6, 0.75 * here(spot, s) + 0.25 * patch + 0.25 * (strength - 1)) * (1 - s.crevice)
      blend(s, lichen, 0.6 * crust)
      s.roughness = mix(s.roughness, 0.93, Math.max(crust, mask))
      s.metalness *= 1 - Math.max(crust, mask)
      s.height += 0.0006 * crust
    },
  }
}

function weathered(kit: Kit): TraitProgram {
  const erosion = kit.noise({ cells: 6, octaves: 8, gain: 0.58 })
  const run = kit.noise({ cells: [22, 2], octaves: 6, gain: 0.6 })
  const run2 = kit.noise({ cells: [9, 1], octaves: 6, gain: 0.6 })
  const bleach = kit.noise({ cells: 3, octaves: 6, gain: 0.55 })
  const pale = kit.colour('#b7b2a6')
  const grime = kit.colour('#403a33')
  const { strength } = kit
  return {
    carve(s) {
      const e = here(erosion, s)
      s.height += strength * (0.0032 * e - 0.003 * smoothstep(0.35, 0.8, e))
      return smoothstep(0.35, 0.8, e)
    },
    cover(s, mask) {
      s.height = mix(s.height, s.smooth, 0.3 * strength * s.edge)
      const sun = clamp01(strength * (0.5 + 0.7 * here(bleach, s) + 0.3 * s.edge))
      blend(s, pale, 0.3 * sun)
      const wash = smoothstep(0.1, 0.65, here(run, s) * 0.6 + here(run2, s) * 0.6 + 0.3 * (strength - 1))
      const dirt = clamp01(strength * (0.5 * wash + 0.5 * smoothstep(0.2, 0.85, s.crevice) + 0.25 * mask))
      blend(s, grime, 0.75 * dirt)
      s.metalness *= 1 - 0.55 * dirt - 0.2 * sun
      s.roughness = mix(s.roughness, 0.88, clamp01(0.35 * sun + 0.6 * dirt))
    },
  }
}

function burnt(kit: Kit): TraitProgram {
  const scorch = kit.noise({ cells: 3, octaves: 7, gain: 0.58 })
  const crackle = kit.cells({ cells: 24, jitter: 1, borders: true })
  const warp = kit.noise({ cells: 16, octaves: 4 })
  const ash = kit.noise({ cells: 20, octaves: 6, gain: 0.68 })
  const char = kit.palette(['#201d1c', '#2a2624', '#37322f'], 'own')
  const brown = kit.colour('#4a2f1c')
  const grey = kit.colour('#a09b95')
  const { strength } = kit
  return {
    carve(s) {
      const amount = smoothstep(-0.25, 0.2, here(scorch, s) + 0.6 * (strength - 1))
      const w = 0.008 * here(warp, s)
      const line = (1 - smoothstep(0, 0.16, cellAt(crackle, s.u + w, s.v - w).border)) * amount
      s.height -= 0.0042 * strength * line
      return line
    },
    cover(s, mask) {
      const fire = here(scorch, s)
      const heat = fire + 0.6 * (strength - 1)
      const amount = smoothstep(-0.3, 0.12, heat + 0.15 * here(ash, s))
      const rim = smoothstep(-0.6, -0.15, heat)
      blend(s, brown, 0.7 * rim)
      blendGradient(s, char, clamp01(0.5 + 0.5 * here(ash, s) + 0.3 * s.edge), 0.95 * amount)
      blend(s, grey, amount * 0.6 * smoothstep(0.35, 0.9, 0.7 * here(ash, s) + 0.5 * s.edge))
      shade(s, 1 - 0.35 * mask)
      s.metalness *= 1 - 0.85 * amount
      s.roughness = mix(s.roughness, 0.94, amount)
      glow(s, [1, 0.28, 0.05], 0.75 * mask * smoothstep(0.3, 0.6, fire + 0.15 * (strength - 1)))
    },
  }
}

function rusty(kit: Kit): TraitProgram {
  const patch = kit.noise({ cells: 4, octaves: 8, gain: 0.6 })
  const run = kit.noise({ cells: [24, 3], octaves: 6, gain: 0.6 })
  const crust = kit.noise({ cells: 36, octaves: 6, gain: 0.72 })
  const colour = kit.palette(['#3a1d10', '#5f2f15', '#8a481d', '#a9622c', '#bd8046'], 'own')
  const { strength } = kit
  return {
    cover(s) {
      const p = here(patch, s)
      const c = here(crust, s)
      const spread = 0.35 * (strength - 1)
      const amount = smoothstep(0.36, 0.62, 0.6 * p + 0.28 + 0.16 * c + 0.35 * s.crevice - 0.12 * s.edge + spread)
      const streak = smoothstep(0.12, 0.7, here(run, s)) * smoothstep(-0.35, 0.25, p + 2 * spread) * (1 - amount)
      blendGradient(s, colour, 0.75, 0.5 * streak)
      s.metalness *= 1 - 0.4 * streak
      blendGradient(s, colour, clamp01(0.42 + 0.55 * c + 0.4 * (p - 0.2) - 0.3 * s.crevice + 0.15 * s.edge), amount)
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.9, Math.max(amount, 0.4 * streak))
      s.height += strength * amount * (0.0012 + 0.0014 * c)
    },
  }
}

function dirty(kit: Kit): TraitProgram {
  const splash = kit.noise({ cells: 4, octaves: 8, gain: 0.6 })
  const spots = kit.cells({ cells: 30, jitter: 1 })
  const run = kit.noise({ cells: [18, 3], octaves: 6, gain: 0.6 })
  const fine = kit.noise({ cells: 50, octaves: 5, gain: 0.75 })
  const mud = kit.palette(['#2e2419', '#453625', '#5f4c36'], 'own')
  const { strength } = kit
  return {
    cover(s) {
      const d = cellAt(spots, s.u + 0.004 * here(fine, s), s.v)
      const spot = unitOf(d.id, 1) < 0.3 * strength ? smoothstep(0.3 * unitOf(d.id, 2) + 0.08, 0.04, d.near) : 0
      const f = here(fine, s)
      const film = clamp01(0.4 * strength + 0.35 * here(splash, s) + 0.35 * smoothstep(0.05, 0.7, here(run, s)))
      const cake = smoothstep(
        0.5,
        0.85,
        0.55 * here(splash, s) + 0.3 + 0.5 * s.crevice + 0.15 * f + 0.35 * (strength - 1),
      )
      const amount = clamp01(Math.max(0.6 * film, 0.9 * cake, 0.8 * spot) + 0.3 * strength * s.crevice)
      blendGradient(s, mud, clamp01(0.5 + 0.5 * f), amount)
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.92, amount)
      s.height += 0.0012 * cake * (1 + f) + 0.0006 * spot
    },
  }
}

function dusty(kit: Kit): TraitProgram {
  const drift = kit.noise({ cells: 3, octaves: 7, gain: 0.58 })
  const fine = kit.noise({ cells: 60, octaves: 5, gain: 0.78 })
  const colour = kit.palette(['#8e8069', '#a89a82', '#c0b39b'], 'own')
  const { strength } = kit
  return {
    cover(s) {
      const f = here(fine, s)
      const lie = clamp01(
        0.42 +
          0.42 * here(drift, s) -
          0.16 * s.prominence -
          0.45 * s.edge +
          0.35 * s.crevice +
          0.1 * f +
          0.45 * (strength - 1),
      )
      const amount = 0.88 * smoothstep(0.12, 0.85, lie)
      blendGradient(s, colour, clamp01(0.5 + 0.45 * f), amount)
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.95, amount)
      s.height = mix(s.height, s.smooth + 0.0003 * f, 0.5 * amount)
    },
  }
}

export const ageingTraits: readonly MaterialTrait[] = [
  {
    id: 'weathered',
    summary: 'Bleached, washed by rain, grime in the crevices.',
    synonyms: ['aged', 'faded', 'old'],
    build: weathered,
  },
  {
    id: 'ancient',
    summary: 'Eroded, chipped and cracked, dull, with stains and lichen.',
    synonyms: ['antique', 'archaic', 'prehistoric', 'forgotten', 'lost'],
    build: ancient,
  },
  {
    id: 'burnt',
    summary: 'Charred and crackled, with ash and last embers.',
    synonyms: ['burned', 'charred', 'scorched', 'burning'],
    build: burnt,
  },
  {
    id: 'rusty',
    summary: 'Rust spreading from the crevices and running down.',
    synonyms: ['rusted', 'corroded', 'oxidised', 'oxidized'],
    build: rusty,
  },
  {
    id: 'dirty',
    summary: 'Caked and splashed with mud.',
    synonyms: ['muddy', 'grimy', 'filthy', 'stained', 'grungy'],
    build: dirty,
  },
  {
    id: 'dusty',
    summary: 'Dust lying everywhere but on the edges.',
    synonyms: ['sandy', 'powdery', 'abandoned'],
    build: dusty,
  },
]
