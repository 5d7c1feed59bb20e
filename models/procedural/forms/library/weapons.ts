import { z } from 'zod'
import type { FormNode, Outline, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  box,
  capsule,
  cone,
  cylinder,
  displace,
  ellipsoid,
  extrude,
  lathe,
  mirror,
  polar,
  prism,
  sphere,
  spread,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

export const sword = defineForm({
  id: 'sword',
  title: 'Sword',
  summary: 'A sword with fullered blade, guard, wound grip and pommel, standing on its point or in a stone.',
  synonyms: [
    'blade',
    'longsword',
    'long sword',
    'broadsword',
    'katana',
    'dagger',
    'rapier',
    'excalibur',
    'greatsword',
    'scimitar',
    'sabre',
    'knife',
    'sword in stone',
    'sword in the stone',
  ],
  variants: {
    'sword in stone': { stone: true },
    'sword in the stone': { stone: true },
    excalibur: { stone: true },
    dagger: { length: 0.42 },
    knife: { length: 0.36 },
  },
  slots: {
    blade: { words: ['blade', 'edge'], material: { family: 'steel' }, role: 'primary' },
    hilt: {
      words: ['hilt', 'guard', 'pommel', 'crossguard', 'handle'],
      material: { family: 'gold' },
      role: 'secondary',
    },
    grip: { words: ['grip', 'wrap'], material: { family: 'leather' }, role: 'fixed' },
    gem: { words: ['gem', 'jewel'], material: { family: 'crystal', colours: ['#b3122e'] }, role: 'fixed' },
    stone: { words: ['stone', 'rock'], material: { family: 'stone' }, role: 'fixed' },
  },
  parameters: { length: z.number().min(0.3).max(1.6).optional(), stone: z.boolean().default(false) },
  chip: 0.003,
  shape(random, { length, stone }) {
    const long = length ?? random.between(0.82, 1.05)
    const wide = random.between(0.036, 0.052) * (long < 0.5 ? 0.8 : 1)
    const thick = 0.011
    const leaf = random.chance(0.3)
    // The blade hangs down from the guard at y = 0: a diamond section with a fuller.
    const edge: Vec2[] = leaf
      ? [
          [wide, 0],
          [wide * 0.72, -long * 0.25],
          [wide * 1.05, -long * 0.62],
          [wide * 0.7, -long * 0.86],
          [0.001, -long],
        ]
      : [
          [wide, 0],
          [wide * 0.9, -long * 0.5],
          [wide * 0.78, -long * 0.86],
          [wide * 0.5, -long * 0.95],
          [0.001, -long],
        ]
    const outline: Outline = {
      type: 'polygon',
      points: [
        ...edge,
        ...[...edge]
          .reverse()
          .slice(1)
          .map(([x, y]) => [-x, y] as Vec2),
      ],
    }
    const slab = extrude(outline, thick * 2)
    const bevel: FormNode = {
      type: 'prism',
      sides: 4,
      radius: wide * 1.12,
      height: long * 2.2,
      scale: [1, 1, (thick / wide) * 0.9],
    }
    const ridge: FormNode = { type: 'intersect', children: [slab, bevel] }
    const fuller = mirror(
      'z',
      capsule([0, 0.02, thick * 1.15], [0, -long * random.between(0.45, 0.68), thick * 1.1], 0.0072),
    )
    const blade = subtract(ridge, [fuller], 0.002)
    const span = random.between(0.1, 0.14)
    const style = random.integer(0, 2)
    const guard: FormNode =
      style === 0
        ? mirror(
            'x',
            union(
              [
                capsule([0, 0.012, 0], [span, 0.012, 0], 0.016, { endRadius: 0.012 }),
                sphere(0.02, { at: [span, 0.012, 0] }),
              ],
              0.008,
            ),
          )
        : style === 1
          ? mirror(
              'x',
              union(
                [
                  tube(
                    [
                      [0, 0.014, 0],
                      [span * 0.6, 0.006, 0],
                      [span, -0.035, 0],
                    ],
                    [0.018, 0.013, 0.009],
                  ),
                  sphere(0.015, { at: [span, -0.036, 0] }),
                ],
                0.006,
              ),
            )
          : mirror(
              'x',
              union(
                [
                  box([span, 0.024, 0.03], { at: [span / 2, 0.012, 0], round: 0.006 }),
                  prism(4, 0.026, 0.024, { at: [span + 0.005, 0.012, 0], rotate: [90, 0, 0], round: 0.004 }),
                ],
                0.004,
              ),
            )
    const boss = union(
      [
        box([wide * 1.5, 0.045, 0.036], { at: [0, 0.008, 0], round: 0.01 }),
        cylinder(0.02, 0.042, { rotate: [90, 0, 0], at: [0, 0.01, 0], round: 0.004 }),
      ],
      0.006,
    )
    const gripLong = long < 0.5 ? 0.13 : random.between(0.18, 0.24)
    const grip: FormNode = {
      type: 'twist',
      degrees: 900,
      child: displace(
        'waves',
        0.0028,
        0.02,
        lathe(
          [
            [0.0155, 0.03],
            [0.0185, 0.03 + gripLong * 0.5],
            [0.0145, 0.03 + gripLong],
          ],
          { curve: true },
        ),
        { count: 3 },
      ),
      material: 'grip',
    }
    const py = gripLong + 0.055
    const pommel: FormNode = random.pick([
      union(
        [
          cylinder(0.034, 0.026, { at: [0, py, 0], rotate: [90, 0, 0], round: 0.009 }),
          torus(0.024, 0.005, { at: [0, py, 0.012], rotate: [90, 0, 0] }),
        ],
        0.003,
      ),
      ellipsoid([0.03, 0.036, 0.03], { at: [0, py, 0] }),
      displace(
        'waves',
        0.004,
        0.02,
        lathe(
          [
            [0.014, py - 0.03],
            [0.032, py + 0.004],
            [0.026, py + 0.022],
            [0.01, py + 0.036],
          ],
          { curve: true },
        ),
        { count: 8 },
      ),
    ])
    const rings = [0.034, 0.026 + gripLong].map((y) => torus(0.0165, 0.006, { at: [0, y, 0] }))
    const gem = union([sphere(0.0125, { at: [0, 0.01, 0.022] }), sphere(0.0125, { at: [0, py, 0.013] })], 0, {
      material: 'gem',
    })
    const whole = union([
      union([blade], 0, { material: 'blade' }),
      union([guard, boss, pommel, ...rings, cylinder(0.01, 0.02, { at: [0, py - 0.03, 0] })], 0.002, {
        material: 'hilt',
      }),
      grip,
      gem,
    ])
    if (!stone) return union([whole], 0, { at: [0, long, 0] })
    const sunk = long * 0.42
    const rock = displace(
      'chips',
      0.02,
      0.12,
      displace(
        'fbm',
        0.03,
        0.2,
        union(
          [ellipsoid([0.34, 0.24, 0.28], { at: [0, 0.02, 0] }), ellipsoid([0.2, 0.16, 0.22], { at: [0.22, 0, 0.1] })],
          0.06,
        ),
        { octaves: 3, seed: random.integer(0, 65535) },
      ),
      { seed: random.integer(0, 65535), material: 'stone' },
    )
    return union([
      union([whole], 0, { at: [0, long - sunk + 0.24, 0], rotate: [0, 0, random.between(-8, 8)] }),
      subtract(rock, [box([2, 1, 2], { at: [0, -0.5, 0] })]),
    ])
  },
})

export const shield = defineForm({
  id: 'shield',
  title: 'Shield',
  summary: 'A heater, round or kite shield with rim, boss, studs and a charge.',
  synonyms: ['buckler', 'heater shield', 'round shield', 'kite shield', 'escutcheon', 'coat of arms'],
  variants: {
    'round shield': { shape: 'round' },
    buckler: { shape: 'round' },
    'heater shield': { shape: 'heater' },
    'kite shield': { shape: 'kite' },
  },
  slots: {
    field: {
      words: ['field', 'face', 'body', 'wood'],
      material: { family: 'painted-metal', colours: ['#8e1f1f'] },
      role: 'primary',
    },
    rim: {
      words: ['rim', 'edge', 'studs', 'rivets', 'boss', 'border', 'frame'],
      material: { family: 'steel' },
      role: 'secondary',
    },
    charge: { words: ['charge', 'emblem', 'cross', 'symbol', 'star'], material: { family: 'gold' }, role: 'fixed' },
  },
  parameters: { shape: z.enum(['heater', 'round', 'kite']).optional() },
  chip: 0.006,
  shape(random, { shape }) {
    const kind = shape ?? random.pick(['heater', 'round', 'kite'] as const)
    const half: Vec2[] =
      kind === 'heater'
        ? [
            [0.42, 0.5],
            [0.42, 0.2],
            [0.39, -0.02],
            [0.3, -0.25],
            [0.16, -0.44],
            [0, -0.56],
          ]
        : [
            [0.16, 0.56],
            [0.32, 0.46],
            [0.38, 0.28],
            [0.35, 0.02],
            [0.22, -0.35],
            [0, -0.72],
          ]
    const outline: Outline =
      kind === 'round'
        ? { type: 'circle', radius: 0.46 }
        : {
            type: 'polygon',
            points: [
              ...half,
              ...[...half]
                .reverse()
                .slice(1)
                .map(([x, y]) => [-x, y] as Vec2),
            ],
            round: 0.01,
          }
    // Every layer is cut from a large ball, so that the shield bulges.
    const layer = (shape2: Outline, grow: number): FormNode => ({
      type: 'intersect',
      children: [
        extrude(shape2, 0.8),
        { type: 'shell', thickness: 0.03 + grow, child: sphere(1.5, { at: [0, 0, -1.42] }) },
      ],
    })
    const inner: Outline =
      kind === 'round'
        ? { type: 'circle', radius: 0.41 }
        : {
            type: 'polygon',
            points: [
              ...half,
              ...[...half]
                .reverse()
                .slice(1)
                .map(([x, y]) => [-x, y] as Vec2),
            ].map(([x, y]) => [x * 0.88, y * 0.9 - 0.004] as Vec2),
            round: 0.01,
          }
    const field = layer(outline, 0)
    const rim = layer({ type: 'subtract', from: outline, remove: [inner] }, 0.024)
    const bulge = (x: number, y: number): number => Math.sqrt(1.5 * 1.5 - x * x - y * y) - 1.42 + 0.028
    const edgePoints: Vec2[] =
      kind === 'round'
        ? spread(16, 0, 337.5).map((degrees) => {
            const [x, , y] = around(degrees, 0.435)
            return [x, y] as Vec2
          })
        : [
            ...half,
            ...[...half]
              .reverse()
              .slice(1, -1)
              .map(([x, y]) => [-x, y] as Vec2),
          ].map(([x, y]) => [x * 0.93, y * 0.945] as Vec2)
    const studs = edgePoints.map(([x, y]) => sphere(0.017, { at: [x, y, bulge(x, y)] }))
    const design = random.integer(0, 3)
    const charge: Outline =
      design === 0
        ? {
            type: 'union',
            children: [
              { type: 'rectangle', size: [0.11, 1.4] },
              { type: 'rectangle', size: [1.2, 0.11], at: [0, 0.1] },
            ],
          }
        : design === 1
          ? { type: 'star', points: random.pick([5, 6, 8]), radius: 0.26, innerRadius: 0.11, at: [0, 0.06] }
          : design === 2
            ? {
                type: 'union',
                children: [
                  { type: 'rectangle', size: [1.5, 0.1], rotate: 38 },
                  { type: 'rectangle', size: [1.5, 0.1], rotate: 38, at: [0.16, -0.12] },
                ],
              }
            : {
                type: 'union',
                smooth: 0.01,
                children: [
                  {
                    type: 'polygon',
                    curve: true,
                    points: [
                      [0, 0.34],
                      [0.08, 0.16],
                      [0.04, -0.02],
                      [0, -0.04],
                      [-0.04, -0.02],
                      [-0.08, 0.16],
                    ],
                  },
                  ...[-1, 1].map((s) => ({
                    type: 'polygon' as const,
                    curve: true,
                    points: [
                      [0.02 * s, -0.02],
                      [0.12 * s, 0.12],
                      [0.22 * s, 0.12],
                      [0.24 * s, 0.02],
                      [0.17 * s, -0.03],
                      [0.16 * s, 0.04],
                      [0.1 * s, 0.0],
                    ] as Vec2[],
                  })),
                  { type: 'rectangle', size: [0.22, 0.05], at: [0, -0.05], round: 0.01 },
                  {
                    type: 'polygon',
                    curve: true,
                    points: [
                      [0, -0.26],
                      [0.05, -0.16],
                      [0.03, -0.06],
                      [-0.03, -0.06],
                      [-0.05, -0.16],
                    ],
                  },
                ],
              }
    const clipped: Outline = { type: 'intersect', children: [charge, inner] }
    const boss =
      design === 1 || kind === 'round'
        ? [
            lathe(
              [
                [0.15, 0],
                [0.15, 0.014],
                [0.1, 0.02],
                [0.085, 0.055],
                [0.001, 0.085],
              ],
              { curve: true, rotate: [90, 0, 0], at: [0, kind === 'round' ? 0 : 0.06, bulge(0, 0.06) - 0.02] },
            ),
          ]
        : []
    return union(
      [
        union([field], 0, { material: 'field' }),
        union([rim, ...studs, ...boss], 0.002, { material: 'rim' }),
        union([layer(clipped, 0.014)], 0, { material: 'charge' }),
      ],
      0,
      { at: [0, kind === 'kite' ? 0.76 : kind === 'heater' ? 0.6 : 0.48, 0], rotate: [-8, 0, 0] },
    )
  },
})

export const hammer = defineForm({
  id: 'hammer',
  title: 'Hammer',
  summary: 'A war hammer with a carved head, wound grip and lanyard.',
  synonyms: ['war hammer', 'warhammer', 'mallet', 'mjolnir', 'sledgehammer', 'maul', 'mace'],
  slots: {
    head: { words: ['head', 'face'], material: { family: 'steel' }, role: 'primary' },
    handle: { words: ['handle', 'shaft', 'haft'], material: { family: 'wood' }, role: 'fixed' },
    trim: {
      words: ['trim', 'band', 'bands', 'pommel', 'runes', 'rune'],
      material: { family: 'gold' },
      role: 'secondary',
    },
    grip: { words: ['grip', 'wrap', 'lanyard', 'strap'], material: { family: 'leather' }, role: 'fixed' },
  },
  parameters: { spike: z.boolean().optional() },
  chip: 0.006,
  shape(random, { spike }) {
    const long = random.between(0.75, 1.0)
    const half = random.between(0.19, 0.24)
    const size = random.between(0.16, 0.21)
    const y = long
    const spiked = spike ?? random.chance(0.35)
    const block = box([half * 2, size, size], { at: [0, y, 0], round: 0.012 })
    const chamfers = [-1, 1].map((sign) =>
      box([size * 0.34, size * 1.12, size * 1.12], { at: [sign * (half - size * 0.17), y, 0], round: 0.02 }),
    )
    const carve = mirror('z', union([box([half * 0.95, size * 0.62, 0.02], { at: [0, y, size / 2], round: 0.008 })]))
    const rune = mirror(
      'z',
      union([
        capsule([-0.03, y - 0.045, size / 2 - 0.006], [-0.03, y + 0.045, size / 2 - 0.006], 0.006),
        capsule([-0.03, y + 0.045, size / 2 - 0.006], [0.03, y + 0.015, size / 2 - 0.006], 0.006),
        capsule([-0.03, y + 0.01, size / 2 - 0.006], [0.035, y - 0.04, size / 2 - 0.006], 0.006),
        torus(0.062, 0.005, { at: [0, y, size / 2 - 0.006], rotate: [90, 0, 0] }),
      ]),
    )
    const head: FormNode[] = [subtract(union([block, ...chamfers], 0.008), [carve], 0.004)]
    if (spiked)
      head.push(
        {
          type: 'pyramid',
          sides: 4,
          radius: size * 0.42,
          height: size * 1.3,
          at: [-half - size * 0.5, y, 0],
          rotate: [0, 0, 90],
          round: 0.004,
        },
        { type: 'pyramid', sides: 4, radius: size * 0.2, height: size * 0.9, at: [0, y + size * 0.9, 0], round: 0.003 },
      )
    const trim = [
      ...[-1, 1].map((sign) =>
        box([0.026, size * 1.2, size * 1.2], { at: [sign * (half - size * 0.4), y, 0], round: 0.008 }),
      ),
      cylinder(0.043, 0.05, { at: [0, y - size / 2 - 0.025, 0], round: 0.01 }),
      torus(0.034, 0.01, { at: [0, long * 0.42, 0] }),
      union([sphere(0.04, { at: [0, 0.035, 0] }), torus(0.034, 0.01, { at: [0, 0.085, 0] })], 0.006),
      rune,
    ]
    const haft = lathe(
      [
        [0.03, 0.04],
        [0.028, long * 0.4],
        [0.032, long * 0.8],
        [0.03, long],
      ],
      { curve: true, material: 'handle' },
    )
    const wrap: FormNode = {
      type: 'twist',
      degrees: 1100,
      child: displace('waves', 0.004, 0.02, cylinder(0.0345, long * 0.32, { at: [0, long * 0.25, 0], round: 0.008 }), {
        count: 2,
      }),
      material: 'grip',
    }
    const strap = tube(
      [
        [0.02, 0.05, 0],
        [0.09, 0.0, 0.03],
        [0.12, 0.1, 0.05],
        [0.03, 0.12, 0.03],
      ],
      0.008,
      { material: 'grip' },
    )
    return union([union(head, 0, { material: 'head' }), union(trim, 0, { material: 'trim' }), haft, wrap, strap])
  },
})

export const axe = defineForm({
  id: 'axe',
  title: 'Axe',
  summary: 'A single or double battle axe with engraved cheeks.',
  synonyms: ['battle axe', 'battleaxe', 'hatchet', 'tomahawk', 'double axe', 'halberd', 'ax'],
  variants: { 'double axe': { double: true }, labrys: { double: true } },
  slots: {
    blade: { words: ['blade', 'head', 'edge'], material: { family: 'steel' }, role: 'primary' },
    handle: { words: ['handle', 'haft', 'shaft'], material: { family: 'wood' }, role: 'fixed' },
    trim: { words: ['trim', 'band', 'bands', 'cap', 'pommel'], material: { family: 'bronze' }, role: 'secondary' },
    grip: { words: ['grip', 'wrap'], material: { family: 'leather' }, role: 'fixed' },
  },
  parameters: { double: z.boolean().optional() },
  chip: 0.005,
  shape(random, { double }) {
    const long = random.between(0.85, 1.05)
    const reach = random.between(0.24, 0.32)
    const up = random.between(0.14, 0.2)
    const beard = random.between(0.18, 0.28)
    const twin = double ?? random.chance(0.4)
    const y = long - 0.14
    const sheet: Outline = {
      type: 'polygon',
      curve: true,
      points: [
        [0, 0.055],
        [reach * 0.4, 0.06],
        [reach * 0.95, up],
        [reach * 1.0, up - 0.005],
        [reach * 1.13, -0.01],
        [reach * 0.98, -beard],
        [reach * 0.92, -beard],
        [reach * 0.5, -0.085],
        [reach * 0.25, -0.055],
        [0, -0.055],
      ],
    }
    // The cheeks thin out towards the edge.
    const wedge: FormNode = {
      type: 'intersect',
      children: [
        extrude(sheet, 0.2, { round: 0.002 }),
        {
          type: 'pyramid',
          sides: 4,
          radius: 0.06,
          height: reach * 2.4,
          at: [reach * 0.02, 0, 0],
          rotate: [0, 0, -90],
          scale: [12, 1, 0.5],
        },
      ],
    }
    const groove = mirror(
      'z',
      union([
        torus(reach * 0.86, 0.005, { at: [reach * 0.2, -0.02, 0.012], rotate: [90, 0, 0] }),
        torus(reach * 0.8, 0.004, { at: [reach * 0.2, -0.02, 0.014], rotate: [90, 0, 0] }),
      ]),
    )
    const half = subtract(wedge, [groove], 0.002)
    const back: FormNode = twin
      ? union([half], 0, { rotate: [0, 180, 0] })
      : union(
          [
            box([0.12, 0.075, 0.07], { at: [-0.07, 0, 0], round: 0.008 }),
            {
              type: 'pyramid',
              sides: 4,
              radius: 0.045,
              height: 0.13,
              at: [-0.18, 0, 0],
              rotate: [0, 0, 90],
              round: 0.003,
            },
          ],
          0.01,
        )
    const socket = box([0.1, 0.15, 0.078], { round: 0.018 })
    const head = union([half, back, socket], 0.008, { at: [0, y, 0], material: 'blade' })
    const bend = random.between(-0.03, 0.03)
    const haft = tube(
      [
        [bend, 0, 0],
        [0, long * 0.35, 0],
        [bend * 0.4, long * 0.7, 0],
        [0, long + 0.02, 0],
      ],
      [0.03, 0.026, 0.026, 0.029],
      { material: 'handle' },
    )
    const wrap: FormNode = {
      type: 'twist',
      degrees: 1200,
      child: displace('waves', 0.004, 0.02, cylinder(0.033, long * 0.24, { at: [0, long * 0.22, 0], round: 0.01 }), {
        count: 2,
      }),
      at: [bend * 0.3, 0, 0],
      material: 'grip',
    }
    const trim = union(
      [
        torus(0.033, 0.011, { at: [0, y - 0.1, 0] }),
        torus(0.034, 0.012, { at: [0, y + 0.1, 0] }),
        cone(0.03, 0.006, 0.09, { at: [0, long + 0.05, 0], round: 0.004 }),
        sphere(0.04, { at: [bend, 0.03, 0] }),
        torus(0.03, 0.008, { at: [bend * 0.8, 0.075, 0] }),
      ],
      0.003,
      { material: 'trim' },
    )
    return union([head, haft, wrap, trim])
  },
})

export const helmet = defineForm({
  id: 'helmet',
  title: 'Helmet',
  summary: "A knight's or Greek helmet with visor slits, crest, rivets and neck guard.",
  synonyms: ['helm', 'knight helmet', 'spartan helmet', 'viking helmet', 'great helm', 'crested helmet', 'headgear'],
  variants: {
    'viking helmet': { style: 'horned' },
    'spartan helmet': { style: 'crested' },
    'knight helmet': { style: 'great' },
    'great helm': { style: 'great' },
  },
  slots: {
    shell: { words: ['shell', 'dome', 'visor', 'body'], material: { family: 'steel' }, role: 'primary' },
    trim: {
      words: ['trim', 'rim', 'rivets', 'border', 'cross', 'band'],
      material: { family: 'bronze' },
      role: 'secondary',
    },
    crest: {
      words: ['crest', 'plume', 'feathers'],
      material: { family: 'fabric', colours: ['#9c1c1c'] },
      role: 'fixed',
    },
    horns: { words: ['horn', 'horns'], material: { family: 'bone' }, role: 'fixed' },
  },
  parameters: { style: z.enum(['crested', 'horned', 'great']).optional() },
  chip: 0.0035,
  shape(random, { style }) {
    const kind = style ?? random.pick(['crested', 'horned', 'great'] as const)
    if (kind === 'great') {
      const can = lathe(
        [
          [0.15, 0],
          [0.152, 0.1],
          [0.145, 0.24],
          [0.125, 0.36],
          [0.09, 0.395],
          [0.001, 0.4],
        ],
        { curve: true, scale: [0.92, 1, 1.12] },
      )
      const hollow = lathe(
        [
          [0.138, -0.02],
          [0.138, 0.1],
          [0.132, 0.24],
          [0.11, 0.34],
          [0.001, 0.37],
        ],
        { curve: true, scale: [0.92, 1, 1.12] },
      )
      const slits = mirror('x', box([0.1, 0.014, 0.2], { at: [0.066, 0.255, 0.14], rotate: [0, 0, -3], round: 0.004 }))
      const breaths = mirror(
        'x',
        union(
          [0.05, 0.085, 0.12].flatMap((y) =>
            [0.04, 0.066, 0.092].map((x) => cylinder(0.006, 0.3, { at: [x, y + 0.04, 0.12], rotate: [90, 0, 0] })),
          ),
        ),
      )
      const keel = union(
        [
          box([0.02, 0.3, 0.05], { at: [0, 0.16, 0.152], round: 0.008 }),
          mirror('x', box([0.13, 0.028, 0.04], { at: [0.06, 0.282, 0.135], rotate: [0, 24, -3], round: 0.006 })),
          mirror('x', box([0.13, 0.028, 0.04], { at: [0.06, 0.228, 0.142], rotate: [0, 24, -3], round: 0.006 })),
        ],
        0.006,
      )
      const rivets = union([
        polar(20, sphere(0.0075, { at: [0, 0.022, 0.153] }), { scale: [0.92, 1, 1.12] }),
        polar(18, sphere(0.0065, { at: [0, 0.34, 0.131] }), { scale: [0.92, 1, 1.12] }),
      ])
      const band = [
        torus(0.151, 0.009, { at: [0, 0.008, 0], scale: [0.92, 1, 1.12] }),
        torus(0.131, 0.008, { at: [0, 0.345, 0], scale: [0.92, 1, 1.12] }),
      ]
      const cut = [slits, breaths]
      return union([
        subtract(can, [hollow, ...cut], 0.003, { material: 'shell' }),
        subtract(union([keel, ...band, rivets], 0.002), cut, 0, { material: 'trim' }),
      ])
    }
    const dome = union(
      [
        ellipsoid([0.14, 0.17, 0.165], { at: [0, 0.24, 0] }),
        cylinder(0.138, 0.16, { at: [0, 0.16, 0], scale: [1, 1, 1.17], round: 0.02 }),
        lathe(
          [
            [0.17, 0.03],
            [0.15, 0.07],
            [0.138, 0.13],
          ],
          { curve: true, scale: [0.96, 1, 1.12], at: [0, 0, -0.02] },
        ),
      ],
      0.03,
    )
    const hollow = union(
      [
        ellipsoid([0.127, 0.156, 0.152], { at: [0, 0.24, 0] }),
        cylinder(0.126, 0.4, { at: [0, 0.06, 0], scale: [1, 1, 1.17] }),
      ],
      0.02,
    )
    const eyes = mirror('x', ellipsoid([0.044, 0.026, 0.2], { at: [0.052, 0.215, 0.12], rotate: [0, 12, 10] }))
    const mouth = union(
      [
        box([0.034, 0.22, 0.3], { at: [0, 0.07, 0.16], round: 0.012 }),
        ellipsoid([0.05, 0.05, 0.2], { at: [0, 0.02, 0.14] }),
      ],
      0.02,
    )
    const sides = mirror('x', ellipsoid([0.2, 0.09, 0.07], { at: [0.14, 0.03, -0.02] }))
    const cuts = kind === 'crested' ? [eyes, mouth, sides] : [box([0.5, 0.36, 0.3], { at: [0, -0.0, 0.15] })]
    const shell = subtract(dome, [hollow, ...cuts], 0.006)
    const trim: FormNode[] = []
    const crest: FormNode[] = []
    const horns: FormNode[] = []
    if (kind === 'crested') {
      trim.push(
        mirror(
          'x',
          tube(
            [
              [0.008, 0.24, 0.168],
              [0.055, 0.262, 0.155],
              [0.108, 0.235, 0.115],
            ],
            [0.009, 0.009, 0.005],
          ),
        ),
        box([0.018, 0.13, 0.022], { at: [0, 0.2, 0.166], rotate: [4, 0, 0], round: 0.007 }),
      )
      const fan: Outline = {
        type: 'polygon',
        curve: true,
        points: [
          [0.17, 0.3],
          [0.155, 0.4],
          [0.06, 0.5],
          [-0.07, 0.51],
          [-0.2, 0.42],
          [-0.26, 0.24],
          [-0.25, 0.08],
          [-0.2, 0.07],
          [-0.18, 0.24],
          [-0.09, 0.39],
          [0.02, 0.415],
          [0.12, 0.35],
        ],
      }
      crest.push(
        displace('waves', 0.008, 0.016, extrude(fan, 0.05, { rotate: [0, -90, 0], round: 0.012 }), { count: 60 }),
      )
      trim.push(
        tube(
          [
            [0, 0.33, 0.145],
            [0, 0.42, 0.04],
            [0, 0.4, -0.07],
            [0, 0.26, -0.165],
          ],
          0.016,
        ),
      )
    } else {
      trim.push(
        torus(0.139, 0.014, { at: [0, 0.19, 0], scale: [1, 1.5, 1.17] }),
        tube(
          [
            [0, 0.2, 0.16],
            [0, 0.36, 0.12],
            [0, 0.415, 0],
            [0, 0.36, -0.12],
            [0, 0.2, -0.16],
          ],
          0.014,
        ),
        tube(
          [
            [0.138, 0.2, 0],
            [0.11, 0.34, 0],
            [0, 0.415, 0],
            [-0.11, 0.34, 0],
            [-0.138, 0.2, 0],
          ],
          0.014,
        ),
      )
      trim.push(
        polar(16, sphere(0.008, { at: [0, 0.19, 0.154] }), { scale: [1, 1, 1.17] }),
        union(
          [
            box([0.03, 0.13, 0.016], { at: [0, 0.13, 0.168], round: 0.007 }),
            mirror('x', torus(0.042, 0.009, { at: [0.05, 0.168, 0.148], rotate: [78, 20, 0] })),
          ],
          0.006,
        ),
      )
      const lift = random.between(0.16, 0.26)
      horns.push(
        mirror(
          'x',
          union([
            tube(
              [
                [0.13, 0.26, 0],
                [0.24, 0.28, 0.02],
                [0.31, 0.28 + lift * 0.5, 0.04],
                [0.29, 0.28 + lift, 0.05],
              ],
              [0.042, 0.034, 0.022, 0.005],
            ),
          ]),
        ),
      )
      trim.push(mirror('x', torus(0.042, 0.01, { at: [0.142, 0.262, 0], rotate: [0, 0, 80] })))
    }
    return union([
      union([shell], 0, { material: 'shell' }),
      union(trim, 0.003, { material: 'trim' }),
      ...(crest.length > 0 ? [union(crest, 0, { material: 'crest' })] : []),
      ...(horns.length > 0 ? [union(horns, 0, { material: 'horns' })] : []),
    ])
  },
})
