import { cellAt } from '../cellular.ts'
import type { MaterialFamily, MaterialProgram } from '../family.ts'
import { unitOf } from '../hash.ts'
import type { Kit } from '../kit.ts'
import { dotOf } from '../marks.ts'
import { at, here } from '../noise.ts'
import { blendGradient } from '../palette.ts'
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
        const w = here(warp, s) * 0.02
        const { near } = cellAt(dent, s.u + w, s.v - w)
        const bowl = Math.min(1, near * near * 1.6)
        const line = Math.max(scratchA(s.u, s.v).value, scratchB(s.u, s.v).value * 0.7)
        s.a = line
        s.b = 0.5 + 0.5 * here(cloud, s)
        s.height = dents * bowl + 0.004 * here(swell, s) + 0.00008 * here(grain, s) - 0.0005 * line
      },
      paint(s) {
        const fine = here(grain, s)
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
      const brush = 0.62 * here(fine, s) + 0.5 * here(broad, s)
      s.a = clamp01(0.5 + 0.5 * brush)
      s.b = clamp01(0.5 + 0.6 * here(smudge, s))
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
      const cell = cellAt(flake, s.u + 0.008 * here(chip, s), s.v)
      const wear = here(place, s) * 0.85 + here(chip, s) * 0.5 + (unitOf(cell.id, 1) - 0.5) * 0.35
      // 0 whole paint, 1 bare: the step between is as sharp as a flake's rim.
      s.a = smoothstep(0.56, 0.6, wear)
      s.b = smoothstep(0.49, 0.55, wear)
      s.c = smoothstep(0.62, 1.1, wear)
      const skin = 0.0011 * (1 - s.b) + 0.0009 * (1 - s.a)
      s.height =
        0.003 * here(swell, s) +
        skin +
        (1 - s.b) * 0.00022 * here(peel, s) +
        s.a * 0.0005 * here(grain, s) * (0.4 + s.c)
    },
    paint(s) {
      const speck = here(grain, s)
      const run = here(grime, s)
      paint(s, 0.5 + 0.28 * run + 0.22 * here(place, s) + 0.1 * s.edge)
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
      const w = 0.05 * here(warp, s)
      const u = s.u + w
      const v = s.v + 0.6 * w
      const b = cellAt(blister, u, v)
      const p = cellAt(pit, u, v)
      const z = here(zone, s)
      const layer = smoothstep(-0.1, 0.16, z + 0.35 * at(base, u, v))
      const bump = dotOf(b, 1.6, 2)
      const hole = dotOf(p, 1.4, 2.4, 2)
      s.a = layer
      s.b = clamp01(0.5 + 0.7 * at(base, u, v))
      s.c = clamp01(hole)
      s.height =
        0.0065 * layer +
        0.0045 * at(base, u, v) +
        0.003 * at(scale, u, v) * layer +
        0.003 * bump * bump * (1 - 0.6 * layer) -
        0.0035 * hole * hole +
        0.0007 * here(grain, s)
    },
    paint(s) {
      const speck = here(grain, s)
      const streak = here(run, s)
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
    smoothstep(0.62, 0.86, here(patina, s) * 0.55 + 0.35 + 0.18 * here(crust, s) + 0.3 * s.crevice)
  return {
    shape: sheen.shape,
    paint(s) {
      sheen.paint(s)
      const amount = covered(s)
      if (amount === 0) return
      const fleck = here(crust, s)
      blendGradient(s, green, clamp01(0.5 + 0.6 * fleck + 0.2 * s.edge), amount * 0.94)
      s.metalness *= 1 - amount
      s.roughness = mix(s.roughness, 0.86, amount)
      s.height += 0.0006 * amount * (1 + 0.8 * fleck)
    },
  }
}

export const metalFamilies: readonly MaterialFamily[] = [
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
]
