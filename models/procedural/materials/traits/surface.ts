import { cellAt, cellHere } from '../cellular.ts'
import type { MaterialTrait, TraitProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf } from '../marks.ts'
import { here } from '../noise.ts'
import { blend, clamp01, glow, mix, shade, smoothstep } from '../sample.ts'

/** Traits that change the surface itself: cuts, breaks, plates, polish. */

function futuristic(kit: Kit): TraitProgram {
  const plates = kit.panels({ bands: 2, size: 0.42 })
  const lesser = kit.panels({ bands: 5, size: 0.16 })
  const flow = kit.noise({ cells: 3, octaves: 2 })
  const light = kit.colour('#35d6ff', 'second')
  const steel = kit.colour('#a9b0b8')
  const soft = Math.max(0.0012, 1.2 * kit.pixel)
  const { strength } = kit
  return {
    carve(s) {
      const p = plates(s.u, s.v)
      const wide = 1 - smoothstep(0.003, 0.003 + soft * 1.6, p.edge)
      const lit = 1 - smoothstep(0.0011, 0.0011 + soft, p.edge)
      const raise = (unitOf(p.id, 1) - 0.5) * 0.006
      const cut = unitOf(p.id, 2) < 0.5 * strength
      let thin = 0
      if (cut) {
        const q = lesser(s.u, s.v)
        thin = (1 - smoothstep(0.0009, 0.0009 + soft, q.edge)) * (1 - wide) * smoothstep(0.012, 0.014, p.edge)
      }
      const inset = smoothstep(0.01, 0.01 + soft, p.edge) * (1 - smoothstep(0.012 + soft, 0.012 + 2 * soft, p.edge))
      s.height += strength * ((raise + 0.0015) * (1 - wide) - 0.011 * wide - 0.0035 * thin - 0.002 * inset)
      // 0.5 marks dark grooves, above it the light in the seam.
      return lit > 0.05 ? 0.5 + 0.5 * lit : 0.5 * Math.max(wide, thin, 0.6 * inset)
    },
    cover(s, mask) {
      const groove = clamp01(mask * 2)
      blend(s, steel, 0.2 * strength * (1 - groove))
      shade(s, 1 - Math.min(0.9, 0.7 * strength) * groove)
      s.metalness = mix(s.metalness, 0.7, 0.45 * strength * (1 - groove))
      s.roughness = mix(s.roughness, 0.34, 0.5 * strength)
      const power = clamp01((mask - 0.5) * 2) * smoothstep(-0.35, 0.1, here(flow, s) + 0.4 * (strength - 1))
      glow(s, light, power)
      blend(s, light, 0.8 * power)
    },
  }
}

function cracked(kit: Kit): TraitProgram {
  const warp = kit.noise({ cells: 7, octaves: 6, gain: 0.58 })
  const across = kit.noise({ cells: 7, octaves: 6, gain: 0.58 })
  const coarse = kit.cells({ cells: 4, jitter: 1, borders: true })
  const fine = kit.cells({ cells: 11, jitter: 1, borders: true })
  const where = kit.noise({ cells: 3, octaves: 4, gain: 0.5 })
  const { strength } = kit
  return {
    carve(s) {
      const w = 0.04 * here(warp, s)
      const x = 0.04 * here(across, s)
      const power = here(where, s)
      const a = cellAt(coarse, s.u + w, s.v + x)
      const b = cellAt(fine, s.u - x, s.v + w)
      const wide = strength * (0.012 + 0.02 * clamp01(0.5 + power))
      // Slightly cracked is whole in places; heavily cracked is broken up between the main cracks as well.
      const reached = strength < 1 ? smoothstep(-0.2, 0.1, power + 1.6 * strength - 0.8) : 1
      const main = (1 - smoothstep(0, Math.max(wide, 5 * kit.pixel), a.border)) * reached
      const minor =
        (1 - smoothstep(0, Math.max(0.05, 13 * kit.pixel), b.border)) *
        smoothstep(-0.12, 0.25, power + 0.5 * (strength - 1)) *
        (unitOf(b.id, 1) < 0.75 ? 1 : 0)
      // The two sides of a crack no longer lie quite level.
      s.height +=
        strength *
        (0.007 * reached * (unitOf(a.id, 2) - 0.5) * smoothstep(0, 0.06, a.border) -
          0.014 * main -
          0.007 * minor -
          0.004 * reached * smoothstep(0.06, 0, a.border))
      return Math.max(main, 0.8 * minor)
    },
    cover(s, mask) {
      shade(s, 1 - 0.72 * mask)
      s.metalness *= 1 - 0.7 * mask
      s.roughness = mix(s.roughness, 0.92, mask)
    },
  }
}

function scratched(kit: Kit): TraitProgram {
  const layers = [
    kit.strokes({ cells: 4, length: [0.6, 1.6], width: [0.0045, 0.01], bend: 0.12, density: 0.9 }),
    kit.strokes({ cells: 8, length: [0.4, 1.6], width: [0.007, 0.016], bend: 0.12 }),
    kit.strokes({ cells: 17, length: [0.4, 1.6], width: [0.011, 0.026], bend: 0.1 }),
  ]
  const where = kit.noise({ cells: 3, octaves: 3 })
  const bright = kit.colour('#d8d6d2')
  const { strength } = kit
  return {
    carve(s) {
      let line = 0
      for (let k = 0; k < layers.length; k++) line = Math.max(line, layers[k]!(s.u, s.v).value * (1 - 0.22 * k))
      line = clamp01(line * (0.8 + 0.8 * strength)) * smoothstep(-0.7, 0.1, here(where, s) + 0.6 * (strength - 1))
      s.height -= 0.0016 * strength * line
      return line
    },
    cover(s, mask) {
      // Bare metal shines in a scratch; anything else turns pale and dull.
      blend(s, bright, (0.38 + 0.2 * s.metalness) * mask)
      s.roughness = mix(s.roughness, s.metalness > 0.5 ? 0.3 : 0.8, 0.7 * mask)
    },
  }
}

function rough(kit: Kit): TraitProgram {
  const lumps = kit.noise({ cells: 12, gain: 0.62 })
  const pits = kit.cells({ cells: 32, jitter: 1 })
  const { strength } = kit
  return {
    carve(s) {
      const p = cellHere(pits, s)
      const hole = dotOf(p, 1.5, 2)
      s.height += strength * (0.006 * here(lumps, s) - 0.004 * hole * hole)
      return hole
    },
    cover(s, mask) {
      shade(s, 1 - strength * (0.25 * mask + 0.1 * s.crevice))
      s.roughness = mix(s.roughness, 0.95, Math.min(1, 0.65 * strength))
    },
  }
}

function polished(kit: Kit): TraitProgram {
  const smear = kit.noise({ cells: 4, octaves: 5, gain: 0.6 })
  const { strength } = kit
  const done = Math.min(1, strength)
  return {
    cover(s) {
      s.height = mix(s.height, s.smooth, Math.min(0.95, 0.75 * strength))
      // A wet-looking surface scatters less, so its colour deepens.
      const grey = (s.red + s.green + s.blue) / 3
      const deepen = 0.14 * strength * (1 - s.metalness)
      const darken = 0.08 * done * (1 - s.metalness)
      s.red = clamp01(s.red + (s.red - grey) * deepen) * (1 - darken)
      s.green = clamp01(s.green + (s.green - grey) * deepen) * (1 - darken)
      s.blue = clamp01(s.blue + (s.blue - grey) * deepen) * (1 - darken)
      const gloss = 0.05 + 0.22 * s.roughness + 0.04 * clamp01(0.5 + here(smear, s)) + 0.25 * s.crevice * s.roughness
      s.roughness = mix(s.roughness, gloss / Math.max(1, strength), done)
    },
  }
}

function worn(kit: Kit): TraitProgram {
  const patch = kit.noise({ cells: 4, octaves: 6, gain: 0.58 })
  const fine = kit.noise({ cells: 40, octaves: 4, gain: 0.7 })
  const pale = kit.colour('#cfc8bb')
  const bare = kit.colour('#c9c9c8')
  const grime = kit.colour('#393028')
  const { strength } = kit
  return {
    cover(s) {
      const rub = smoothstep(
        0.3,
        0.85,
        s.edge * 0.9 +
          0.35 * clamp01(s.prominence) +
          0.4 * here(patch, s) +
          0.25 * here(fine, s) +
          0.35 * (strength - 1),
      )
      s.height = mix(s.height, s.smooth, Math.min(1, 0.5 * rub + 0.3 * strength * s.edge))
      blend(s, s.metalness > 0.4 ? bare : pale, 0.42 * rub)
      s.roughness = mix(s.roughness, s.metalness > 0.4 ? 0.25 : 0.55, 0.55 * rub)
      const dirt = Math.min(1, 0.55 * strength) * smoothstep(0.15, 0.8, s.crevice)
      blend(s, grime, dirt)
      s.metalness *= 1 - 0.6 * dirt
      s.roughness = mix(s.roughness, 0.9, dirt)
    },
  }
}

function glowing(kit: Kit): TraitProgram {
  const warp = kit.noise({ cells: 4, octaves: 5, gain: 0.55 })
  const across = kit.noise({ cells: 4, octaves: 6, gain: 0.58 })
  const veins = kit.cells({ cells: 4, jitter: 1, borders: true })
  const minor = kit.cells({ cells: 9, jitter: 1, borders: true })
  const pulse = kit.noise({ cells: 3, octaves: 4 })
  const colour = kit.colour('#2fd3ff', kit.hasColour ? 'second' : 'own')
  const core = kit.colour('#e8fbff')
  const { strength } = kit
  return {
    carve(s) {
      const w = 0.045 * here(warp, s)
      const x = 0.045 * here(across, s)
      const power = clamp01(0.62 + 0.9 * here(pulse, s) + 0.5 * (strength - 1))
      const a = cellAt(veins, s.u + w, s.v + x).border
      const b = cellAt(minor, s.u - x, s.v + w).border
      const line = Math.max(
        1 - smoothstep(0, 0.034 * strength, a),
        0.75 * (1 - smoothstep(0, 0.045 * strength, b)) * smoothstep(0.55, 0.9, power),
      )
      const halo = clamp01(1 - a / 0.2)
      s.height -= 0.007 * strength * line
      return power * Math.max(line, 0.3 * halo * halo)
    },
    cover(s, mask) {
      const hot = smoothstep(0.55, 1, mask)
      // What glows looks like glass, not like its surroundings.
      s.roughness = mix(s.roughness, 0.3, mask)
      const light = strength * (mask * mask * 0.9 + 0.35 * s.crevice * mask)
      glow(s, colour, light)
      glow(s, core, 0.65 * hot)
      shade(s, 1 - 0.4 * smoothstep(0.1, 0.4, mask))
      blend(s, colour, 0.75 * smoothstep(0.3, 0.8, mask))
    },
  }
}

export const surfaceTraits: readonly MaterialTrait[] = [
  { id: 'rough', summary: 'Lumpy and pitted.', synonyms: ['coarse', 'jagged', 'rugged', 'bumpy'], build: rough },
  {
    id: 'futuristic',
    summary: 'Cut into plates whose seams glow.',
    synonyms: ['sci-fi', 'high-tech', 'cyberpunk', 'alien', 'advanced', 'neon'],
    build: futuristic,
  },
  {
    id: 'cracked',
    summary: 'Broken by cracks, the sides no longer level.',
    synonyms: ['broken', 'fractured', 'shattered', 'split', 'crumbling', 'ruined'],
    build: cracked,
  },
  {
    id: 'scratched',
    summary: 'Scratched in all directions.',
    synonyms: ['scuffed', 'scraped', 'battle-worn', 'scarred'],
    build: scratched,
  },
  {
    id: 'worn',
    summary: 'Rubbed bare on the edges, grime in the hollows.',
    synonyms: ['used', 'battered', 'shabby', 'distressed'],
    build: worn,
  },
  {
    id: 'polished',
    summary: 'Ground smooth and glossy.',
    synonyms: ['shiny', 'glossy', 'smooth', 'lacquered', 'gleaming', 'varnished'],
    build: polished,
  },
  {
    id: 'glowing',
    summary: 'Light shines from veins and crevices.',
    synonyms: ['luminous', 'radiant', 'magical', 'enchanted', 'lit', 'arcane', 'bioluminescent'],
    build: glowing,
  },
]
