import { z } from 'zod'
import type { FormNode, Vec2, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  box,
  capsule,
  cone,
  cylinder,
  displace,
  ellipsoid,
  lathe,
  mirror,
  polar,
  sphere,
  spread,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

/** A turned leg: foot, two balls and a swelling, `height` tall. */
function turnedLeg(height: number, radius: number, at: Vec3): FormNode {
  const profile: Vec2[] = [
    [0.75, 0],
    [1, 0.03],
    [0.8, 0.07],
    [0.55, 0.1],
    [0.85, 0.3],
    [1.05, 0.5],
    [0.7, 0.66],
    [0.6, 0.7],
    [1.1, 0.74],
    [0.65, 0.78],
    [1.1, 0.82],
    [0.9, 0.86],
    [1, 1],
  ]
  return lathe(
    profile.map(([r, y]) => [r * radius, y * height]),
    { curve: true, at },
  )
}

function squareLeg(height: number, size: number, at: Vec3): FormNode {
  return {
    type: 'taper',
    bottom: 0.62,
    top: 1,
    from: 0,
    to: height,
    child: box([size, height, size], { at: [0, height / 2, 0], round: size * 0.12 }),
    at,
  }
}

export const chair = defineForm({
  id: 'chair',
  title: 'Chair',
  summary: 'A chair with turned or tapered legs, stretchers, a slatted back and a cushion.',
  synonyms: ['seat', 'stool', 'wooden chair', 'dining chair', 'armchair', 'bench'],
  variants: { armchair: { arms: true }, stool: { back: false } },
  slots: {
    frame: { words: ['frame', 'leg', 'legs', 'back', 'wood'], material: { family: 'wood' }, role: 'primary' },
    cushion: {
      words: ['cushion', 'seat', 'upholstery', 'padding'],
      material: { family: 'fabric', colours: ['#8e1f2a'] },
      role: 'secondary',
    },
  },
  parameters: { arms: z.boolean().optional(), back: z.boolean().default(true), cushion: z.boolean().default(true) },
  chip: 0.006,
  shape(random, { arms, back, cushion }) {
    const wide = random.between(0.44, 0.52)
    const deep = random.between(0.42, 0.48)
    const seat = random.between(0.43, 0.47)
    const top = seat + random.between(0.48, 0.64)
    const turned = random.chance(0.5)
    const leg = (x: number, z: number): FormNode =>
      turned ? turnedLeg(seat, 0.027, [x, 0, z]) : squareLeg(seat, 0.05, [x, 0, z])
    const lean = random.between(6, 12)
    const frame: FormNode[] = [
      mirror('x', leg(wide / 2 - 0.035, deep / 2 - 0.035)),
      mirror('x', leg(wide / 2 - 0.035, -deep / 2 + 0.035)),
      box([wide, 0.035, deep], { at: [0, seat, 0], round: 0.014 }),
      box([wide - 0.07, 0.06, 0.022], { at: [0, seat - 0.045, deep / 2 - 0.035], round: 0.005 }),
      mirror('x', box([0.022, 0.06, deep - 0.07], { at: [wide / 2 - 0.035, seat - 0.045, 0], round: 0.005 })),
      mirror(
        'x',
        capsule(
          [wide / 2 - 0.035, seat * 0.34, deep / 2 - 0.04],
          [wide / 2 - 0.035, seat * 0.34, -deep / 2 + 0.04],
          0.011,
        ),
      ),
      capsule([-wide / 2 + 0.035, seat * 0.34, 0], [wide / 2 - 0.035, seat * 0.34, 0], 0.011),
    ]
    if (back) {
      const rise = top - seat
      const rest: FormNode[] = [
        mirror(
          'x',
          turned
            ? union(
                [
                  turnedLeg(rise, 0.022, [wide / 2 - 0.035, 0, 0]),
                  sphere(0.026, { at: [wide / 2 - 0.035, rise + 0.02, 0] }),
                ],
                0.008,
              )
            : box([0.042, rise, 0.036], { at: [wide / 2 - 0.035, rise / 2, 0], round: 0.008 }),
        ),
      ]
      const style = random.integer(0, 2)
      if (style === 0) {
        for (const t of [0.32, 0.6, 0.88])
          rest.push(union([box([wide - 0.08, 0.075, 0.016], { at: [0, rise * t, 0], round: 0.006 })], 0, {}))
      } else if (style === 1) {
        rest.push(
          box([wide - 0.06, 0.09, 0.026], { at: [0, rise * 0.93, 0], round: 0.01 }),
          box([wide - 0.06, 0.04, 0.022], { at: [0, rise * 0.2, 0], round: 0.008 }),
        )
        for (const x of spread(5, -wide * 0.3, wide * 0.3))
          rest.push(capsule([x, rise * 0.2, 0], [x, rise * 0.9, 0], 0.0095))
      } else {
        rest.push(
          box([wide - 0.06, 0.09, 0.026], { at: [0, rise * 0.93, 0], round: 0.012 }),
          box([wide - 0.06, 0.04, 0.022], { at: [0, rise * 0.2, 0], round: 0.008 }),
        )
        rest.push(
          subtract(
            box([0.15, rise * 0.75, 0.018], { at: [0, rise * 0.55, 0], round: 0.006 }),
            [
              ellipsoid([0.035, 0.07, 0.1], { at: [0, rise * 0.62, 0] }),
              cylinder(0.025, 0.1, { at: [0, rise * 0.38, 0], rotate: [90, 0, 0] }),
            ],
            0.004,
          ),
        )
      }
      frame.push(union(rest, 0, { at: [0, seat, -deep / 2 + 0.035], rotate: [-lean, 0, 0] }))
      if (arms ?? random.chance(0.3)) {
        frame.push(
          mirror(
            'x',
            union(
              [
                tube(
                  [
                    [wide / 2 - 0.01, seat + 0.22, -deep / 2 + 0.01],
                    [wide / 2 + 0.02, seat + 0.235, 0.02],
                    [wide / 2 + 0.005, seat + 0.215, deep / 2 - 0.03],
                  ],
                  [0.018, 0.021, 0.026],
                ),
                capsule(
                  [wide / 2 - 0.012, seat, deep / 2 - 0.09],
                  [wide / 2 + 0.005, seat + 0.215, deep / 2 - 0.07],
                  0.014,
                ),
              ],
              0.012,
            ),
          ),
        )
      }
    }
    const parts = [union(frame, 0.003, { material: 'frame' })]
    if (cushion) {
      const pad = union(
        [
          box([wide - 0.05, 0.065, deep - 0.06], { at: [0, seat + 0.042, 0.01], round: 0.03 }),
          ellipsoid([wide * 0.42, 0.055, deep * 0.4], { at: [0, seat + 0.05, 0.01] }),
        ],
        0.03,
      )
      const buttons = [-0.24, 0.24].flatMap((tx) =>
        [-0.22, 0.22].map((tz) => sphere(0.02, { at: [tx * wide, seat + 0.108, tz * deep + 0.01] })),
      )
      parts.push(subtract(pad, buttons, 0.03, { material: 'cushion' }))
      parts.push(torusBox(wide - 0.05, deep - 0.06, seat + 0.042))
    }
    return union(parts)
  },
})

/** Piping round a cushion. */
function torusBox(wide: number, deep: number, y: number): FormNode {
  const x = wide / 2 - 0.012
  const z = deep / 2 - 0.012
  return tube(
    [
      [x, y, z + 0.01],
      [-x, y, z + 0.01],
      [-x, y, -z + 0.01],
      [x, y, -z + 0.01],
    ],
    0.007,
    { closed: true, material: 'cushion' },
  )
}

export const throne = defineForm({
  id: 'throne',
  title: 'Throne',
  summary: 'A high-backed throne on steps with cushions, finials and a crest.',
  synonyms: ['royal chair', 'royal throne', 'royal seat'],
  slots: {
    frame: { words: ['frame', 'back', 'arms', 'wood'], material: { family: 'gold' }, role: 'primary' },
    cushion: {
      words: ['cushion', 'cushions', 'seat', 'upholstery', 'velvet'],
      material: { family: 'fabric', colours: ['#7a1028'] },
      role: 'secondary',
    },
    steps: { words: ['steps', 'dais', 'base', 'plinth', 'platform'], material: { family: 'marble' }, role: 'fixed' },
    gems: {
      words: ['gem', 'gems', 'jewels', 'jewel'],
      material: { family: 'crystal', colours: ['#1f45b5'] },
      role: 'fixed',
    },
  },
  parameters: {},
  chip: 0.009,
  shape(random) {
    const wide = random.between(0.72, 0.84)
    const deep = 0.66
    const seat = 0.48
    const top = random.between(1.5, 1.9)
    const spikes = random.integer(0, 2)
    const posts = mirror(
      'x',
      union([
        box([0.1, top, 0.1], { at: [wide / 2, top / 2, -deep / 2 + 0.05], round: 0.015 }),
        lathe(
          [
            [0.05, 0],
            [0.07, 0.02],
            [0.04, 0.05],
            [0.065, 0.1],
            [0.06, 0.13],
            [0.02, 0.19],
            [0.008, 0.26],
          ],
          { curve: true, at: [wide / 2, top, -deep / 2 + 0.05] },
        ),
        box([0.1, seat + 0.3, 0.1], { at: [wide / 2, (seat + 0.3) / 2, deep / 2 - 0.05], round: 0.015 }),
        sphere(0.075, { at: [wide / 2, seat + 0.35, deep / 2 - 0.04] }),
        box([0.11, 0.07, deep], { at: [wide / 2, seat + 0.27, 0], round: 0.02 }),
        box([0.045, 0.22, deep - 0.12], { at: [wide / 2, seat + 0.1, 0], round: 0.01 }),
        box([0.13, 0.07, 0.13], { at: [wide / 2, 0.035, deep / 2 - 0.05], round: 0.015 }),
        torus(0.05, 0.014, { at: [wide / 2 + 0.05, seat + 0.1, 0], rotate: [0, 0, 90] }),
      ]),
    )
    const crown: FormNode =
      spikes === 0
        ? union(
            [
              cylinder(wide * 0.42, 0.09, { at: [0, top - 0.08, -deep / 2 + 0.05], rotate: [90, 0, 0], round: 0.02 }),
              torus(wide * 0.3, 0.02, { at: [0, top + 0.05, -deep / 2 + 0.1], rotate: [90, 0, 0] }),
              sphere(0.06, { at: [0, top + wide * 0.42 - 0.06, -deep / 2 + 0.05] }),
            ],
            0.02,
          )
        : spikes === 1
          ? union(
              spread(5, -wide * 0.36, wide * 0.36).map(
                (x) =>
                  ({
                    type: 'pyramid',
                    sides: 4,
                    radius: 0.075,
                    height: 0.42 - Math.abs(x) * 0.7,
                    at: [x, top + 0.14 - Math.abs(x) * 0.3, -deep / 2 + 0.05],
                    round: 0.006,
                  }) as FormNode,
              ),
            )
          : union(
              [
                {
                  type: 'pyramid',
                  sides: 3,
                  radius: wide * 0.52,
                  height: 0.1,
                  at: [0, top + 0.05, -deep / 2 + 0.05],
                  rotate: [90, 0, 0],
                  round: 0.02,
                },
                sphere(0.06, { at: [0, top + wide * 0.3, -deep / 2 + 0.05] }),
              ],
              0.02,
            )
    const frame = union(
      [
        posts,
        crown,
        box([wide, 0.14, deep], { at: [0, seat - 0.07, 0], round: 0.015 }),
        box([wide, top - seat, 0.07], { at: [0, (top + seat) / 2, -deep / 2 + 0.04], round: 0.012 }),
        box([wide + 0.06, 0.09, 0.13], { at: [0, top - 0.06, -deep / 2 + 0.05], round: 0.02 }),
        mirror(
          'x',
          tube(
            [
              [0.06, seat - 0.08, deep / 2],
              [0.16, seat - 0.04, deep / 2 + 0.02],
              [0.2, seat - 0.1, deep / 2 + 0.02],
              [0.14, seat - 0.12, deep / 2 + 0.02],
            ],
            0.014,
          ),
        ),
        subtract(
          box([wide - 0.16, top - seat - 0.3, 0.03], {
            at: [0, (top + seat) / 2 + 0.06, -deep / 2 + 0.09],
            round: 0.012,
          }),
          [box([wide - 0.26, top - seat - 0.4, 0.1], { at: [0, (top + seat) / 2 + 0.06, -deep / 2 + 0.09] })],
        ),
      ],
      0.004,
      { material: 'frame' },
    )
    const tufts = [-1, 0, 1].flatMap((i) =>
      [0.3, 0.52, 0.74].map((t) =>
        sphere(0.022, { at: [i * wide * 0.2, seat + (top - seat) * t + 0.08, -deep / 2 + 0.145] }),
      ),
    )
    const cushions = union(
      [
        subtract(
          union([
            box([wide - 0.25, top - seat - 0.42, 0.09], {
              at: [0, (top + seat) / 2 + 0.06, -deep / 2 + 0.09],
              round: 0.04,
            }),
          ]),
          tufts,
          0.04,
        ),
        box([wide - 0.12, 0.13, deep - 0.1], { at: [0, seat + 0.05, 0.03], round: 0.055 }),
        mirror('x', box([0.095, 0.05, deep - 0.22], { at: [wide / 2, seat + 0.31, -0.02], round: 0.022 })),
      ],
      0,
      { material: 'cushion' },
    )
    const gems = union(
      [
        sphere(0.035, { at: [0, top - 0.06, -deep / 2 + 0.115] }),
        mirror('x', sphere(0.024, { at: [wide * 0.28, top - 0.06, -deep / 2 + 0.115] })),
        mirror('x', sphere(0.026, { at: [wide / 2, seat + 0.1, deep / 2] })),
      ],
      0,
      { material: 'gems' },
    )
    const steps = union(
      [
        box([wide + 0.5, 0.12, deep + 0.62], { at: [0, 0.06, 0.1], round: 0.014 }),
        box([wide + 0.28, 0.12, deep + 0.34], { at: [0, 0.18, 0.04], round: 0.014 }),
      ],
      0,
      { material: 'steps' },
    )
    return union([steps, union([frame, cushions, gems], 0, { at: [0, 0.24, 0] })])
  },
})

export const table = defineForm({
  id: 'table',
  title: 'Table',
  summary: 'A table with a moulded top on turned legs, a trestle or a pedestal.',
  synonyms: ['desk', 'workbench', 'wooden table', 'dining table', 'round table', 'altar', 'coffee table'],
  variants: { 'round table': { style: 'pedestal' } },
  slots: {
    top: { words: ['top', 'tabletop', 'surface', 'board'], material: { family: 'wood-planks' }, role: 'primary' },
    legs: { words: ['leg', 'legs', 'base', 'foot', 'feet', 'frame'], material: { family: 'wood' }, role: 'secondary' },
  },
  parameters: { style: z.enum(['turned', 'tapered', 'trestle', 'pedestal']).optional() },
  chip: 0.008,
  shape(random, { style }) {
    const kind = style ?? random.pick(['turned', 'tapered', 'trestle', 'pedestal'] as const)
    const high = random.between(0.7, 0.76)
    if (kind === 'pedestal') {
      const r = random.between(0.5, 0.62)
      const top = lathe(
        [
          [r * 0.97, high],
          [r, high + 0.012],
          [r * 0.985, high + 0.03],
          [r * 0.99, high + 0.045],
          [r * 0.97, high + 0.055],
        ],
        { round: 0.003, material: 'top' },
      )
      const stem = lathe(
        [
          [0.07, 0.12],
          [0.11, 0.18],
          [0.07, 0.25],
          [0.05, 0.3],
          [0.09, 0.42],
          [0.1, 0.47],
          [0.06, 0.56],
          [0.055, 0.6],
          [0.12, high - 0.03],
          [0.2, high],
        ],
        { curve: true },
      )
      const feet = polar(
        random.pick([3, 4]),
        union(
          [
            tube(
              [
                [0, 0.2, 0.06],
                [0, 0.18, 0.2],
                [0, 0.05, 0.34],
                [0, 0.03, 0.42],
              ],
              [0.045, 0.04, 0.034, 0.04],
            ),
            sphere(0.045, { at: [0, 0.042, 0.43] }),
          ],
          0.01,
        ),
      )
      return union([top, union([stem, feet], 0.02, { material: 'legs' })])
    }
    const wide = random.between(1.15, 1.5)
    const deep = random.between(0.65, 0.8)
    const boards = random.integer(4, 5)
    const slab = box([wide, 0.055, deep], { at: [0, high + 0.028, 0], round: 0.01 })
    const seams = {
      type: 'repeat',
      count: [1, 1, boards] as Vec3,
      step: [0, 0, deep / boards] as Vec3,
      child: box([wide * 2, 0.024, 0.007]),
      at: [0, high + 0.062, boards % 2 === 0 ? 0 : deep / boards / 2] as Vec3,
    } satisfies FormNode
    const cleats = mirror(
      'x',
      box([0.07, 0.058, deep + 0.012], { at: [wide / 2 - 0.03, high + 0.028, 0], round: 0.01 }),
    )
    const top = union([subtract(slab, [seams], 0.003), cleats], 0, { material: 'top' })
    const x = wide / 2 - 0.12
    const z = deep / 2 - 0.09
    const legs: FormNode[] = []
    if (kind === 'trestle') {
      legs.push(
        mirror(
          'x',
          union([
            box([0.085, 0.07, deep * 0.86], { at: [x, 0.035, 0], round: 0.016 }),
            box([0.085, 0.06, deep * 0.8], { at: [x, high - 0.03, 0], round: 0.012 }),
            box([0.075, high - 0.1, 0.17], { at: [x, high / 2, 0], round: 0.014 }),
            mirror('z', box([0.06, 0.34, 0.05], { at: [x, high - 0.2, 0.15], rotate: [-42, 0, 0], round: 0.01 })),
            box([0.06, 0.035, 0.03], { at: [x + 0.06, high * 0.42, 0], round: 0.006 }),
          ]),
        ),
        box([wide - 0.1, 0.1, 0.045], { at: [0, high * 0.42, 0], round: 0.01 }),
      )
    } else {
      const leg = kind === 'turned' ? turnedLeg(high, 0.045, [x, 0, z]) : squareLeg(high, 0.085, [x, 0, z])
      legs.push(
        mirror('x', mirror('z', leg)),
        mirror('z', box([2 * x, 0.1, 0.028], { at: [0, high - 0.055, z + 0.01], round: 0.006 })),
        mirror('x', box([0.028, 0.1, 2 * z], { at: [x + 0.01, high - 0.055, 0], round: 0.006 })),
      )
      legs.push(
        union([
          box([0.34, 0.075, 0.012], { at: [0, high - 0.055, z + 0.028], round: 0.004 }),
          sphere(0.02, { at: [0, high - 0.055, z + 0.05] }),
          cylinder(0.009, 0.03, { at: [0, high - 0.055, z + 0.038], rotate: [90, 0, 0] }),
        ]),
      )
    }
    return union([top, union(legs, 0.002, { material: 'legs' })])
  },
})

export const lamp = defineForm({
  id: 'lamp',
  title: 'Lamp',
  summary: 'A table lamp with a turned foot and a pleated, lit shade.',
  synonyms: ['table lamp', 'desk lamp', 'floor lamp', 'bedside lamp', 'standing lamp', 'lampshade'],
  variants: { 'floor lamp': { floor: true }, 'standing lamp': { floor: true } },
  slots: {
    foot: { words: ['foot', 'stand', 'base', 'stem', 'body'], material: { family: 'bronze' }, role: 'primary' },
    shade: {
      words: ['shade', 'lampshade', 'light'],
      material: { family: 'fabric', traits: ['glowing'], colours: ['#efd9a8'] },
      role: 'secondary',
    },
  },
  parameters: { floor: z.boolean().default(false) },
  chip: 0.004,
  shape(random, { floor }) {
    const high = floor ? random.between(1.35, 1.6) : random.between(0.34, 0.46)
    const shadeHigh = floor ? 0.34 : random.between(0.22, 0.28)
    const r = floor ? 0.26 : random.between(0.19, 0.24)
    const top = r * random.between(0.45, 0.82)
    const belly = random.between(0.06, 0.12)
    const bodyProfile: Vec2[] = floor
      ? [
          [0.19, 0],
          [0.19, 0.02],
          [0.12, 0.04],
          [0.03, 0.08],
          [0.022, 0.2],
          [0.035, 0.24],
          [0.02, 0.28],
          [0.018, high * 0.6],
          [0.034, high * 0.63],
          [0.018, high * 0.66],
          [0.016, high + 0.1],
        ]
      : [
          [0.13, 0],
          [0.13, 0.018],
          [0.115, 0.026],
          [0.06, 0.045],
          [0.04, 0.065],
          [belly, 0.07 + high * 0.3],
          [belly * 0.92, 0.07 + high * 0.42],
          [0.03, high * 0.82],
          [0.036, high * 0.86],
          [0.02, high * 0.9],
          [0.016, high + 0.1],
        ]
    const body = lathe(bodyProfile, { curve: true })
    const ribbed =
      !floor && random.chance(0.5) ? displace('waves', 0.007, 0.05, body, { count: random.pick([10, 14]) }) : body
    const low = high + 0.02
    const shadeOuter = lathe(
      [
        [r, low],
        [(r + top) / 2 - random.between(0, 0.02), low + shadeHigh * 0.5],
        [top, low + shadeHigh],
      ],
      { curve: true },
    )
    const shadeInner = lathe(
      [
        [r - 0.012, low - 0.02],
        [(r + top) / 2 - 0.02, low + shadeHigh * 0.5],
        [top - 0.012, low + shadeHigh + 0.02],
      ],
      { curve: true },
    )
    const pleats = random.pick([0, 36, 48])
    const cloth = subtract(pleats > 0 ? displace('waves', 0.004, 0.02, shadeOuter, { count: pleats }) : shadeOuter, [
      shadeInner,
    ])
    const rims = [
      torus(r - 0.004, 0.008, { at: [0, low, 0] }),
      torus(top - 0.004, 0.007, { at: [0, low + shadeHigh, 0] }),
    ]
    const metal = union(
      [
        ribbed,
        cylinder(0.02, 0.06, { at: [0, high + 0.06, 0], round: 0.004 }),
        polar(3, capsule([0, low + shadeHigh - 0.02, 0.01], [0, low + shadeHigh - 0.005, top - 0.01], 0.004)),
        cylinder(0.006, shadeHigh, { at: [0, low + shadeHigh / 2 + 0.02, 0] }),
        lathe(
          [
            [0.012, 0],
            [0.02, 0.015],
            [0.012, 0.035],
            [0.004, 0.05],
          ],
          { curve: true, at: [0, low + shadeHigh, 0] },
        ),
      ],
      0.002,
      { material: 'foot' },
    )
    const bulb = ellipsoid([0.032, 0.045, 0.032], { at: [0, high + 0.12, 0] })
    return union([metal, union([cloth, ...rims, bulb], 0, { material: 'shade' })])
  },
})

export const lantern = defineForm({
  id: 'lantern',
  title: 'Lantern',
  summary: 'A lantern with a glowing heart in a metal cage, roof and ring.',
  synonyms: ['street lamp', 'oil lamp', 'lamp post', 'street light', 'paper lantern', 'candle lantern', 'beacon'],
  variants: { 'street lamp': { post: true }, 'lamp post': { post: true }, 'street light': { post: true } },
  slots: {
    frame: { words: ['frame', 'cage', 'roof', 'base', 'body', 'post'], material: { family: 'iron' }, role: 'primary' },
    light: {
      words: ['light', 'flame', 'glass', 'candle', 'fire'],
      material: { family: 'glass', traits: ['glowing'], colours: ['#ffb84d'] },
      role: 'secondary',
    },
  },
  parameters: { post: z.boolean().default(false), sides: z.int().min(4).max(8).optional() },
  chip: 0.004,
  shape(random, { post, sides }) {
    const n = sides ?? random.pick([4, 6, 6, 8])
    const r = random.between(0.12, 0.15)
    const tall = random.between(0.24, 0.32)
    const inner = r * (n === 4 ? 0.62 : 0.8)
    const turn: Vec3 = [0, 180 / n, 0]
    const flare = random.between(1.0, 1.25)
    const frame: FormNode[] = [
      lathe(
        [
          [r * 1.1, 0],
          [r * 1.12, 0.025],
          [r * 0.92, 0.035],
          [r * 0.96, 0.055],
          [r * 1.05, 0.06],
          [r * 1.05, 0.08],
        ],
        { round: 0.003 },
      ),
      polar(n, capsule([0, 0.07, r * 0.94], [0, 0.08 + tall, r * 0.94 * flare], 0.0095), { rotate: turn }),
      polar(
        n,
        capsule(
          [0, 0.075 + tall * 0.5, r * 0.95 * (1 + flare) * 0.5],
          [0, 0.075 + tall * 0.5, r * 0.95 * (1 + flare) * 0.5],
          0.016,
        ),
        { rotate: turn },
      ),
      torus(r * 0.94 * (1 + flare) * 0.5, 0.006, { at: [0, 0.075 + tall * 0.5, 0] }),
      lathe(
        [
          [r * 1.12 * flare, 0.08 + tall],
          [r * 1.24 * flare, 0.085 + tall],
          [r * 1.2 * flare, 0.105 + tall],
          [r * 0.8, 0.16 + tall],
          [r * 0.42, 0.21 + tall],
          [r * 0.4, 0.25 + tall],
          [r * 0.5, 0.255 + tall],
          [r * 0.3, 0.29 + tall],
          [0.018, 0.32 + tall],
        ],
        { curve: true },
      ),
      polar(n, capsule([0, 0.11 + tall, r * 1.16 * flare], [0, 0.2 + tall, r * 0.46], 0.009), { rotate: turn }),
      torus(0.05, 0.0085, { at: [0, 0.37 + tall, 0], rotate: [90, random.between(0, 90), 0] }),
      cylinder(0.035, 0.06, { at: [0, 0.1, 0], round: 0.006 }),
      polar(n, sphere(0.014, { at: [0, 0.1 + tall, r * 1.18 * flare] }), { rotate: turn }),
    ]
    const candle = union(
      [
        cylinder(inner * 0.42, tall * 0.4, { at: [0, 0.12 + tall * 0.2, 0], round: 0.008 }),
        displace(
          'fbm',
          0.006,
          0.05,
          union(
            [
              sphere(inner * 0.36, { at: [0, 0.14 + tall * 0.52, 0] }),
              cone(inner * 0.33, 0.004, tall * 0.42, { at: [0, 0.15 + tall * 0.68, 0] }),
            ],
            0.03,
          ),
          { octaves: 2 },
        ),
      ],
      0,
      { material: 'light' },
    )
    const head = union([union(frame, 0.003, { material: 'frame' }), candle])
    if (!post) return head
    const high = 1.9
    const column = union(
      [
        lathe(
          [
            [0.19, 0],
            [0.19, 0.07],
            [0.15, 0.09],
            [0.16, 0.2],
            [0.12, 0.26],
            [0.08, 0.3],
            [0.1, 0.36],
            [0.055, 0.42],
            [0.045, 1.2],
            [0.05, 1.24],
            [0.07, 1.28],
            [0.045, 1.33],
            [0.038, high - 0.06],
            [0.075, high - 0.02],
            [0.06, high],
          ],
          { curve: true },
        ),
        displace('waves', 0.008, 0.05, cylinder(0.052, 0.7, { at: [0, 0.82, 0] }), { count: 10 }),
        mirror(
          'x',
          tube(
            [
              [0.04, high - 0.3, 0],
              [0.14, high - 0.26, 0],
              [0.17, high - 0.16, 0],
              [0.1, high - 0.12, 0],
            ],
            0.012,
          ),
        ),
      ],
      0.006,
      { material: 'frame' },
    )
    return union([column, union([head], 0, { at: [0, high - 0.01, 0], scale: 1.35 })])
  },
})

export const candlestick = defineForm({
  id: 'candlestick',
  title: 'Candlestick',
  summary: 'A candelabrum of one, three or five lit candles.',
  synonyms: ['candle', 'candelabra', 'candelabrum', 'candle holder', 'menorah', 'candles', 'torch'],
  slots: {
    metal: {
      words: ['stand', 'base', 'holder', 'arms', 'stem', 'foot'],
      material: { family: 'silver' },
      role: 'primary',
    },
    wax: { words: ['wax', 'candle', 'candles'], material: { family: 'bone' }, role: 'secondary' },
    flame: {
      words: ['flame', 'flames', 'fire', 'light'],
      material: { family: 'crystal', traits: ['glowing'], colours: ['#ffb040'] },
      role: 'fixed',
    },
  },
  parameters: { candles: z.int().min(1).max(7).optional() },
  chip: 0.003,
  shape(random, { candles }) {
    const count = candles ?? random.pick([1, 3, 3, 5])
    const stemHigh = random.between(0.3, 0.4)
    const arms = Math.floor((count - 1) / 2)
    const reach = random.between(0.13, 0.16)
    const seats: Vec3[] = [[0, stemHigh + (arms > 0 ? 0.06 : 0), 0]]
    const metal: FormNode[] = [
      lathe(
        [
          [0.12, 0],
          [0.12, 0.014],
          [0.1, 0.024],
          [0.1, 0.032],
          [0.05, 0.055],
          [0.025, 0.09],
          [0.035, 0.12],
          [0.02, 0.15],
          [0.017, stemHigh * 0.55],
          [0.04, stemHigh * 0.62],
          [0.042, stemHigh * 0.67],
          [0.018, stemHigh * 0.74],
          [0.02, stemHigh * 0.95],
          [0.03, stemHigh + 0.06],
        ],
        { curve: true },
      ),
      torus(0.116, 0.007, { at: [0, 0.012, 0] }),
    ]
    const turn = random.pick([0, 20])
    for (let i = 1; i <= arms; i++) {
      for (const sign of [-1, 1]) {
        const [ax, , az] = around(90 * sign + turn, reach * i)
        const y = stemHigh + 0.02 - 0.02 * i
        seats.push([ax, y, az])
        metal.push(
          tube(
            [
              [0, stemHigh * 0.66, 0],
              [ax * 0.5, stemHigh * 0.52, az * 0.5],
              [ax * 0.95, stemHigh * 0.62, az * 0.95],
              [ax, y, az],
            ],
            [0.014, 0.012, 0.012, 0.014],
          ),
        )
      }
    }
    const wax: FormNode[] = []
    const flames: FormNode[] = []
    for (const [x, y, z] of seats) {
      metal.push(
        lathe(
          [
            [0.012, -0.02],
            [0.03, -0.005],
            [0.055, 0.004],
            [0.058, 0.012],
            [0.03, 0.012],
            [0.03, 0.045],
            [0.034, 0.05],
            [0.001, 0.05],
          ],
          { at: [x, y, z], round: 0.002 },
        ),
      )
      const tall = random.between(0.12, 0.22)
      const top = y + 0.04 + tall
      wax.push(
        cylinder(0.021, tall, { at: [x, top - tall / 2, z], round: 0.005 }),
        ...Array.from({ length: 3 }, () => {
          const [dx, , dz] = around(random.between(0, 360), 0.021)
          return capsule(
            [x + dx, top - 0.004, z + dz],
            [x + dx, top - random.between(0.02, tall * 0.7), z + dz],
            0.0055,
            { endRadius: 0.008 },
          )
        }),
      )
      flames.push(
        union(
          [
            ellipsoid([0.013, 0.024, 0.013], { at: [x, top + 0.026, z] }),
            cone(0.01, 0.0015, 0.05, { at: [x, top + 0.056, z] }),
            cylinder(0.002, 0.03, { at: [x, top, z] }),
          ],
          0.012,
        ),
      )
    }
    return union([
      union(metal, 0.008, { material: 'metal' }),
      union(wax, 0.006, { material: 'wax' }),
      union(flames, 0, { material: 'flame' }),
    ])
  },
})

export const book = defineForm({
  id: 'book',
  title: 'Book',
  summary: 'A bound tome with ribs, corners, clasp and an emblem, closed or on a stack.',
  synonyms: ['tome', 'spellbook', 'spell book', 'grimoire', 'bible', 'books', 'diary', 'codex', 'volume'],
  slots: {
    cover: {
      words: ['cover', 'binding', 'spine'],
      material: { family: 'leather', colours: ['#6a2a1c'] },
      role: 'primary',
    },
    pages: { words: ['page', 'pages', 'paper'], material: { family: 'paper' }, role: 'fixed' },
    metal: {
      words: ['corner', 'corners', 'clasp', 'clasps', 'emblem', 'fittings', 'lock'],
      material: { family: 'gold' },
      role: 'secondary',
    },
  },
  parameters: { books: z.int().min(1).max(4).optional() },
  chip: 0.003,
  shape(random, { books }) {
    const count = books ?? random.pick([1, 1, 2, 3])
    const volume = (wide: number, tall: number, thick: number): FormNode => {
      const board = 0.012
      const ribs = spread(4, -tall * 0.34, tall * 0.34).map((z) =>
        capsule([-wide / 2 - 0.012, thick * 0.25, z], [-wide / 2 - 0.012, thick * 0.75, z], 0.011),
      )
      const spine: FormNode = {
        type: 'intersect',
        children: [
          cylinder(thick * 0.62, tall, { at: [-wide / 2 + thick * 0.36, thick / 2, 0], rotate: [90, 0, 0] }),
          box([thick * 0.5, thick, tall], { at: [-wide / 2 - 0.01 - thick * 0.02, thick / 2, 0], round: 0.006 }),
        ],
      }
      const cover = union(
        [
          box([wide, board, tall], { at: [0, board / 2, 0], round: 0.005 }),
          box([wide, board, tall], { at: [0, thick - board / 2, 0], round: 0.005 }),
          spine,
          ...ribs,
        ],
        0.003,
      )
      const border = subtract(box([wide * 0.84, 0.006, tall * 0.86], { at: [0, thick, 0], round: 0.002 }), [
        box([wide * 0.78, 0.1, tall * 0.815], { at: [0, thick, 0] }),
      ])
      const leaves = displace(
        'waves',
        0.0014,
        0.006,
        box([wide - 0.03, thick - board * 2 + 0.002, tall - 0.03], { at: [-0.004, thick / 2, 0], round: 0.003 }),
      )
      const cornerAt = (sx: number, sz: number): FormNode => ({
        type: 'intersect',
        children: [
          box([wide + 0.012, thick + 0.012, tall + 0.012], { at: [0, thick / 2, 0], round: 0.006 }),
          union([
            box([0.1, board * 1.6, 0.1], {
              at: [(sx * wide) / 2, thick - board / 2 + 0.004, (sz * tall) / 2],
              rotate: [0, 45, 0],
            }),
            box([0.1, board * 1.6, 0.1], {
              at: [(sx * wide) / 2, board / 2 - 0.004, (sz * tall) / 2],
              rotate: [0, 45, 0],
            }),
          ]),
        ],
      })
      const metal: FormNode[] = [cornerAt(1, 1), cornerAt(1, -1)]
      const emblem = random.integer(0, 2)
      if (emblem === 0)
        metal.push(
          union(
            [
              torus(0.065, 0.006),
              torus(0.05, 0.004),
              ...[0, 60, 120].map((degrees) => box([0.11, 0.007, 0.008], { rotate: [0, degrees, 0] })),
              sphere(0.018),
            ],
            0.002,
            { at: [0, thick + 0.002, 0] },
          ),
        )
      else if (emblem === 1)
        metal.push(
          union(
            [
              polar(8, capsule([0, 0, 0.03], [0, 0, 0.075], 0.007, { endRadius: 0.001 })),
              sphere(0.03, { scale: [1, 0.5, 1] }),
              torus(0.04, 0.004),
            ],
            0.002,
            { at: [0, thick + 0.002, 0] },
          ),
        )
      else
        metal.push(
          union(
            [
              box([0.018, 0.012, 0.16]),
              box([0.1, 0.012, 0.018], { at: [0, 0, -0.03] }),
              sphere(0.016, { at: [0, 0.006, -0.03] }),
            ],
            0.002,
            { at: [0, thick + 0.002, 0] },
          ),
        )
      metal.push(
        ...[-tall * 0.24, tall * 0.24].map((z) =>
          union([
            box([0.05, 0.008, 0.036], { at: [wide / 2 - 0.022, thick + 0.002, z], round: 0.003 }),
            box([0.008, thick + 0.008, 0.036], { at: [wide / 2 + 0.002, thick / 2, z], round: 0.003 }),
            cylinder(0.009, 0.04, { at: [wide / 2 + 0.006, thick * 0.5, z], rotate: [90, 0, 0] }),
          ]),
        ),
      )
      return union([
        union([cover, border], 0, { material: 'cover' }),
        union([leaves], 0, { material: 'pages' }),
        union(metal, 0, { material: 'metal' }),
      ])
    }
    const parts: FormNode[] = []
    let y = 0
    for (let i = 0; i < count; i++) {
      const wide = random.between(0.36, 0.42) * (1 - i * 0.06)
      const tall = random.between(0.48, 0.54) * (1 - i * 0.06)
      const thick = random.between(0.09, 0.13)
      const turn = i === 0 ? random.between(-8, 8) : random.between(-26, 26)
      parts.push(union([volume(wide, tall, thick)], 0, { at: [0, y, 0], rotate: [0, turn, 0] }))
      y += thick
    }
    return union(parts)
  },
})
