import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  capsule,
  cone,
  cylinder,
  displace,
  ellipsoid,
  lathe,
  polar,
  sphere,
  subtract,
  torus,
  union,
} from './shapes.ts'

export const cactus = defineForm({
  id: 'cactus',
  title: 'Cactus',
  summary: 'A ribbed saguaro with arms, flowers and a pot or sand at its foot.',
  synonyms: ['cacti', 'saguaro', 'succulent', 'potted cactus'],
  variants: { 'potted cactus': { pot: true } },
  slots: {
    body: { words: ['body', 'arms', 'stem'], material: { family: 'leather', colours: ['#4f7a3a'] }, role: 'primary' },
    flower: {
      words: ['flower', 'flowers', 'blossom'],
      material: { family: 'fabric', colours: ['#dc5a8a'] },
      role: 'secondary',
    },
    pot: { words: ['pot', 'base', 'ground'], material: { family: 'porcelain', colours: ['#b5623c'] }, role: 'fixed' },
  },
  parameters: { pot: z.boolean().optional(), arms: z.int().min(0).max(4).optional() },
  chip: 0,
  shape(random, { pot, arms }) {
    const count = arms ?? random.integer(1, 3)
    const inPot = pot ?? random.chance(0.6)
    const height = random.between(1.0, 1.35)
    const trunk = displace('waves', 0.02, 0.1, capsule([0, 0, 0], [0, height, 0], 0.19, { endRadius: 0.16 }), {
      count: 14,
    })
    const limbs: FormNode[] = []
    const flowers: Vec3[] = [[0, height + 0.16, 0]]
    for (let i = 0; i < count; i++) {
      const angle = (i % 2 === 0 ? 90 : -90) + random.between(-25, 25)
      const y = height * random.between(0.35, 0.62)
      const out = random.between(0.36, 0.44)
      const up = random.between(0.25, 0.5)
      const [x, , z] = around(angle, out)
      limbs.push(
        union(
          [
            capsule([0, y - 0.06, 0], [x * 0.95, y, z * 0.95], 0.085),
            displace('waves', 0.012, 0.1, capsule([0, 0, 0], [0, up, 0], 0.11, { endRadius: 0.1 }), {
              count: 10,
              at: [x, y + 0.02, z],
            }),
          ],
          0.09,
        ),
      )
      flowers.push([x, y + up + 0.12, z])
    }
    const body = union([trunk, ...limbs], 0.05)
    const spikes = [0.2, 0.42, 0.64, 0.86].map((t, i) =>
      polar(
        14,
        union(
          [
            cone(0.006, 0.001, 0.07, { rotate: [90, 0, 0] }),
            cone(0.005, 0.001, 0.06, { rotate: [60, 0, 30] }),
            cone(0.005, 0.001, 0.06, { rotate: [60, 0, -30] }),
          ],
          0,
          { at: [0, height * t, 0.215 - 0.02 * i * 0.4] },
        ),
      ),
    )
    const petals = flowers
      .slice(0, random.integer(1, flowers.length))
      .map((at) =>
        union(
          [
            polar(7, ellipsoid([0.022, 0.045, 0.012], { at: [0, 0.02, 0.035], rotate: [38, 0, 0] })),
            sphere(0.02, { at: [0, 0.02, 0] }),
          ],
          0.004,
          { at },
        ),
      )
    const foot = inPot
      ? [
          union(
            [
              subtract(
                lathe(
                  [
                    [0.24, 0],
                    [0.33, 0.34],
                    [0.37, 0.35],
                    [0.38, 0.44],
                    [0.001, 0.44],
                  ],
                  { round: 0.01 },
                ),
                [cylinder(0.31, 0.2, { at: [0, 0.46, 0] })],
              ),
              torus(0.3, 0.012, { at: [0, 0.2, 0] }),
            ],
            0,
            { material: 'pot' },
          ),
          displace('fbm', 0.02, 0.06, cylinder(0.32, 0.08, { at: [0, 0.37, 0] }), { octaves: 2, material: 'pot' }),
        ]
      : [
          displace('fbm', 0.03, 0.2, ellipsoid([0.55, 0.08, 0.5], { at: [0, 0.02, 0] }), {
            octaves: 2,
            material: 'pot',
          }),
        ]
    const lift = inPot ? 0.4 : 0.02
    return union([
      ...foot,
      union([union([body, ...spikes], 0)], 0, { at: [0, lift, 0], material: 'body' }),
      union(petals, 0, { at: [0, lift, 0], material: 'flower' }),
    ])
  },
})
