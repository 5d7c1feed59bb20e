import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { squareLeg, turnedLeg } from './furniture-legs.ts'
import { defineForm } from './named-form.ts'
import { box, capsule, cylinder, ellipsoid, mirror, sphere, spread, subtract, tube, union } from './shapes.ts'

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
