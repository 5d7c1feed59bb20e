import { z } from 'zod'
import type { FormNode, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  box,
  capsule,
  cylinder,
  displace,
  ellipsoid,
  extrude,
  lathe,
  mirror,
  polar,
  repeat,
  sphere,
  spread,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

export const barrel = defineForm({
  id: 'barrel',
  title: 'Barrel',
  summary: 'A cask of bulging staves with riveted hoops, standing or lying with a tap.',
  synonyms: ['cask', 'keg', 'wine barrel', 'beer barrel', 'drum', 'oil drum', 'vat', 'tub'],
  slots: {
    staves: { words: ['stave', 'staves', 'body', 'lid'], material: { family: 'wood' }, role: 'primary' },
    hoops: {
      words: ['hoop', 'hoops', 'band', 'bands', 'ring', 'rings', 'rivet', 'nails'],
      material: { family: 'iron' },
      role: 'secondary',
    },
  },
  parameters: { lying: z.boolean().optional(), staves: z.int().min(10).max(30).optional() },
  chip: 0.007,
  shape(random, { lying, staves }) {
    const count = staves ?? random.integer(15, 20)
    const height = random.between(0.95, 1.15)
    const waist = random.between(0.38, 0.44)
    const end = waist * random.between(0.76, 0.84)
    const at = (t: number): number => end + (waist - end) * (1 - (2 * t - 1) * (2 * t - 1))
    const outside = lathe(
      spread(9, 0, 1).map((t) => [at(t), t * height] as Vec2),
      { curve: true },
    )
    const gap = polar(count, box([0.011, height * 2, 0.05], { at: [0, height / 2, waist + 0.005] }))
    const gapsAtEnds = polar(count, box([0.011, height * 2, 0.06], { at: [0, height / 2, end + 0.02] }))
    const heads = [0, height].map((y) => cylinder(end - 0.045, 0.09, { at: [0, y, 0], round: 0.01 }))
    const boards = [0, height].map((y) =>
      repeat([5, 1, 1], [end * 0.38, 0, 0], box([0.009, 0.02, 2 * end]), { at: [0, y === 0 ? 0.045 : y - 0.045, 0] }),
    )
    const body = subtract(outside, [...heads, gap, gapsAtEnds, ...boards], 0.008)
    const hoopAt = (t: number, wide: number): FormNode => {
      const low = at(Math.max(0, t - wide / 2 / height))
      const high = at(Math.min(1, t + wide / 2 / height))
      const y = t * height
      const thick = 0.014
      return union([
        lathe(
          [
            [low - 0.03, y - wide / 2],
            [low + thick, y - wide / 2],
            [high + thick, y + wide / 2],
            [high - 0.03, y + wide / 2],
          ],
          { round: 0.003 },
        ),
        polar(
          3,
          union([
            sphere(0.016, { at: [-0.02, y - wide * 0.16, (low + high) / 2 + thick] }),
            sphere(0.016, { at: [0.02, y + wide * 0.16, (low + high) / 2 + thick] }),
          ]),
          { rotate: [0, random.between(0, 120), 0] },
        ),
      ])
    }
    const wide = random.between(0.05, 0.066)
    const stations = random.chance(0.5) ? [0.05, 0.2, 0.8, 0.95] : [0.045, 0.17, 0.34, 0.66, 0.83, 0.955]
    const solid = union([
      union([body], 0, { material: 'staves' }),
      union(
        stations.map((t) => hoopAt(t, wide)),
        0,
        { material: 'hoops' },
      ),
      union([cylinder(0.028, 0.05, { at: [0, height / 2, waist + 0.004], rotate: [90, 0, 0], round: 0.008 })], 0, {
        material: 'staves',
      }),
    ])
    if (!(lying ?? random.chance(0.25))) return solid
    const cradle = mirror(
      'z',
      union([
        box([0.74, 0.12, 0.1], { at: [0, 0.06, height * 0.26], round: 0.012 }),
        box([0.12, 0.2, 0.1], { at: [0.3, 0.14, height * 0.26], rotate: [0, 0, -26], round: 0.012 }),
        box([0.12, 0.2, 0.1], { at: [-0.3, 0.14, height * 0.26], rotate: [0, 0, 26], round: 0.012 }),
      ]),
    )
    const tap = union(
      [
        cylinder(0.022, 0.14, { at: [0, 0.24, height / 2 + 0.03], rotate: [90, 0, 0] }),
        cylinder(0.018, 0.09, { at: [0, 0.22, height / 2 + 0.09] }),
        box([0.07, 0.02, 0.02], { at: [0, 0.28, height / 2 + 0.09], round: 0.006 }),
      ],
      0.008,
      { material: 'hoops' },
    )
    return union([
      union([solid], 0, { at: [0, waist + 0.09, -height / 2], rotate: [90, 0, 0] }),
      union([cradle], 0, { material: 'staves' }),
      tap,
    ])
  },
})

export const crate = defineForm({
  id: 'crate',
  title: 'Crate',
  summary: 'A crate of boards in a nailed frame, with braces, corners or a loose lid.',
  synonyms: ['box', 'wooden box', 'cargo crate', 'container', 'shipping crate', 'cube', 'supply crate', 'package'],
  slots: {
    boards: { words: ['board', 'boards', 'side', 'body'], material: { family: 'wood-planks' }, role: 'primary' },
    frame: { words: ['frame', 'brace', 'braces', 'edge'], material: { family: 'wood' }, role: 'primary' },
    metal: {
      words: ['nail', 'nails', 'corner', 'corners', 'metal', 'band', 'bands'],
      material: { family: 'iron' },
      role: 'secondary',
    },
  },
  parameters: { brace: z.enum(['diagonal', 'cross', 'none']).optional() },
  chip: 0.007,
  shape(random, { brace }) {
    const wide = random.between(0.85, 1.1)
    const tall = wide * random.between(0.72, 1.02)
    const deep = wide * random.between(0.8, 1)
    const bar = random.between(0.085, 0.11)
    const style = brace ?? random.pick(['diagonal', 'cross', 'none'] as const)
    const corners = random.chance(0.6)
    const boards = random.integer(4, 6)
    const core = box([wide - 0.05, tall - 0.05, deep - 0.05], { at: [0, tall / 2, 0], round: 0.006 })
    const grooves = [
      repeat([1, boards - 1, 1], [0, tall / boards, 0], box([wide * 2, 0.011, deep * 2]), { at: [0, tall / 2, 0] }),
    ]
    const inside = box([wide - 0.11, tall - 0.11, deep - 0.11], { at: [0, tall / 2, 0] })
    const planks = union([subtract(core, grooves, 0.004), inside])
    const face = (w: number, depth: number): FormNode => {
      const bars: FormNode[] = [
        box([w, bar, 0.035], { at: [0, tall - bar / 2, depth], round: 0.007 }),
        box([w, bar, 0.035], { at: [0, bar / 2, depth], round: 0.007 }),
        box([bar, tall, 0.033], { at: [w / 2 - bar / 2, tall / 2, depth], round: 0.007 }),
        box([bar, tall, 0.033], { at: [-w / 2 + bar / 2, tall / 2, depth], round: 0.007 }),
      ]
      const run = w - bar * 2
      const climb = tall - bar * 2
      const length = Math.sqrt(run * run + climb * climb) + bar * 0.55
      // atan(climb / run) near 45°, by its series to third order: bars only need to end under the frame.
      const ratio = climb / run
      const lean = 45 + ((ratio - 1) / (ratio + 1)) * 57.3
      if (style !== 'none')
        bars.push(
          box([length, bar * 0.9, 0.028], { at: [0, tall / 2, depth - 0.002], rotate: [0, 0, lean], round: 0.006 }),
        )
      if (style === 'cross')
        bars.push(
          box([length, bar * 0.9, 0.026], { at: [0, tall / 2, depth - 0.004], rotate: [0, 0, -lean], round: 0.006 }),
        )
      return union(bars)
    }
    const frame = union([
      mirror('z', face(wide, deep / 2 - 0.01)),
      mirror('x', union([face(deep - 0.03, wide / 2 - 0.01)], 0, { rotate: [0, 90, 0] })),
      mirror('z', box([wide, 0.035, bar], { at: [0, tall - 0.008, deep / 2 - bar / 2], round: 0.007 })),
      mirror('x', box([bar, 0.034, deep], { at: [wide / 2 - bar / 2, tall - 0.008, 0], round: 0.007 })),
    ])
    const nail = (x: number, y: number): FormNode => ellipsoid([0.013, 0.013, 0.007], { at: [x, y, deep / 2 + 0.008] })
    const metal: FormNode[] = [
      mirror(
        'z',
        mirror(
          'x',
          union(
            [bar / 2, tall - bar / 2].flatMap((y) => [nail(wide / 2 - bar * 0.3, y), nail(wide / 2 - bar * 0.72, y)]),
          ),
        ),
      ),
    ]
    if (corners) {
      const plate = union([
        box([bar * 1.35, bar * 1.35, 0.012], {
          at: [wide / 2 - bar * 0.64, tall - bar * 0.64, deep / 2 + 0.009],
          round: 0.003,
        }),
        box([0.012, bar * 1.35, bar * 1.35], {
          at: [wide / 2 + 0.009, tall - bar * 0.64, deep / 2 - bar * 0.64],
          round: 0.003,
        }),
        box([bar * 1.35, 0.012, bar * 1.35], {
          at: [wide / 2 - bar * 0.64, tall + 0.011, deep / 2 - bar * 0.64],
          round: 0.003,
        }),
      ])
      const low = union([
        box([bar * 1.35, bar * 1.35, 0.012], {
          at: [wide / 2 - bar * 0.64, bar * 0.66, deep / 2 + 0.009],
          round: 0.003,
        }),
        box([0.012, bar * 1.35, bar * 1.35], {
          at: [wide / 2 + 0.009, bar * 0.66, deep / 2 - bar * 0.64],
          round: 0.003,
        }),
      ])
      metal.push(mirror('x', mirror('z', union([plate, low]))))
    }
    return union([
      union([planks], 0, { material: 'boards' }),
      union([frame], 0, { material: 'frame' }),
      union(metal, 0, { material: 'metal' }),
    ])
  },
})

export const chest = defineForm({
  id: 'chest',
  title: 'Chest',
  summary: 'A treasure chest with an arched lid, bands, corner plates, lock and handles.',
  synonyms: ['treasure chest', 'coffer', 'trunk', 'strongbox', 'casket', 'loot box', 'pirate chest'],
  slots: {
    wood: { words: ['wood', 'body', 'lid', 'box'], material: { family: 'wood-planks' }, role: 'primary' },
    bands: {
      words: [
        'band',
        'bands',
        'strap',
        'straps',
        'corner',
        'corners',
        'hinge',
        'hinges',
        'fittings',
        'nails',
        'rivets',
      ],
      material: { family: 'iron' },
      role: 'secondary',
    },
    lock: { words: ['lock', 'padlock', 'clasp', 'handle', 'handles'], material: { family: 'gold' }, role: 'fixed' },
    treasure: {
      words: ['treasure', 'coins', 'coin', 'loot', 'jewels'],
      material: { family: 'gold', traits: ['polished'] },
      role: 'fixed',
    },
  },
  parameters: { open: z.boolean().optional(), bands: z.int().min(2).max(4).optional() },
  chip: 0.007,
  shape(random, { open, bands }) {
    const wide = random.between(1.05, 1.3)
    const deep = random.between(0.62, 0.74)
    const tall = random.between(0.42, 0.52)
    const opened = open ?? random.chance(0.4)
    const arch = deep * random.between(0.34, 0.48)
    const straps = spread(bands ?? random.integer(2, 3), -wide * 0.33, wide * 0.33)
    const strap = random.between(0.085, 0.11)
    // The lid's section: a flattened half circle along x.
    const section = (grow: number, length: number, x = 0): FormNode =>
      subtract(
        cylinder(deep / 2 + grow, length, {
          at: [x, 0, 0],
          rotate: [0, 0, 90],
          scale: [(arch + grow) / (deep / 2 + grow), 1, 1],
          round: 0.006,
        }),
        [box([length * 2, 2, 2], { at: [x, -1, 0] })],
      )
    const onLid = (degrees: number, out = 0): [number, number] => {
      const [up, , front] = around(degrees, 1)
      return [up * (arch + out), front * (deep / 2 + out)]
    }
    const lidGrooves = [30, 58, 90, 122, 150].map((degrees) => {
      const [y, z] = onLid(degrees)
      return capsule([-wide, y, z], [wide, y, z], 0.007)
    })
    const hollow = section(-0.045, wide - 0.09)
    const lidWood = subtract(section(0, wide), opened ? [...lidGrooves, hollow] : lidGrooves, 0.005)
    const lidMetal: FormNode[] = [
      ...straps.map((x) => section(0.014, strap, x)),
      ...[-1, 1].map((sign) => section(0.012, 0.07, sign * (wide / 2 - 0.03))),
      box([wide + 0.02, 0.06, 0.022], { at: [0, 0.03, deep / 2 + 0.002], round: 0.005 }),
      ...straps.flatMap((x) =>
        [22, 50, 78].map((degrees) => {
          const [y, z] = onLid(degrees, 0.014)
          return sphere(0.016, { at: [x, y, z] })
        }),
      ),
    ]
    const lidMetalHollow = opened ? subtract(union(lidMetal), [hollow]) : union(lidMetal)
    const lid = union([union([lidWood], 0, { material: 'wood' }), union([lidMetalHollow], 0, { material: 'bands' })])
    const angle = opened ? -random.between(48, 72) : 0
    const hinged = union([union([lid], 0, { at: [0, 0, deep / 2] })], 0, {
      at: [0, tall + 0.008, -deep / 2],
      rotate: [angle, 0, 0],
    })
    const shell = box([wide, tall, deep], { at: [0, tall / 2, 0], round: 0.012 })
    const seams = [0.36, 0.68].map((t) => box([wide * 2, 0.01, deep * 2], { at: [0, tall * t, 0] }))
    const solidCore = box([wide - 0.03, tall - 0.03, deep - 0.03], { at: [0, tall / 2, 0] })
    const bodyWood = union([subtract(shell, seams, 0.004), solidCore])
    const well = box([wide - 0.1, tall, deep - 0.1], { at: [0, tall / 2 + 0.06, 0] })
    const base: FormNode[] = [
      ...straps.map((x) => box([strap, tall + 0.01, deep + 0.028], { at: [x, tall / 2, 0], round: 0.006 })),
      mirror(
        'x',
        mirror(
          'z',
          union([
            box([0.09, tall + 0.012, 0.02], { at: [wide / 2 - 0.04, tall / 2, deep / 2], round: 0.005 }),
            box([0.02, tall + 0.012, 0.09], { at: [wide / 2, tall / 2, deep / 2 - 0.04], round: 0.005 }),
          ]),
        ),
      ),
      box([wide + 0.03, 0.06, deep + 0.03], { at: [0, 0.03, 0], round: 0.008 }),
      box([wide + 0.02, 0.045, 0.02], { at: [0, tall - 0.02, deep / 2 + 0.002], round: 0.005 }),
      mirror(
        'x',
        union([0.14, 0.4, 0.78].map((t) => sphere(0.016, { at: [wide / 2 - 0.04, tall * t, deep / 2 + 0.01] }))),
      ),
      ...straps.flatMap((x) => [0.25, 0.6].map((t) => sphere(0.017, { at: [x, tall * t, deep / 2 + 0.014] }))),
    ]
    const metal = opened ? subtract(union(base), [well]) : union(base)
    const wood = opened ? subtract(bodyWood, [well]) : bodyWood
    const clasp = union(
      [
        extrude(
          {
            type: 'union',
            smooth: 0.02,
            children: [
              { type: 'circle', radius: 0.075 },
              { type: 'rectangle', size: [0.11, 0.15], at: [0, -0.05] },
            ],
          },
          0.05,
          { round: 0.01 },
        ),
        torus(0.06, 0.011, { at: [0, 0, 0.028], rotate: [90, 0, 0] }),
      ],
      0.004,
    )
    const keyhole = union([
      cylinder(0.019, 0.2, { rotate: [90, 0, 0] }),
      box([0.016, 0.06, 0.2], { at: [0, -0.03, 0] }),
    ])
    const lock = union(
      [
        subtract(clasp, [keyhole], 0, { at: [0, tall - (opened ? 0.09 : 0.03), deep / 2 + 0.035] }),
        mirror(
          'x',
          union([
            torus(0.07, 0.013, { at: [wide / 2 + 0.05, tall * 0.55, 0], rotate: [0, 0, 90], arc: 200 }),
            sphere(0.025, { at: [wide / 2 + 0.02, tall * 0.55 + 0.01, 0.065] }),
            sphere(0.025, { at: [wide / 2 + 0.02, tall * 0.55 + 0.01, -0.065] }),
          ]),
        ),
      ],
      0,
      { material: 'lock' },
    )
    const parts = [union([wood], 0, { material: 'wood' }), union([metal], 0, { material: 'bands' }), hinged, lock]
    if (opened) {
      const coins = Array.from({ length: 26 }, () =>
        cylinder(0.042, 0.012, {
          at: [
            random.between(-0.42, 0.42) * (wide - 0.2),
            tall - 0.05 + random.between(0, 0.075),
            random.between(-0.38, 0.38) * (deep - 0.16),
          ],
          rotate: [random.between(-50, 50), 0, random.between(-50, 50)],
          round: 0.004,
        }),
      )
      parts.push(
        union(
          [
            ...coins,
            displace('cellular', 0.022, 0.06, ellipsoid([wide * 0.44, 0.1, deep * 0.4], { at: [0, tall - 0.075, 0] })),
          ],
          0,
          { material: 'treasure' },
        ),
      )
    }
    return union(parts)
  },
})

export const vase = defineForm({
  id: 'vase',
  title: 'Vase',
  summary: 'A turned vase: amphora, urn, bottle-necked or wide, with bands, ribs or handles.',
  synonyms: ['amphora', 'urn', 'jar', 'pot', 'pottery', 'jug', 'pitcher', 'flower vase', 'flowerpot'],
  variants: { amphora: { handles: true }, jug: { handles: true }, urn: { handles: true } },
  slots: {
    body: { words: ['body'], material: { family: 'porcelain' }, role: 'primary' },
    trim: {
      words: ['rim', 'foot', 'handle', 'handles', 'band', 'bands', 'neck'],
      material: { family: 'gold' },
      role: 'secondary',
    },
  },
  parameters: { handles: z.boolean().optional(), ribs: z.boolean().optional() },
  chip: 0.0045,
  shape(random, { handles, ribs }) {
    const height = random.between(0.72, 0.95)
    const belly = random.between(0.2, 0.32)
    const bellyAt = random.between(0.38, 0.66)
    const neck = random.between(0.055, 0.13)
    const neckAt = random.between(0.8, 0.88)
    const lip = neck + random.between(0.03, 0.1)
    const foot = random.between(0.09, 0.15)
    const wall = 0.022
    const points: Vec2[] = [
      [foot, 0.05],
      [foot * 0.82, 0.08],
      [foot + (belly - foot) * 0.62, height * bellyAt * 0.48],
      [belly, height * bellyAt],
      [belly * 0.8 + neck * 0.2, height * (bellyAt * 0.45 + neckAt * 0.55)],
      [neck, height * neckAt],
      [neck * 1.02, height * (neckAt + 0.05)],
      [lip, height],
    ]
    const inner: Vec2[] = [
      [lip - wall, height],
      [neck - wall, height * (neckAt + 0.03)],
      [neck - wall, height * neckAt],
      [belly - wall * 1.4, height * bellyAt],
      [0.001, 0.12],
    ]
    const outside = lathe(points, { curve: true })
    const ribbed = ribs ?? random.chance(0.35)
    const solid = ribbed ? displace('waves', 0.01, 0.1, outside, { count: random.pick([12, 16, 24]) }) : outside
    const body = subtract(
      solid,
      [
        lathe(
          [...inner].reverse().map(([x, y]) => [x, y === height ? y + 0.02 : y] as Vec2),
          { curve: true },
        ),
      ],
      0.004,
    )
    const footing = lathe(
      [
        [foot * 1.18, 0],
        [foot * 1.2, 0.022],
        [foot * 1.0, 0.04],
        [foot * 0.9, 0.07],
        [0.001, 0.07],
      ],
      { round: 0.004 },
    )
    const trim: FormNode[] = [footing, torus(lip - 0.008, 0.014, { at: [0, height, 0] })]
    if (!ribbed) {
      trim.push(torus(belly - 0.003, 0.011, { at: [0, height * bellyAt, 0] }))
      if (random.chance(0.6)) {
        const y = height * bellyAt + 0.045
        trim.push(polar(18, sphere(0.011, { at: [0, y, belly * 0.985] })))
      }
    }
    trim.push(torus(neck + 0.004, 0.01, { at: [0, height * neckAt, 0] }))
    if (handles ?? random.chance(0.5)) {
      const high = height * (neckAt + 0.06)
      const shoulder = height * (bellyAt * 0.6 + neckAt * 0.4)
      const out = belly + random.between(0.02, 0.07)
      trim.push(
        mirror(
          'x',
          union(
            [
              tube(
                [
                  [neck * 0.9, high, 0],
                  [out * 0.72, high + 0.03, 0],
                  [out, (high + shoulder) / 2 + 0.02, 0],
                  [belly * 0.86, shoulder, 0],
                ],
                [0.02, 0.019, 0.019, 0.024],
              ),
              sphere(0.024, { at: [out * 0.8, high + 0.035, 0] }),
            ],
            0.012,
          ),
        ),
      )
    }
    return union([union([body], 0, { material: 'body' }), union(trim, 0, { material: 'trim' })])
  },
})

export const chalice = defineForm({
  id: 'chalice',
  title: 'Chalice',
  summary: 'A jewelled cup on a knopped stem.',
  synonyms: ['goblet', 'cup', 'grail', 'holy grail', 'trophy', 'wine cup', 'mug', 'tankard'],
  variants: { trophy: { handles: true } },
  slots: {
    cup: { words: ['cup', 'bowl', 'body', 'stem', 'foot'], material: { family: 'gold' }, role: 'primary' },
    gems: {
      words: ['gem', 'gems', 'jewel', 'jewels', 'stones', 'stone', 'ruby', 'rubies', 'emeralds', 'sapphires'],
      material: { family: 'crystal', colours: ['#b3122e'] },
      role: 'secondary',
    },
  },
  parameters: { gems: z.int().min(0).max(12).optional(), handles: z.boolean().optional() },
  chip: 0.003,
  shape(random, { gems, handles }) {
    const height = random.between(0.5, 0.6)
    const rim = random.between(0.15, 0.19)
    const bowlLow = height * random.between(0.48, 0.56)
    const foot = random.between(0.13, 0.16)
    const lobed = random.chance(0.5)
    const outside = lathe(
      [
        [0.025, bowlLow],
        [0.09, bowlLow + 0.015],
        [rim * 0.92, bowlLow + (height - bowlLow) * 0.4],
        [rim * 0.97, bowlLow + (height - bowlLow) * 0.75],
        [rim, height],
      ],
      { curve: true },
    )
    const inside = lathe(
      [
        [0.001, bowlLow + 0.03],
        [0.09, bowlLow + 0.045],
        [rim * 0.92 - 0.012, bowlLow + (height - bowlLow) * 0.42],
        [rim - 0.012, height + 0.01],
      ],
      { curve: true },
    )
    const calyx = polar(
      lobed ? 8 : 6,
      ellipsoid([0.042, 0.075, 0.022], { at: [0, bowlLow + 0.05, rim * 0.72], rotate: [28, 0, 0] }),
    )
    const bowl = subtract(union([outside, calyx], 0.006), [inside])
    const stem = lathe(
      [
        [foot, 0],
        [foot, 0.016],
        [foot * 0.9, 0.024],
        [foot * 0.82, 0.026],
        [foot * 0.42, 0.06],
        [0.03, 0.12],
        [0.024, height * 0.3],
        [0.05, height * 0.33],
        [0.056, height * 0.37],
        [0.05, height * 0.41],
        [0.024, height * 0.44],
        [0.022, bowlLow],
        [0.04, bowlLow + 0.02],
      ],
      { curve: true },
    )
    const footShape = lobed ? displace('waves', 0.006, 0.05, stem, { count: 8 }) : stem
    const cup: FormNode[] = [
      bowl,
      footShape,
      torus(rim - 0.004, 0.008, { at: [0, height, 0] }),
      torus(foot * 0.98, 0.008, { at: [0, 0.012, 0] }),
      torus(0.054, 0.007, { at: [0, height * 0.37, 0] }),
    ]
    if (handles ?? random.chance(0.25)) {
      cup.push(
        mirror(
          'x',
          tube(
            [
              [rim * 0.93, height - 0.03, 0],
              [rim + 0.09, height - 0.01, 0],
              [rim + 0.1, height - 0.12, 0],
              [rim * 0.85, bowlLow + 0.07, 0],
            ],
            [0.012, 0.014, 0.013, 0.012],
          ),
        ),
      )
    }
    const count = gems ?? random.pick([6, 8, 8])
    const stones: FormNode[] = []
    if (count > 0) {
      const y = bowlLow + (height - bowlLow) * 0.72
      stones.push(polar(count, ellipsoid([0.016, 0.02, 0.012], { at: [0, y, rim * 0.972] })))
      stones.push(polar(6, sphere(0.011, { at: [0, height * 0.37, 0.058] })))
      cup.push(polar(count, torus(0.02, 0.005, { at: [0, y, rim * 0.966], rotate: [90, 0, 0] })))
    }
    const parts = [union(cup, 0.003, { material: 'cup' })]
    if (stones.length > 0) parts.push(union(stones, 0, { material: 'gems' }))
    return union(parts)
  },
})

export const bottle = defineForm({
  id: 'bottle',
  title: 'Bottle',
  summary: 'A potion or wine bottle with a cork, collar and label or net.',
  synonyms: ['potion', 'flask', 'vial', 'potion bottle', 'wine bottle', 'phial', 'flacon', 'decanter', 'elixir'],
  slots: {
    glass: { words: ['glass', 'body'], material: { family: 'glass', colours: ['#2f7a5a'] }, role: 'primary' },
    cork: { words: ['cork', 'stopper', 'cap'], material: { family: 'wood', colours: ['#b08a5a'] }, role: 'fixed' },
    label: { words: ['label', 'tag'], material: { family: 'paper' }, role: 'secondary' },
    band: { words: ['band', 'rope', 'string', 'collar', 'wire'], material: { family: 'leather' }, role: 'fixed' },
  },
  parameters: { shape: z.enum(['round', 'conical', 'wine', 'square']).optional(), label: z.boolean().optional() },
  chip: 0.003,
  shape(random, { shape, label }) {
    const kind = shape ?? random.pick(['round', 'conical', 'wine', 'square'] as const)
    const belly = random.between(0.17, 0.21)
    const neck = random.between(0.045, 0.058)
    const bodyHigh = kind === 'wine' ? 0.5 : kind === 'square' ? 0.34 : random.between(0.3, 0.38)
    const top = bodyHigh + (kind === 'wine' ? 0.32 : random.between(0.17, 0.24))
    const wide = kind === 'wine' ? 0.125 : belly
    const profiles: Record<typeof kind, Vec2[]> = {
      round: [
        [wide * 0.5, 0],
        [wide * 0.95, bodyHigh * 0.28],
        [wide, bodyHigh * 0.5],
        [wide * 0.75, bodyHigh * 0.85],
        [neck, bodyHigh + 0.05],
        [neck, top],
      ],
      conical: [
        [wide, 0],
        [wide, 0.0],
        [wide * 1.05, 0.03],
        [wide * 0.62, bodyHigh * 0.62],
        [neck * 1.05, bodyHigh + 0.02],
        [neck, top],
      ],
      wine: [
        [wide * 0.94, 0],
        [wide, 0.03],
        [wide, bodyHigh * 0.85],
        [wide * 0.86, bodyHigh],
        [neck * 1.1, bodyHigh + 0.12],
        [neck * 0.9, top],
      ],
      square: [
        [neck, bodyHigh - 0.05],
        [neck, bodyHigh],
        [neck, top],
      ],
    }
    const neckProfile = lathe(profiles[kind], { curve: true })
    const glass: FormNode[] = [
      kind === 'square'
        ? union(
            [box([wide * 1.75, bodyHigh, wide * 1.75], { at: [0, bodyHigh / 2, 0], round: 0.045 }), neckProfile],
            0.05,
          )
        : neckProfile,
    ]
    glass.push(torus(neck + 0.008, 0.017, { at: [0, top - 0.012, 0], scale: [1, 1.2, 1] }))
    const cork = displace('fbm', 0.004, 0.03, cylinder(neck * 0.84, 0.11, { at: [0, top + 0.035, 0], round: 0.01 }), {
      octaves: 2,
      seed: random.integer(0, 65535),
      material: 'cork',
    })
    const collar = union(
      [
        torus(neck + 0.012, 0.009, { at: [0, bodyHigh + 0.085, 0] }),
        torus(neck + 0.012, 0.009, { at: [0, bodyHigh + 0.1, 0] }),
        torus(neck + 0.01, 0.009, { at: [0, bodyHigh + 0.115, 0] }),
        capsule([0.02, bodyHigh + 0.1, neck + 0.015], [0.05, bodyHigh + 0.02, neck + 0.05], 0.007),
      ],
      0.003,
      { material: 'band' },
    )
    const body = union(glass, 0.01, { material: 'glass' })
    if (!(label ?? random.chance(0.65))) return union([body, cork, collar])
    const paper: FormNode = {
      type: 'intersect',
      children: [
        { type: 'round', radius: 0.0045, child: glass[0]! },
        box([wide * 1.15, bodyHigh * 0.4, 1], {
          at: [0, bodyHigh * (kind === 'wine' ? 0.48 : 0.45), 0.5],
          rotate: [0, 0, random.between(-4, 4)],
          round: 0.012,
        }),
      ],
      material: 'label',
    }
    return union([body, cork, collar, paper])
  },
})

export const teapot = defineForm({
  id: 'teapot',
  title: 'Teapot',
  summary: 'A round teapot with spout, handle and knobbed lid.',
  synonyms: ['tea pot', 'kettle', 'tea kettle', 'coffee pot', 'coffeepot', 'utah teapot'],
  slots: {
    body: { words: ['body', 'pot', 'spout', 'handle'], material: { family: 'porcelain' }, role: 'primary' },
    trim: { words: ['rim', 'knob', 'lid', 'foot', 'band'], material: { family: 'gold' }, role: 'secondary' },
  },
  parameters: { ribs: z.boolean().optional() },
  chip: 0.003,
  shape(random, { ribs }) {
    const r = random.between(0.24, 0.28)
    const tall = random.between(0.36, 0.46)
    const belly = random.between(0.38, 0.52)
    const shell = lathe(
      [
        [r * 0.62, 0.03],
        [r * 0.88, tall * 0.15],
        [r, tall * belly],
        [r * 0.86, tall * 0.78],
        [r * 0.56, tall],
        [r * 0.5, tall * 1.02],
      ],
      { curve: true },
    )
    const ribbed = ribs ?? random.chance(0.4)
    const body = ribbed ? displace('waves', 0.012, 0.1, shell, { count: random.pick([12, 16]) }) : shell
    const low = tall * random.between(0.26, 0.36)
    const spoutTop = tall * random.between(0.94, 1.08)
    const spout = subtract(
      tube(
        [
          [r * 0.75, low, 0],
          [r * 1.3, low + 0.05, 0],
          [r * 1.45, tall * 0.7, 0],
          [r * 1.8, spoutTop, 0],
        ],
        [0.075, 0.055, 0.04, 0.032],
      ),
      [capsule([r * 1.62, spoutTop * 0.88, 0], [r * 1.95, spoutTop * 1.12, 0], 0.02)],
      0.006,
    )
    const handle = tube(
      [
        [-r * 0.82, tall * 0.84, 0],
        [-r * 1.35, tall * 0.96, 0],
        [-r * 1.68, tall * 0.66, 0],
        [-r * 1.42, tall * 0.3, 0],
        [-r * 0.9, tall * 0.26, 0],
      ],
      [0.028, 0.026, 0.025, 0.023, 0.026],
    )
    const lid = lathe(
      [
        [r * 0.6, tall],
        [r * 0.58, tall + 0.016],
        [r * 0.4, tall + 0.05],
        [r * 0.12, tall + 0.075],
        [0.02, tall + 0.085],
        [0.018, tall + 0.1],
        [0.034, tall + 0.118],
        [0.03, tall + 0.142],
        [0.001, tall + 0.152],
      ],
      { curve: true },
    )
    const trim = [
      torus(r * 0.57, 0.012, { at: [0, tall + 0.006, 0] }),
      lathe(
        [
          [r * 0.7, 0],
          [r * 0.7, 0.015],
          [r * 0.6, 0.03],
          [r * 0.64, 0.045],
          [0.001, 0.05],
        ],
        { round: 0.004 },
      ),
      sphere(0.036, { at: [0, tall + 0.128, 0] }),
      torus(0.032, 0.006, { at: [r * 1.8, spoutTop, 0], rotate: [0, 0, -42] }),
    ]
    return union([union([body, spout, handle, lid], 0.018, { material: 'body' }), union(trim, 0, { material: 'trim' })])
  },
})

export const cauldron = defineForm({
  id: 'cauldron',
  title: 'Cauldron',
  summary: 'A three-legged pot of bubbling brew with a bail handle.',
  synonyms: ['kettle pot', 'witch cauldron', 'cooking pot', 'brazier', 'pot of gold'],
  slots: {
    pot: { words: ['pot', 'body', 'leg', 'legs', 'rim', 'handle'], material: { family: 'iron' }, role: 'primary' },
    brew: {
      words: ['brew', 'liquid', 'potion', 'soup', 'content', 'bubbles'],
      material: { family: 'water', traits: ['glowing'], colours: ['#4cbf3a'] },
      role: 'secondary',
    },
  },
  parameters: {},
  chip: 0.006,
  shape(random) {
    const r = random.between(0.42, 0.5)
    const squash = random.between(0.8, 0.95)
    const cy = 0.16 + r * squash
    const rimY = cy + r * 0.62 * squash
    const outer = union(
      [
        sphere(r, { at: [0, cy, 0], scale: [1, squash, 1] }),
        cylinder(r * 0.82, 0.16, { at: [0, rimY, 0], round: 0.02 }),
      ],
      0.05,
    )
    const pot = subtract(outer, [
      union(
        [
          sphere(r - 0.04, { at: [0, cy, 0], scale: [1, squash, 1] }),
          cylinder(r * 0.74, 0.6, { at: [0, rimY + 0.18, 0] }),
        ],
        0.05,
      ),
    ])
    const rim = torus(r * 0.84, 0.035, { at: [0, rimY + 0.085, 0] })
    const legs = polar(
      3,
      tube(
        [
          [0, cy - r * 0.5, r * 0.62],
          [0, 0.14, r * 0.8],
          [0, 0.01, r * 0.72],
        ],
        [0.06, 0.045, 0.055],
      ),
    )
    const lugs = mirror('x', torus(0.06, 0.018, { at: [r * 0.98, rimY + 0.06, 0], rotate: [90, 0, 0] }))
    const lean = random.between(35, 75)
    const bail = union([torus(r * 0.98, 0.018, { arc: 180, rotate: [-90, 0, 0] })], 0, {
      at: [0, rimY + 0.06, 0],
      rotate: [lean, 0, 0],
    })
    const bands = [torus(r * 1.0, 0.016, { at: [0, cy, 0] })]
    const rivets = polar(10, sphere(0.02, { at: [0, cy + 0.07, r * 0.985] }))
    const surface = displace('billow', 0.02, 0.12, cylinder(r * 0.76, 0.08, { at: [0, rimY - 0.01, 0] }), {
      octaves: 2,
      seed: random.integer(0, 65535),
    })
    const bubbles = Array.from({ length: 11 }, () => {
      const [x, , z] = around(random.between(0, 360), random.between(0.05, r * 0.62))
      const s = random.between(0.025, 0.075)
      return sphere(s, { at: [x, rimY + 0.035, z] })
    })
    return union([
      union([pot, rim, legs, lugs, bail, ...bands, rivets], 0.008, { material: 'pot' }),
      union([surface, ...bubbles], 0.015, { material: 'brew' }),
    ])
  },
})
