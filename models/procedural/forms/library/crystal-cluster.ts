import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { boulder } from './boulder.ts'
import { defineForm } from './named-form.ts'
import { around, box, displace, ellipsoid, prism, subtract, union } from './shapes.ts'

export const crystalCluster = defineForm({
  id: 'crystal-cluster',
  title: 'Crystal cluster',
  summary: 'Six-sided crystals of many sizes growing out of a rock.',
  synonyms: [
    'crystal',
    'crystals',
    'gem',
    'gemstone',
    'geode',
    'quartz',
    'amethyst',
    'ruby',
    'sapphire',
    'emerald',
    'diamond',
    'jewel',
  ],
  slots: {
    crystal: { words: ['crystals', 'crystal', 'shards'], material: { family: 'crystal' }, role: 'primary' },
    rock: {
      words: ['rock', 'base', 'stone', 'ground'],
      material: { family: 'stone', colours: ['#55524e'] },
      role: 'secondary',
    },
  },
  parameters: { count: z.int().min(3).max(24).optional() },
  chip: 0,
  shape(random, { count }) {
    const total = count ?? random.integer(9, 14)
    const shards: FormNode[] = []
    const tallest = random.between(0.85, 1.15)
    for (let i = 0; i < total; i++) {
      const t = i / total
      const lean = i === 0 ? random.between(0, 6) : random.between(10, 24) + 26 * t
      const turn = i * 137.508 + random.between(-14, 14)
      const length = 0.06 + (i === 0 ? tallest : tallest * random.between(0.42, 0.82) * (1 - 0.5 * t))
      const radius = length * random.between(0.1, 0.15) + 0.016
      const [x, , z] = around(turn, i === 0 ? 0 : 0.08 + 0.26 * Math.sqrt(t))
      const tip = radius * random.between(1.4, 2.2)
      const body: FormNode = {
        type: 'taper',
        bottom: 0.78,
        top: 1,
        from: 0,
        to: length,
        child: prism(6, radius, length, { at: [0, length / 2, 0], round: 0.003 }),
      }
      const point: FormNode = {
        type: 'pyramid',
        sides: 6,
        radius,
        height: tip,
        at: [0, length + tip / 2 - 0.002, 0],
        round: 0.002,
      }
      const upright = union([body, point], 0, { rotate: [0, random.between(0, 60), 0] })
      shards.push(union([union([upright], 0, { rotate: [lean, 0, 0] })], 0, { at: [x, 0.02, z], rotate: [0, turn, 0] }))
    }
    const base = displace(
      'chips',
      0.05,
      0.2,
      union(
        [
          ellipsoid([0.5, 0.2, 0.46], { at: [0, 0.05, 0] }),
          ...Array.from({ length: 5 }, (_, i) => {
            const [x, , z] = around(i * 72 + random.between(-20, 20), 0.34)
            return boulder(random, [0.2, 0.16, 0.19], { at: [x, 0.06, z], rotate: [0, random.between(0, 360), 0] })
          }),
        ],
        0.06,
      ),
      { seed: random.integer(0, 65535) },
    )
    return union([
      union(shards, 0, { material: 'crystal' }),
      subtract(
        displace('fbm', 0.03, 0.2, base, { octaves: 3, seed: random.integer(0, 65535) }),
        [box([3, 1, 3], { at: [0, -0.5, 0] })],
        0,
        { material: 'rock' },
      ),
    ])
  },
})
