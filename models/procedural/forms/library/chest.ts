import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  box,
  capsule,
  cylinder,
  displace,
  ellipsoid,
  extrude,
  mirror,
  sphere,
  spread,
  subtract,
  torus,
  union,
} from './shapes.ts'

export const chest = defineForm({
  id: 'chest',
  title: 'Chest',
  summary: 'A treasure chest with an arched lid, bands, corner plates, lock and handles.',
  synonyms: ['treasure chest', 'coffer', 'trunk', 'strongbox', 'casket', 'loot box', 'pirate chest'],
  variants: {
    'open chest': { open: true },
    'open treasure chest': { open: true },
    'closed chest': { open: false },
    'closed treasure chest': { open: false },
  },
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
      material: { family: 'steel', colours: ['#4b4d50'] },
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
  view: { azimuth: 30, elevation: 18 },
  chip: 0.007,
  shape(random, { open, bands }) {
    const wide = random.between(1.05, 1.3)
    const deep = random.between(0.62, 0.74)
    const tall = random.between(0.42, 0.52)
    const opened = open ?? random.chance(0.4)
    const arch = deep * random.between(0.34, 0.48)
    const straps = spread(bands ?? random.integer(2, 3), -wide * 0.33, wide * 0.33)
    const strap = random.between(0.085, 0.11)
    // The lid's section: a flattened half circle along x. What is taken out of the lid reaches below it: a cut that ends in
    // the very plane of the lid would leave a skin without thickness.
    const section = (grow: number, length: number, { x = 0, floor = 0 } = {}): FormNode =>
      subtract(
        cylinder(deep / 2 + grow, length, {
          at: [x, 0, 0],
          rotate: [0, 0, 90],
          scale: [(arch + grow) / (deep / 2 + grow), 1, 1],
          round: 0.006,
        }),
        [box([length * 2, 2, 2], { at: [x, floor - 1, 0] })],
      )
    const onLid = (degrees: number, out = 0): [number, number] => {
      const [up, , front] = around(degrees, 1)
      return [up * (arch + out), front * (deep / 2 + out)]
    }
    const lidGrooves = [30, 58, 90, 122, 150].map((degrees) => {
      const [y, z] = onLid(degrees)
      return capsule([-wide, y, z], [wide, y, z], 0.007)
    })
    const hollow = section(-0.045, wide - 0.09, { floor: -0.1 })
    const lidWood = subtract(section(0, wide), opened ? [...lidGrooves, hollow] : lidGrooves, 0.005)
    const lidMetal: FormNode[] = [
      ...straps.map((x) => section(0.014, strap, { x })),
      ...[-1, 1].map((sign) => section(0.012, 0.07, { x: sign * (wide / 2 - 0.03) })),
      box([wide + 0.02, 0.06, 0.022], { at: [0, 0.03, deep / 2 + 0.002], round: 0.005 }),
      ...straps.flatMap((x) =>
        [22, 50, 78].map((degrees) => {
          const [y, z] = onLid(degrees, 0.014)
          return sphere(0.016, { at: [x, y, z] })
        }),
      ),
    ]
    const lidMetalHollow = opened
      ? subtract(union(lidMetal), [section(-0.022, wide - 0.05, { floor: -0.1 })])
      : union(lidMetal)
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
