import { z } from 'zod'
import type { FormNode, Outline, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  box,
  cylinder,
  displace,
  ellipsoid,
  extrude,
  lathe,
  mirror,
  polar,
  sphere,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

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
  view: { azimuth: 32, elevation: 10 },
  chip: 0.0035,
  shape(random, { style }) {
    const build = { scale: [random.between(0.94, 1.06), random.between(0.95, 1.1), 1] as Vec3 }
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
      return union(
        [
          subtract(can, [hollow, ...cut], 0.003, { material: 'shell' }),
          subtract(union([keel, ...band, rivets], 0.002), cut, 0, { material: 'trim' }),
        ],
        0,
        build,
      )
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
    return union(
      [
        union([shell], 0, { material: 'shell' }),
        union(trim, 0.003, { material: 'trim' }),
        ...(crest.length > 0 ? [union(crest, 0, { material: 'crest' })] : []),
        ...(horns.length > 0 ? [union(horns, 0, { material: 'horns' })] : []),
      ],
      0,
      build,
    )
  },
})
