import { z } from 'zod'
import type { FormNode, Vec2, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, capsule, cylinder, displace, lathe, polar, union } from './shapes.ts'

export const fountain = defineForm({
  id: 'fountain',
  title: 'Fountain',
  summary: 'Tiered basins of turned stone with water, on a round pool.',
  synonyms: ['water fountain', 'basin', 'bird bath', 'birdbath'],
  slots: {
    stone: { words: ['basin', 'bowl', 'stone'], material: { family: 'marble' }, role: 'primary' },
    water: { words: ['water'], material: { family: 'water' }, role: 'fixed' },
    ornament: { words: ['ornament', 'finial', 'top', 'spout'], material: { family: 'bronze' }, role: 'secondary' },
  },
  parameters: { tiers: z.int().min(1).max(3).optional() },
  view: { azimuth: 26, elevation: 20 },
  chip: 0.012,
  shape(random, { tiers }) {
    const build = { scale: [1, random.between(0.92, 1.12), 1] as Vec3 }
    const count = tiers ?? random.integer(2, 3)
    const scalloped = random.chance(0.6)
    const pool = lathe(
      [
        [1.2, 0],
        [1.2, 0.08],
        [1.1, 0.12],
        [1.08, 0.3],
        [1.18, 0.36],
        [1.2, 0.42],
        [1.05, 0.44],
        [1.0, 0.38],
        [0.98, 0.12],
        [0.001, 0.1],
      ],
      { round: 0.01 },
    )
    const panels = polar(12, box([0.36, 0.13, 0.05], { at: [0, 0.21, 1.085], round: 0.012 }))
    const stone: FormNode[] = [pool, panels]
    const water: FormNode[] = [cylinder(1.03, 0.05, { at: [0, 0.33, 0] })]
    let y = 0.1
    for (let i = 0; i < count; i++) {
      const scale = 1 - i * 0.34
      const stem = lathe(
        [
          [0.26, 0],
          [0.22, 0.08],
          [0.12, 0.2],
          [0.1, 0.36],
          [0.15, 0.5],
          [0.1, 0.58],
          [0.14, 0.72],
        ].map(([x, v]) => [x! * scale, v! * 0.95] as Vec2),
        { curve: true, at: [0, y, 0] },
      )
      y += 0.66 - i * 0.05
      const bowl = lathe(
        [
          [0.12, 0],
          [0.3, 0.04],
          [0.55, 0.14],
          [0.66, 0.26],
          [0.69, 0.28],
          [0.66, 0.3],
          [0.6, 0.27],
          [0.4, 0.17],
          [0.001, 0.14],
        ].map(([x, v]) => [x! * scale, v! * scale] as Vec2),
        { curve: true, at: [0, y, 0] },
      )
      stone.push(stem, scalloped ? displace('waves', 0.012 * scale, 0.1, bowl, { count: 20 }) : bowl)
      water.push(cylinder(0.6 * scale, 0.03, { at: [0, y + 0.25 * scale, 0] }))
      water.push(
        polar(
          6,
          capsule([0, y + 0.27 * scale, 0.67 * scale], [0, y - 0.25, 0.74 * scale], 0.018, { endRadius: 0.01 }),
          { rotate: [0, i * 30, 0] },
        ),
      )
      y += 0.2 * scale
    }
    const finial = union(
      [
        lathe(
          [
            [0.07, 0],
            [0.05, 0.06],
            [0.03, 0.14],
            [0.075, 0.24],
            [0.07, 0.3],
            [0.02, 0.37],
            [0.012, 0.42],
          ],
          { curve: true, at: [0, y - 0.08, 0] },
        ),
      ],
      0,
      { material: 'ornament' },
    )
    return union([union(stone, 0.01, { material: 'stone' }), union(water, 0, { material: 'water' }), finial], 0, build)
  },
})
