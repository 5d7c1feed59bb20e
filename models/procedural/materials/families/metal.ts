import type { MaterialFamily, MaterialProgram } from '../family.ts'
import type { Kit } from '../kit.ts'
import { unitOf } from '../noise.ts'
import { blend, clamp01, mix, type Rgb, type Sample, shade, smoothstep } from '../sample.ts'

interface BareMetal {
  readonly colours: readonly string[]
  /** Of the tarnish that gathers in the hollows. */
  readonly tarnish: string
  readonly tarnishAmount: number
  readonly roughness: readonly [number, number]
  /** Depth of hammer-like dents, tile widths. */
  readonly dents: number
}

/** Solid metal: soft dents, fine scratches of use, tarnish in the hollows. */
function bareMetal({ colours, tarnish, tarnishAmount, roughness, dents }: BareMetal) {
  return (kit: Kit): MaterialProgram => {
    const dent = kit.cells({ cells: 9, jitter: 0.85 })
    const swell = kit.noise({ cells: 3, octaves: 4 })
    const warp = kit.noise({ cells: 5, octaves: 3 })
    const cloud = kit.noise({ cells: 3, gain: 0.6 })
    const grain = kit.noise({ cells: 90, octaves: 4, gain: 0.7 })
    const scratchA = kit.strokes({ cells: 11, length: [0.5, 1.5], width: [0.006, 0.014], density: 0.7 })
    const scratchB = kit.strokes({ cells: 26, length: [0.4, 1.5], width: [0.012, 0.03], density: 0.5 })
    const colour = kit.palette(colours)
    const dull = kit.colour(tarnish)
    return {
      shape(s) {
        const w = warp(s.u, s.v) * 0.02
        const { near } = dent(s.u + w, s.v - w)
        const bowl = Math.min(1, near * near * 1.6)
        const line = Math.max(scratchA(s.u, s.v).value, scratchB(s.u, s.v).value * 0.7)
        s.a = line
        s.b = 0.5 + 0.5 * cloud(s.u, s.v)
        s.height = dents * bowl + 0.004 * swell(s.u, s.v) + 0.00008 * grain(s.u, s.v) - 0.0005 * line
      },
      paint(s) {
        const fine = grain(s.u, s.v)
        colour(s, clamp01(s.b * 0.75 + 0.12 + 0.14 * s.edge + 0.05 * fine))
        const dirt = clamp01(smoothstep(0.42, 0.95, s.crevice * 0.22 + s.b * 0.75 + 0.2 * fine) * tarnishAmount)
        blend(s, dull, dirt)
        shade(s, 1 - 0.08 * s.a)
        s.metalness = 1 - 0.35 * dirt
        s.roughness =
          mix(roughness[0], roughness[1], clamp01(s.b + 0.18 * fine)) + 0.25 * dirt + 0.1 * s.a - 0.05 * s.edge
      },
    }
  }
}

function brushedMetal(kit: Kit): MaterialProgram {
  const fine = kit.noise({ cells: [5, 420], octaves: 2, gain: 0.8 })
  const broad = kit.noise({ cells: [2, 60], octaves: 3, gain: 0.7 })
  const smudge = kit.noise({ cells: 3, gain: 0.58 })
  const scratch = kit.strokes({
    cells: [7, 60],
    length: [0.6, 1.5],
    width: [0.004, 0.012],
    spread: 0.012,
    density: 0.6,
  })
  const stray = kit.strokes({ cells: 6, length: [0.3, 1.4], width: [0.003, 0.006], spread: 0.2, density: 0.4 })
  const colour = kit.palette(['#83868a', '#a2a5a9', '#bdc0c3', '#d3d5d7'])
  return {
    shape(s) {
      const line = Math.max(scratch(s.u, s.v).value, stray(s.u, s.v).value * 0.8)
      const brush = 0.62 * fine(s.u, s.v) + 0.5 * broad(s.u, s.v)
      s.a = clamp01(0.5 + 0.5 * brush)
      s.b = clamp01(0.5 + 0.6 * smudge(s.u, s.v))
      s.c = line
      s.height = 0.0005 * brush - 0.0006 * line
    },
    paint(s) {
      colour(s, clamp01(0.15 + 0.62 * s.a + 0.2 * (s.b - 0.5) - 0.15 * s.c))
      s.metalness = 1
      s.roughness = 0.27 + 0.2 * s.a + 0.16 * smoothstep(0.5, 0.9, s.b) + 0.1 * s.c
    },
  }
}

/** Paint over steel with orange peel, chips at random places and exposed edges, a primer rim, rust at the oldest chips. */
function paintedMetal(kit: Kit): MaterialProgram {
  const peel = kit.noise({ cells: 60, octaves: 2, gain: 0.4 })
  const swell = kit.noise({ cells: 3, octaves: 3 })
  const place = kit.noise({ cells: 3, octaves: 3, gain: 0.6 })
  const chip = kit.noise({ cells: 14, gain: 0.62 })
  const flake = kit.cells({ cells: 24, borders: true })
  const grime = kit.noise({ cells: [9, 2], gain: 0.6 })
  const grain = kit.noise({ cells: 60, gain: 0.7 })
  const paint = kit.palette(['#2f5f76', '#376d86', '#40778f', '#4b8299'])
  const primer = kit.colour('#a9a08d', 'second')
  const steel = kit.palette(['#5d5c5c', '#8a8886', '#a8a6a3'], 'own')
  const rust = kit.palette(['#44210f', '#6f3415', '#9a5526'], 'own')
  return {
    shape(s) {
      const cell = flake(s.u + 0.008 * chip(s.u, s.v), s.v)
      const wear = place(s.u, s.v) * 0.85 + chip(s.u, s.v) * 0.5 + (unitOf(cell.id, 1) - 0.5) * 0.35
      // 0 whole paint, 1 bare: the step between is as sharp as a flake's rim.
      s.a = smoothstep(0.56, 0.6, wear)
      s.b = smoothstep(0.49, 0.55, wear)
      s.c = smoothstep(0.62, 1.1, wear)
      const skin = 0.0011 * (1 - s.b) + 0.0009 * (1 - s.a)
      s.height =
        0.003 * swell(s.u, s.v) +
        skin +
        (1 - s.b) * 0.00022 * peel(s.u, s.v) +
        s.a * 0.0005 * grain(s.u, s.v) * (0.4 + s.c)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      const run = grime(s.u, s.v)
      paint(s, 0.5 + 0.28 * run + 0.22 * place(s.u, s.v) + 0.1 * s.edge)
      s.roughness = 0.34 + 0.12 * clamp01(0.5 + run) + 0.05 * speck
      shade(s, 1 - 0.16 * smoothstep(0.1, 0.7, run))
      if (s.b > 0) {
        blend(s, primer, s.b)
        s.roughness = mix(s.roughness, 0.75, s.b)
      }
      if (s.a > 0) {
        const { red, green, blue } = s
        steel(s, clamp01(0.5 + 0.6 * speck))
        const bare: Rgb = [s.red, s.green, s.blue]
        rust(s, clamp01(0.5 + 0.7 * speck))
        const rusted = smoothstep(0.05, 0.5, s.c + 0.3 * speck)
        const rr = mix(bare[0], s.red, rusted)
        const rg = mix(bare[1], s.green, rusted)
        const rb = mix(bare[2], s.blue, rusted)
        s.red = mix(red, rr, s.a)
        s.green = mix(green, rg, s.a)
        s.blue = mix(blue, rb, s.a)
        s.metalness = s.a * (1 - rusted)
        s.roughness = mix(s.roughness, mix(0.42, 0.88, rusted), s.a)
      }
    },
  }
}

/** Iron all eaten up: layered scale, pits, blisters, streaks of fresh orange. */
function rust(kit: Kit): MaterialProgram {
  const warp = kit.noise({ cells: 4, octaves: 5, gain: 0.6 })
  const base = kit.noise({ cells: 5, gain: 0.62 })
  const scale = kit.ridges({ cells: 8, gain: 0.55 })
  const blister = kit.cells({ cells: 26, jitter: 0.95 })
  const pit = kit.cells({ cells: 60, jitter: 0.95 })
  const zone = kit.noise({ cells: 3, octaves: 5, gain: 0.6 })
  const run = kit.noise({ cells: [16, 3], octaves: 6, gain: 0.6 })
  const grain = kit.noise({ cells: 70, gain: 0.75 })
  const colour = kit.palette(['#2c1912', '#4a2615', '#6d361a', '#8d4b22', '#a9642f', '#bf8147'])
  const scaleColour = kit.colour('#4d4541')
  return {
    shape(s) {
      const w = 0.05 * warp(s.u, s.v)
      const u = s.u + w
      const v = s.v + 0.6 * w
      const b = blister(u, v)
      const p = pit(u, v)
      const z = zone(s.u, s.v)
      const layer = smoothstep(-0.1, 0.16, z + 0.35 * base(u, v))
      const bump = clamp01(1 - b.near * (1.6 + 2 * unitOf(b.id, 1)))
      const hole = clamp01(1 - p.near * (1.4 + 2.4 * unitOf(p.id, 2)))
      s.a = layer
      s.b = clamp01(0.5 + 0.7 * base(u, v))
      s.c = clamp01(hole)
      s.height =
        0.0065 * layer +
        0.0045 * base(u, v) +
        0.003 * scale(u, v) * layer +
        0.003 * bump * bump * (1 - 0.6 * layer) -
        0.0035 * hole * hole +
        0.0007 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      const streak = run(s.u, s.v)
      const t =
        0.28 +
        0.4 * (s.b - 0.5) +
        0.22 * s.a +
        0.3 * streak * (1 - 0.4 * s.a) +
        0.16 * speck +
        0.12 * s.edge -
        0.3 * s.crevice -
        0.2 * s.c
      colour(s, clamp01(t))
      const scaled = smoothstep(0.55, 0.95, s.a - 0.5 * s.b - 0.4 * streak + 0.2 * speck) * 0.7
      blend(s, scaleColour, scaled)
      s.metalness = 0.25 * scaled
      s.roughness = 0.9 - 0.22 * scaled + 0.06 * speck
    },
  }
}

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
      s.d = clamp01(0.5 + 0.5 * cloud(s.u, s.v))
      s.height = h + 0.00012 * grain(s.u, s.v) + 0.0006 * cloud(s.u, s.v)
    },
    paint(s) {
      const run = grime(s.u, s.v)
      const speck = chip(s.u, s.v)
      const tone = s.a * 0.8 + 0.2 * s.d + 0.1 * run
      if (s.b > 0.25 && s.b < 0.75) accent(s, tone)
      else {
        plate(s, tone)
        if (s.b > 0) {
          const { red, green, blue } = s
          dark(s, tone)
          blend(s, [red, green, blue], 1 - s.b)
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
      s.a = clamp01(0.5 + 0.6 * (unitOf(spangle(s.u, s.v).id, 1) - 0.5) + 0.15 * grain(s.u, s.v))
      s.b = clamp01(0.5 + 0.55 * run(s.u, s.v) + 0.4 * swell(s.u, s.v) - 0.25 * wave + 0.12 * (1 - lap))
      s.c = unitOf(piece.id, 2)
      s.height = 0.016 * wave + 0.002 * swell(s.u, s.v) + 0.0025 * lap * s.c + 0.00006 * grain(s.u, s.v)
    },
    paint(s) {
      const speck = grain(s.u, s.v)
      colour(s, clamp01(0.25 + 0.5 * s.a + 0.15 * (s.c - 0.5) - 0.12 * s.b))
      s.metalness = 1
      s.roughness = 0.36 + 0.16 * s.a + 0.1 * s.b
      const eaten = smoothstep(0.72, 0.9, s.b + 0.16 * speck + 0.12 * s.crevice)
      if (eaten > 0) {
        const { red, green, blue } = s
        rusty(s, clamp01(0.45 + 0.5 * speck + 0.4 * (s.b - 0.8)))
        blend(s, [red, green, blue], 1 - eaten)
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
      s.b = clamp01(0.5 + 0.6 * cloud(s.u, s.v))
      s.c = line
      s.height = 0.0065 * s.a + 0.0005 * cloud(s.u, s.v) + 0.00012 * grain(s.u, s.v) - 0.0003 * line
    },
    paint(s) {
      const fine = grain(s.u, s.v)
      colour(s, clamp01(0.3 + 0.2 * s.a + 0.25 * s.b + 0.3 * s.edge + 0.08 * fine - 0.1 * s.c))
      const dirt = clamp01((1 - s.a) * smoothstep(0.35, 0.8, s.b) * 0.55 + s.crevice * 0.5)
      shade(s, 1 - 0.45 * dirt)
      s.metalness = 1 - 0.45 * dirt
      s.roughness = 0.4 + 0.12 * s.b + 0.35 * dirt - 0.14 * s.edge + 0.06 * fine
    },
  }
}

/** Copper with verdigris where water stands and runs. */
function copper(kit: Kit): MaterialProgram {
  const sheen = bareMetal({
    colours: ['#9c5636', '#bd7148', '#d98f63', '#eab08a'],
    tarnish: '#5b3324',
    tarnishAmount: 0.75,
    roughness: [0.24, 0.46],
    dents: 0.004,
  })(kit)
  const patina = kit.noise({ cells: 4, gain: 0.62 })
  const crust = kit.noise({ cells: 40, gain: 0.7 })
  const green = kit.palette(['#2f6b5d', '#4a9080', '#74b3a0', '#a3d0bf'], 'second')
  const covered = (s: Sample) =>
    smoothstep(0.62, 0.86, patina(s.u, s.v) * 0.55 + 0.35 + 0.18 * crust(s.u, s.v) + 0.3 * s.crevice)
  return {
    shape: sheen.shape,
    paint(s) {
      sheen.paint(s)
      const amount = covered(s)
      if (amount === 0) return
      const fleck = crust(s.u, s.v)
      const { red, green: g, blue } = s
      green(s, clamp01(0.5 + 0.6 * fleck + 0.2 * s.edge))
      blend(s, [red, g, blue], 1 - amount * 0.94)
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.86, amount)
      s.height += 0.0006 * amount * (1 + 0.8 * fleck)
    },
  }
}

export const metalFamilies: readonly MaterialFamily[] = [
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
    id: 'brushed-metal',
    title: 'Brushed metal',
    summary: 'Sheet metal with a straight brushed finish.',
    synonyms: ['brushed', 'aluminium', 'aluminum', 'stainless'],
    tileSize: 0.5,
    hasColour: 'main',
    metallic: true,
    build: brushedMetal,
  },
  {
    id: 'painted-metal',
    title: 'Painted metal',
    summary: 'Coloured paint over steel, chipped down to primer and rust.',
    synonyms: ['enamel', 'lacquer'],
    tileSize: 1,
    hasColour: 'two',
    metallic: true,
    build: paintedMetal,
  },
  {
    id: 'rust',
    title: 'Rust',
    summary: 'Iron eaten through: scale, pits and orange streaks.',
    synonyms: ['corrosion', 'oxide'],
    tileSize: 1,
    hasColour: 'main',
    metallic: true,
    build: rust,
  },
  {
    id: 'copper',
    title: 'Copper',
    summary: 'Beaten copper with green verdigris in the hollows.',
    synonyms: ['verdigris', 'bronze-green', 'patina'],
    tileSize: 0.6,
    hasColour: 'two',
    metallic: true,
    build: copper,
  },
  {
    id: 'gold',
    title: 'Gold',
    summary: 'Beaten gold, softly dented.',
    synonyms: ['golden', 'gilded', 'gilt'],
    tileSize: 0.4,
    hasColour: 'main',
    metallic: true,
    build: bareMetal({
      colours: ['#d79a3c', '#eab350', '#f8cb6c', '#ffe09a'],
      tarnish: '#6f4718',
      tarnishAmount: 0.6,
      roughness: [0.16, 0.34],
      dents: 0.005,
    }),
  },
  {
    id: 'silver',
    title: 'Silver',
    summary: 'Beaten silver, darkly tarnished in the hollows.',
    synonyms: ['sterling', 'tin', 'pewter', 'chrome'],
    tileSize: 0.4,
    hasColour: 'main',
    metallic: true,
    build: bareMetal({
      colours: ['#bdbbb6', '#d8d6d1', '#ebe9e4', '#f7f5f0'],
      tarnish: '#3d3833',
      tarnishAmount: 0.7,
      roughness: [0.14, 0.34],
      dents: 0.004,
    }),
  },
  {
    id: 'bronze',
    title: 'Bronze',
    summary: 'Cast bronze, brown with age.',
    synonyms: ['brass'],
    tileSize: 0.6,
    hasColour: 'main',
    metallic: true,
    build: bareMetal({
      colours: ['#7d5a31', '#9d7642', '#b98f56', '#d2ab72'],
      tarnish: '#33281c',
      tarnishAmount: 0.85,
      roughness: [0.28, 0.5],
      dents: 0.0035,
    }),
  },
  {
    id: 'steel',
    title: 'Steel',
    summary: 'Plain worked steel with fine scratches.',
    synonyms: ['iron', 'metal', 'metallic', 'wrought-iron'],
    tileSize: 0.8,
    hasColour: 'main',
    metallic: true,
    build: bareMetal({
      colours: ['#6e7073', '#8b8d90', '#a6a8ab', '#c0c2c4'],
      tarnish: '#35302c',
      tarnishAmount: 0.65,
      roughness: [0.28, 0.5],
      dents: 0.0025,
    }),
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
