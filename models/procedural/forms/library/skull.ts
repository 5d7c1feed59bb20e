import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, box, capsule, displace, ellipsoid, mirror, spread, subtract, tube, union } from './shapes.ts'

export const skull = defineForm({
  id: 'skull',
  title: 'Skull',
  summary: 'A human skull with sockets, cheekbones, teeth and jaw.',
  synonyms: ['cranium', 'skeleton head', 'human skull', 'death head', 'skeleton', 'memento mori'],
  slots: {
    bone: { words: ['bone', 'jaw'], material: { family: 'bone' }, role: 'primary' },
    teeth: { words: ['tooth', 'teeth'], material: { family: 'porcelain' }, role: 'match' },
  },
  parameters: { jaw: z.boolean().optional(), open: z.number().min(0).max(1).optional() },
  view: { azimuth: 30, elevation: 8 },
  chip: 0.004,
  shape(random, { jaw, open }) {
    const width = random.between(0.94, 1.06)
    const gape = (open ?? random.between(0, 1)) * 0.045
    const withJaw = jaw ?? random.chance(0.8)
    const cranium = union(
      [
        ellipsoid([0.2, 0.2, 0.235], { at: [0, 0.36, -0.04] }),
        ellipsoid([0.165, 0.13, 0.15], { at: [0, 0.34, 0.08] }),
        ellipsoid([0.13, 0.12, 0.13], { at: [0, 0.24, -0.06] }),
      ],
      0.06,
    )
    const face = union(
      [
        ellipsoid([0.115, 0.14, 0.1], { at: [0, 0.21, 0.115] }),
        mirror('x', capsule([0.055, 0.215, 0.19], [0.15, 0.24, 0.1], 0.03, { endRadius: 0.022 }), 0.02),
        mirror('x', capsule([0.15, 0.24, 0.1], [0.176, 0.25, -0.02], 0.018), 0.02),
        mirror('x', capsule([0.02, 0.33, 0.215], [0.135, 0.335, 0.155], 0.028, { endRadius: 0.02 }), 0.02),
        ellipsoid([0.075, 0.06, 0.07], { at: [0, 0.12, 0.155] }),
      ],
      0.03,
    )
    const holes = [
      mirror('x', ellipsoid([0.056, 0.05, 0.09], { at: [0.07, 0.268, 0.205], rotate: [0, 14, -8] })),
      mirror('x', ellipsoid([0.022, 0.042, 0.07], { at: [0.017, 0.19, 0.225], rotate: [0, 0, 14] })),
      mirror('x', ellipsoid([0.05, 0.08, 0.1], { at: [0.16, 0.15, 0.08] })),
      mirror('x', ellipsoid([0.03, 0.055, 0.06], { at: [0.185, 0.29, 0.1] })),
    ]
    const nasal = capsule([0, 0.275, 0.218], [0, 0.222, 0.24], 0.015, { endRadius: 0.01 })
    const upper = union([subtract(union([cranium, face], 0.045), holes, 0.022), nasal], 0.012)
    const seam = displace('fbm', 0.005, 0.07, upper, { octaves: 3, seed: random.integer(0, 65535) })
    const teethRow = (y: number, tall: number, radius: number): FormNode =>
      union(
        spread(9, -64, 64).map((degrees) => {
          const [x, , z] = around(degrees, radius)
          return box([0.0185, tall, 0.018], { at: [x, y, z + 0.128], rotate: [0, degrees, 0], round: 0.006 })
        }),
      )
    const parts = [
      union([seam], 0, { material: 'bone' }),
      union([teethRow(0.072, 0.042, 0.085)], 0, { material: 'teeth' }),
    ]
    if (withJaw) {
      const y = 0.02 - gape
      const bone = union(
        [
          mirror(
            'x',
            tube(
              [
                [0, y - 0.025, 0.205],
                [0.065, y - 0.02, 0.175],
                [0.115, y - 0.005, 0.07],
                [0.14, y + 0.06, 0.0],
                [0.148, 0.2, -0.005],
              ],
              [0.036, 0.032, 0.03, 0.028, 0.02],
            ),
            0.01,
          ),
          ellipsoid([0.05, 0.035, 0.03], { at: [0, y - 0.04, 0.215] }),
        ],
        0.02,
      )
      parts.push(
        union([displace('fbm', 0.004, 0.06, bone, { octaves: 2, seed: random.integer(0, 65535) })], 0, {
          material: 'bone',
        }),
        union([teethRow(y + 0.022, 0.036, 0.079)], 0, { material: 'teeth' }),
      )
    }
    return union(parts, 0, { at: [0, withJaw ? 0.06 + gape : -0.04, 0], scale: [width, 1, 1] })
  },
})
