import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  box,
  cone,
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

export const crown = defineForm({
  id: 'crown',
  title: 'Crown',
  summary: 'A royal crown with points, arches, gems and an ermine band.',
  synonyms: ['tiara', 'diadem', 'coronet', 'royal crown', 'kings crown'],
  slots: {
    metal: { words: ['band', 'metal', 'points', 'spikes', 'arches'], material: { family: 'gold' }, role: 'primary' },
    gems: {
      words: ['gem', 'gems', 'jewel', 'jewels', 'stones', 'ruby', 'rubies'],
      material: { family: 'crystal', colours: ['#b3122e'] },
      role: 'secondary',
    },
    cap: {
      words: ['cap', 'velvet', 'lining', 'fur', 'cushion'],
      material: { family: 'fabric', colours: ['#6a1030'] },
      role: 'fixed',
    },
  },
  parameters: { points: z.int().min(4).max(12).optional(), arches: z.boolean().optional() },
  view: { azimuth: 24, elevation: 20 },
  chip: 0.003,
  shape(random, { points, arches }) {
    const r = 0.24
    const n = points ?? random.pick([5, 6, 8])
    const flare = random.between(1.0, 1.14)
    const high = random.between(0.1, 0.15)
    const arched = arches ?? random.chance(0.5)
    const band = subtract(
      lathe(
        [
          [r, 0],
          [r * 1.02, 0.012],
          [r * (1 + flare) * 0.5, high * 0.5],
          [r * flare, high],
        ],
        { round: 0.003 },
      ),
      [
        lathe([
          [r - 0.014, -0.02],
          [r * flare - 0.014, high + 0.02],
        ]),
      ],
    )
    const rims = [torus(r + 0.002, 0.012, { at: [0, 0.012, 0] }), torus(r * flare, 0.009, { at: [0, high, 0] })]
    const style = random.integer(0, 2)
    const spike: FormNode =
      style === 0
        ? union(
            [
              extrude(
                {
                  type: 'polygon',
                  points: [
                    [-0.06, 0],
                    [0.06, 0],
                    [0.012, 0.17],
                    [-0.012, 0.17],
                  ],
                  round: 0.004,
                },
                0.014,
              ),
              sphere(0.022, { at: [0, 0.185, 0] }),
            ],
            0.006,
          )
        : style === 1
          ? union(
              [
                extrude(
                  {
                    type: 'union',
                    smooth: 0.01,
                    children: [
                      { type: 'circle', radius: 0.034, at: [0, 0.11] },
                      { type: 'circle', radius: 0.026, at: [-0.036, 0.07] },
                      { type: 'circle', radius: 0.026, at: [0.036, 0.07] },
                      {
                        type: 'polygon',
                        points: [
                          [-0.03, -0.01],
                          [0.03, -0.01],
                          [0.014, 0.08],
                          [-0.014, 0.08],
                        ],
                      },
                    ],
                  },
                  0.016,
                  { round: 0.005 },
                ),
                sphere(0.016, { at: [0, 0.15, 0] }),
              ],
              0.004,
            )
          : union(
              [
                cone(0.02, 0.008, 0.13, { at: [0, 0.06, 0] }),
                sphere(0.026, { at: [0, 0.135, 0] }),
                sphere(0.011, { at: [0, 0.168, 0] }),
              ],
              0.006,
            )
    const crest = polar(
      n,
      union([spike], 0, { at: [0, high - 0.01, r * flare - 0.006], rotate: [(flare - 1) * 60, 0, 0] }),
    )
    const small = polar(
      n,
      union([cone(0.012, 0.004, 0.05, { at: [0, 0.02, 0] }), sphere(0.013, { at: [0, 0.048, 0] })], 0.003, {
        at: [0, high, r * flare - 0.005],
      }),
      { rotate: [0, 180 / n, 0] },
    )
    const gems = [
      polar(n, ellipsoid([0.024, 0.03, 0.014], { at: [0, high * 0.5, (r * (1 + flare)) / 2 + 0.006] })),
      polar(n, sphere(0.0135, { at: [0, high * 0.5, (r * (1 + flare)) / 2 + 0.006] }), { rotate: [0, 180 / n, 0] }),
    ]
    const settings = polar(
      n,
      torus(0.028, 0.006, {
        at: [0, high * 0.5, (r * (1 + flare)) / 2 + 0.003],
        rotate: [90, 0, 0],
        scale: [0.9, 1, 1.12],
      }),
    )
    const metal: FormNode[] = [band, ...rims, crest, small, settings]
    const cap: FormNode[] = []
    if (arched) {
      const rise = random.between(0.2, 0.26)
      for (const degrees of [0, 90])
        metal.push(
          union(
            [
              tube(
                [
                  [0, high + 0.08, r * flare],
                  [0, high + rise * 0.9, r * 0.8],
                  [0, high + rise * 0.86, 0],
                  [0, high + rise * 0.9, -r * 0.8],
                  [0, high + 0.08, -r * flare],
                ],
                0.014,
              ),
              ...[-0.75, -0.4, 0.4, 0.75].map((t) =>
                sphere(0.017, { at: [0, high + rise * (1.0 - 0.16 * t * t) - 0.02, r * t * 1.05] }),
              ),
            ],
            0.003,
            { rotate: [0, degrees, 0] },
          ),
        )
      metal.push(
        sphere(0.04, { at: [0, high + rise * 0.86 + 0.04, 0] }),
        box([0.02, 0.09, 0.016], { at: [0, high + rise * 0.86 + 0.12, 0], round: 0.004 }),
        box([0.062, 0.02, 0.016], { at: [0, high + rise * 0.86 + 0.125, 0], round: 0.004 }),
      )
      cap.push(
        displace('waves', 0.01, 0.05, ellipsoid([r * 0.92, rise * 0.78, r * 0.92], { at: [0, high, 0] }), { count: 8 }),
      )
    }
    const cushionHigh = 0.13
    const cushion = union(
      [
        box([0.6, 0.13, 0.6], { at: [0, cushionHigh / 2, 0], round: 0.06 }),
        ellipsoid([0.27, 0.09, 0.27], { at: [0, cushionHigh / 2, 0] }),
        mirror(
          'x',
          mirror(
            'z',
            union(
              [
                sphere(0.035, { at: [0.29, 0.065, 0.29] }),
                cone(0.034, 0.012, 0.1, { at: [0.32, 0.055, 0.32], rotate: [50, 45, 0] }),
              ],
              0.01,
            ),
          ),
        ),
      ],
      0.03,
    )
    return union([
      union(
        [
          union(metal, 0.002, { material: 'metal' }),
          union(gems, 0, { material: 'gems' }),
          ...(cap.length > 0 ? [union(cap, 0, { material: 'cap' })] : []),
        ],
        0,
        { at: [0, cushionHigh + 0.015, 0] },
      ),
      union([cushion], 0, { material: 'cap' }),
    ])
  },
})
