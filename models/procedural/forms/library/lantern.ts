import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { capsule, cone, cylinder, displace, lathe, mirror, polar, sphere, torus, tube, union } from './shapes.ts'

export const lantern = defineForm({
  id: 'lantern',
  title: 'Lantern',
  summary: 'A lantern with a glowing heart in a metal cage, roof and ring.',
  synonyms: ['street lamp', 'oil lamp', 'lamp post', 'street light', 'paper lantern', 'candle lantern', 'beacon'],
  variants: { 'street lamp': { post: true }, 'lamp post': { post: true }, 'street light': { post: true } },
  slots: {
    frame: {
      words: ['frame', 'cage', 'roof', 'base', 'body', 'post'],
      material: { family: 'steel', colours: ['#4b4d50'] },
      role: 'primary',
    },
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
