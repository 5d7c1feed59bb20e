import { z } from 'zod'
import type { FormNode, Outline, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, ellipsoid, extrude, lathe, mirror, sphere, spread, torus, union } from './shapes.ts'

export const key = defineForm({
  id: 'key',
  title: 'Key',
  summary: 'An old ornamental key with a pierced bow and a cut bit.',
  synonyms: ['skeleton key', 'old key', 'door key', 'keys'],
  slots: {
    metal: { words: ['bow', 'shaft', 'bit', 'teeth', 'body'], material: { family: 'bronze' }, role: 'primary' },
    gem: { words: ['gem', 'jewel', 'stone'], material: { family: 'crystal', colours: ['#1f45b5'] }, role: 'secondary' },
  },
  parameters: { lobes: z.int().min(1).max(4).optional() },
  view: { azimuth: 22, elevation: 4 },
  chip: 0.003,
  shape(random, { lobes }) {
    const long = random.between(0.5, 0.62)
    const n = lobes ?? random.integer(1, 4)
    const bow: FormNode[] =
      n === 1
        ? [torus(0.11, 0.022, { at: [0, 0.07, 0], rotate: [90, 0, 0], scale: [1.1, 1, 0.9] })]
        : spread(n, n === 2 ? -55 : -100, n === 2 ? 55 : 100).map((degrees) => {
            const [x, , y] = around(degrees, 0.085)
            return torus(n === 4 ? 0.05 : 0.062, 0.018, { at: [x, y, 0], rotate: [90, 0, 0] })
          })
    const ornament = [
      sphere(0.034, { at: [0, n === 1 ? -0.03 : 0.02, 0], scale: [1, 1, 0.7] }),
      lathe(
        [
          [0.02, -0.16],
          [0.034, -0.14],
          [0.022, -0.12],
          [0.038, -0.1],
          [0.024, -0.08],
          [0.02, -0.05],
        ],
        { curve: true },
      ),
    ]
    const bitDown = -long + 0.05
    const bit: Outline = {
      type: 'subtract',
      from: { type: 'rectangle', size: [0.15, 0.16], at: [0.085, 0], round: 0.006 },
      remove: [
        { type: 'rectangle', size: [0.08, 0.022], at: [0.14, 0.03] },
        { type: 'rectangle', size: [0.05, 0.03], at: [0.15, -0.035] },
        { type: 'rectangle', size: [0.022, 0.06], at: [0.085, -0.075] },
        ...(random.chance(0.5) ? [{ type: 'circle' as const, radius: 0.017, at: [0.065, 0.02] as Vec2 }] : []),
      ],
    }
    const stem = union(
      [
        lathe(
          [
            [0.019, -long],
            [0.021, -long * 0.5],
            [0.02, 0],
          ],
          {},
        ),
        ...[0.0, 0.03].map((d) => torus(0.022, 0.008, { at: [0, -long + 0.16 + d, 0] })),
        sphere(0.022, { at: [0, -long, 0] }),
      ],
      0.003,
    )
    const metal = union(
      [...bow, ...ornament, stem, extrude(bit, 0.03, { at: [0, bitDown + 0.02, 0], round: 0.005 })],
      0.01,
      { material: 'metal' },
    )
    const gem = mirror('z', ellipsoid([0.02, 0.02, 0.012], { at: [0, n === 1 ? -0.03 : 0.02, 0.024] }), 0, {
      material: 'gem',
    })
    return union([metal, gem], 0, { at: [0, long + 0.03, 0], rotate: [0, 0, random.between(-5, 5)] })
  },
})
