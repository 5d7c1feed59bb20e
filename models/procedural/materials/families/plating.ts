import { cellHere } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
import { blend, clamp01, mix, type Rgb, shade, smoothstep } from '../sample.ts'

/** A ship's outer skin: plates of many sizes, some raised, some sunk, with rivets, vents, hatches and worn edges. */
function hullPanels(kit: Kit): MaterialProgram {
  const big = kit.panels({ bands: 3, size: 0.3 })
  const small = kit.panels({ bands: 7, size: 0.11 })
  const grime = kit.noise({ cells: [12, 3], gain: 0.6 })
  const cloud = kit.noise({ cells: 3, gain: 0.55 })
  const chip = kit.noise({ cells: 22, gain: 0.65 })
  const grain = kit.noise({ cells: 120, octaves: 3, gain: 0.7 })
  const plate = kit.palette(['#6b7076', '#868b90', '#9ba0a4', '#b4b8ba'])
  const accent = kit.palette(['#8f4a24', '#a8592c', '#b9683a'], 'second')
  const dark = kit.palette(['#2d3034', '#3a3e43', '#484c51'], 'own')
  const bare: Rgb = kit.colour('#c3c4c5')
  const soft = Math.max(0.0016, 1.2 * kit.pixel)
  return {
    shape(s) {
      const p = big(s.u, s.v)
      const kind = unitOf(p.id, 1)
      const groove = smoothstep(0.0022, 0.0022 + soft * 1.6, p.edge)
      let h = (Math.floor(unitOf(p.id, 2) * 3) - 1) * 0.0035 * groove - 0.0075 * (1 - groove)
      let tone = 0.5 + 0.55 * (unitOf(p.id, 3) - 0.5)
      let cover = kind > 0.86 ? 0.5 : 0
      const inside = p.edge
      const shorter = Math.min(p.width, p.height)
      if (kind < 0.34 && shorter > 0.12) {
        // Cut again into smaller plates.
        const q = small(s.u, s.v)
        const line = smoothstep(0.0012, 0.0012 + soft, q.edge)
        const raise = unitOf(q.id, 2) > 0.72 ? 0.0045 : unitOf(q.id, 2) < 0.16 ? -0.004 : 0
        const within = smoothstep(0.004, 0.004 + soft, inside)
        h += within * (raise * smoothstep(0.0012, 0.0012 + soft * 1.5, q.edge) - 0.0035 * (1 - line))
        tone += within * 0.4 * (unitOf(q.id, 5) - 0.5)
        if (unitOf(q.id, 4) > 0.9) cover = Math.max(cover, within)
      } else if (kind < 0.46 && shorter > 0.06) {
        // Louvres.
        const margin = shorter * 0.2
        const within = smoothstep(margin, margin + soft, inside)
        const across = (p.width > p.height ? p.x * p.width : p.y * p.height) / 0.0165
        const slat = across - Math.floor(across)
        h -= within * (0.004 + 0.009 * smoothstep(0.1, 0.2, slat) * (1 - smoothstep(0.55, 0.95, slat)))
        cover = Math.max(cover, within)
      } else if (kind < 0.68 && shorter > 0.05) {
        // A sunk field with a frame.
        const frame = 0.016
        const within = smoothstep(frame, frame + soft * 1.5, inside)
        h -= 0.004 * within
        const inner = smoothstep(frame + 0.012, frame + 0.012 + soft, inside)
        h += 0.003 * inner * (kind > 0.57 ? 1 : 0)
        tone += 0.12 * inner
      }
      if (kind >= 0.4 && shorter > 0.05) {
        // Rivets along the border, evenly spaced on each side.
        const rivet = rivetHeight(p.x * p.width, p.y * p.height, p.width, p.height)
        h += 0.0028 * rivet
        tone += 0.1 * rivet
      }
      s.a = clamp01(tone)
      s.b = cover
      s.c = 1 - groove
      s.d = clamp01(0.5 + 0.5 * here(cloud, s))
      s.height = h + 0.00012 * here(grain, s) + 0.0006 * here(cloud, s)
    },
    paint(s) {
      const run = here(grime, s)
      const speck = here(chip, s)
      const tone = s.a * 0.8 + 0.2 * s.d + 0.1 * run
      if (s.b > 0.25 && s.b < 0.75) accent(s, tone)
      else {
        plate(s, tone)
        if (s.b > 0) {
          blendGradient(s, dark, tone, s.b)
        }
      }
      s.metalness = 0.65
      s.roughness = 0.42 + 0.18 * s.d + 0.08 * run
      const dirt = clamp01(s.crevice * 0.75 + 0.35 * smoothstep(0.15, 0.8, run) + 0.4 * s.c)
      shade(s, 1 - 0.55 * dirt)
      s.roughness += 0.3 * dirt
      const worn = smoothstep(0.5, 0.85, s.edge * 0.85 + speck * 0.45 + 0.12) * (1 - s.c)
      blend(s, bare, worn * 0.85)
      s.metalness = mix(s.metalness, 1, worn) * (1 - 0.5 * dirt)
      s.roughness = mix(s.roughness, 0.32, worn)
    },
  }
}

/** 1 at the middle of a rivet; they sit 0.011 from the border, about 0.03 apart. All in tile widths. */
function rivetHeight(x: number, y: number, width: number, height: number): number {
  const inset = 0.011
  const radius = 0.0042
  const fromX = Math.min(x, width - x)
  const fromY = Math.min(y, height - y)
  if (Math.min(fromX, fromY) > inset + radius) return 0
  const alongX = fromY < fromX
  const length = (alongX ? width : height) - 2 * inset
  const steps = Math.max(1, Math.round(length / 0.034))
  const t = ((alongX ? x : y) - inset) / length
  const nearest = Math.min(steps, Math.max(0, Math.round(t * steps))) / steps
  const dx = (t - nearest) * length
  const dy = (alongX ? fromY : fromX) - inset
  const d = (dx * dx + dy * dy) / (radius * radius)
  return d >= 1 ? 0 : Math.sqrt(1 - d)
}

function corrugated(kit: Kit): MaterialProgram {
  const sheet = kit.courses({ cells: [2, 3], shift: 'random', turned: true, jitterJoints: 0.2 })
  const swell = kit.noise({ cells: 4, octaves: 4 })
  const spangle = kit.cells({ cells: 34, jitter: 1 })
  const grain = kit.noise({ cells: 80, gain: 0.7 })
  const run = kit.noise({ cells: [26, 2], gain: 0.62 })
  const colour = kit.palette(['#787d80', '#969b9d', '#b1b5b6', '#c6c9c9'])
  const rusty = kit.palette(['#54290f', '#86451c', '#a96a37'], 'own')
  const waves = 18
  return {
    shape(s) {
      const piece = sheet(s.u, s.v)
      const x = s.u * waves
      const t = x - Math.floor(x)
      const wave = smoothstep(0, 1, t < 0.5 ? 2 * t : 2 - 2 * t)
      const lap = smoothstep(0, 0.01, piece.y > 0.5 ? 1 : piece.edge)
      s.a = clamp01(0.5 + 0.6 * (unitOf(cellHere(spangle, s).id, 1) - 0.5) + 0.15 * here(grain, s))
      s.b = clamp01(0.5 + 0.55 * here(run, s) + 0.4 * here(swell, s) - 0.25 * wave + 0.12 * (1 - lap))
      s.c = unitOf(piece.id, 2)
      s.height = 0.016 * wave + 0.002 * here(swell, s) + 0.0025 * lap * s.c + 0.00006 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      colour(s, clamp01(0.25 + 0.5 * s.a + 0.15 * (s.c - 0.5) - 0.12 * s.b))
      s.metalness = 1
      s.roughness = 0.36 + 0.16 * s.a + 0.1 * s.b
      const eaten = smoothstep(0.72, 0.9, s.b + 0.16 * speck + 0.12 * s.crevice)
      if (eaten > 0) {
        blendGradient(s, rusty, clamp01(0.45 + 0.5 * speck + 0.4 * (s.b - 0.8)), eaten)
        s.metalness = 1 - eaten
        s.roughness = mix(s.roughness, 0.9, eaten)
      }
    },
  }
}

/** Tread plate: raised lozenges, each turned a quarter against its neighbours. */
function treadPlate(kit: Kit): MaterialProgram {
  const across = 14
  const down = Math.max(2, Math.round((across * kit.ratio) / 2) * 2)
  const cloud = kit.noise({ cells: 4, gain: 0.6 })
  const grain = kit.noise({ cells: 90, octaves: 4, gain: 0.75 })
  const scratch = kit.strokes({ cells: 18, length: [0.4, 1.5], width: [0.008, 0.02], density: 0.7 })
  const colour = kit.palette(['#6f7173', '#8d8f91', '#a9abad', '#c4c6c7'])
  return {
    shape(s) {
      const x = s.u * across
      const y = s.v * down
      const cx = Math.floor(x)
      const cy = Math.floor(y)
      const dx = x - cx - 0.5
      const dy = y - cy - 0.5
      const turned = ((cx + cy) & 1) === 0
      // Along and across a bar that lies on a diagonal, in cells.
      const along = (turned ? dx + dy : dx - dy) * Math.SQRT1_2
      const side = (turned ? dx - dy : dx + dy) * Math.SQRT1_2
      const lozenge = 1 - Math.abs(along) / 0.56
      const bar = lozenge <= 0 ? -1 : lozenge * 0.2 - Math.abs(side)
      const line = scratch(s.u, s.v).value
      s.a = smoothstep(0, 0.075, bar)
      s.b = clamp01(0.5 + 0.6 * here(cloud, s))
      s.c = line
      s.height = 0.0065 * s.a + 0.0005 * here(cloud, s) + 0.00012 * here(grain, s) - 0.0003 * line
    },
    paint(s) {
      const fine = here(grain, s)
      colour(s, clamp01(0.3 + 0.2 * s.a + 0.25 * s.b + 0.3 * s.edge + 0.08 * fine - 0.1 * s.c))
      const dirt = clamp01((1 - s.a) * smoothstep(0.35, 0.8, s.b) * 0.55 + s.crevice * 0.5)
      shade(s, 1 - 0.45 * dirt)
      s.metalness = 1 - 0.45 * dirt
      s.roughness = 0.4 + 0.12 * s.b + 0.35 * dirt - 0.14 * s.edge + 0.06 * fine
    },
  }
}

export const platingFamilies: readonly MaterialFamily[] = [
  {
    id: 'hull-panels',
    title: 'Hull panels',
    summary: 'Plates of a ship or station with rivets, vents and worn edges.',
    synonyms: ['hull', 'panel', 'panels', 'spaceship', 'sci-fi', 'scifi', 'plating', 'bulkhead'],
    tileSize: 4,
    hasColour: 'two',
    metallic: true,
    build: hullPanels,
  },
  {
    id: 'corrugated-iron',
    title: 'Corrugated iron',
    summary: 'Galvanised sheets in waves, rusting from the seams.',
    synonyms: ['corrugated', 'tin-roof', 'galvanised', 'zinc'],
    tileSize: 1.5,
    hasColour: 'main',
    metallic: true,
    build: corrugated,
  },
  {
    id: 'tread-plate',
    title: 'Tread plate',
    summary: 'Steel floor with raised lozenges.',
    synonyms: ['diamond-plate', 'checker-plate', 'grating'],
    tileSize: 0.8,
    hasColour: 'main',
    metallic: true,
    build: treadPlate,
  },
]
