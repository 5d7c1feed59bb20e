import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, cylinder, lathe, mirror, sphere, spread, subtract, torus, tube, union } from './shapes.ts'

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
  view: { azimuth: 26, elevation: 8 },
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
