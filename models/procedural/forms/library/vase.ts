import { z } from 'zod'
import type { FormNode, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { displace, lathe, mirror, polar, sphere, subtract, torus, tube, union } from './shapes.ts'

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
