import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { capsule, cone, displace, lathe, polar, union } from './shapes.ts'

export const pine = defineForm({
  id: 'pine',
  title: 'Pine',
  summary: 'A conifer of drooping tiers on a straight trunk.',
  synonyms: ['pine tree', 'fir', 'fir tree', 'conifer', 'spruce', 'christmas tree', 'evergreen'],
  slots: {
    needles: {
      words: ['needles', 'branches', 'leaves', 'foliage'],
      material: { family: 'grass', colours: ['#2f4f2a'] },
      role: 'secondary',
    },
    bark: { words: ['trunk', 'bark', 'wood'], material: { family: 'bark' }, role: 'primary' },
  },
  parameters: { tiers: z.int().min(4).max(10).optional() },
  chip: 0,
  shape(random, { tiers }) {
    const count = tiers ?? random.integer(6, 8)
    const height = random.between(2.2, 2.8)
    const wide = random.between(0.68, 0.85)
    const cones: FormNode[] = []
    for (let i = 0; i < count; i++) {
      const t = i / (count - 1)
      const radius = wide * (1 - 0.82 * t) * random.between(0.92, 1.08)
      const y = 0.42 + t * (height - 0.75)
      const tall = (height / count) * 1.35
      const skirt = lathe([
        [radius * 0.12, -0.02],
        [radius * 0.92, -tall * 0.2],
        [radius, -tall * 0.16],
        [radius * 0.6, tall * 0.12],
        [radius * 0.3, tall * 0.5],
        [0.015, tall],
      ])
      cones.push(
        displace('waves', 0.055 * (1 - 0.6 * t), 0.1, skirt, {
          count: random.integer(9, 13),
          at: [random.between(-0.015, 0.015), y, random.between(-0.015, 0.015)],
          rotate: [random.between(-4, 4), random.between(0, 360), random.between(-4, 4)],
        }),
      )
    }
    const needles = displace('ridged', 0.05, 0.07, union(cones), {
      octaves: 2,
      seed: random.integer(0, 65535),
      stretch: [1, 1.6, 1],
      material: 'needles',
    })
    const roots = polar(5, capsule([0, 0.1, 0.06], [0, -0.02, 0.2], 0.05, { endRadius: 0.02 }))
    const trunk = displace('ridged', 0.014, 0.05, union([cone(0.12, 0.05, 1.2, { at: [0, 0.58, 0] }), roots], 0.04), {
      octaves: 2,
      stretch: [1, 4, 1],
      seed: random.integer(0, 65535),
      material: 'bark',
    })
    return union([trunk, needles])
  },
})
