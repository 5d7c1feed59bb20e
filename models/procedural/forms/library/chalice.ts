import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { displace, ellipsoid, lathe, mirror, polar, sphere, subtract, torus, tube, union } from './shapes.ts'

export const chalice = defineForm({
  id: 'chalice',
  title: 'Chalice',
  summary: 'A jewelled cup on a knopped stem.',
  synonyms: ['goblet', 'cup', 'grail', 'holy grail', 'trophy', 'wine cup', 'mug', 'tankard'],
  variants: { trophy: { handles: true } },
  slots: {
    cup: { words: ['cup', 'bowl', 'body', 'stem', 'foot'], material: { family: 'gold' }, role: 'primary' },
    gems: {
      words: ['gem', 'gems', 'jewel', 'jewels', 'stones', 'stone', 'ruby', 'rubies', 'emeralds', 'sapphires'],
      material: { family: 'crystal', colours: ['#b3122e'] },
      role: 'secondary',
    },
  },
  parameters: { gems: z.int().min(0).max(12).optional(), handles: z.boolean().optional() },
  chip: 0.003,
  shape(random, { gems, handles }) {
    const height = random.between(0.5, 0.6)
    const rim = random.between(0.15, 0.19)
    const bowlLow = height * random.between(0.48, 0.56)
    const foot = random.between(0.13, 0.16)
    const lobed = random.chance(0.5)
    const outside = lathe(
      [
        [0.025, bowlLow],
        [0.09, bowlLow + 0.015],
        [rim * 0.92, bowlLow + (height - bowlLow) * 0.4],
        [rim * 0.97, bowlLow + (height - bowlLow) * 0.75],
        [rim, height],
      ],
      { curve: true },
    )
    const inside = lathe(
      [
        [0.001, bowlLow + 0.03],
        [0.09, bowlLow + 0.045],
        [rim * 0.92 - 0.012, bowlLow + (height - bowlLow) * 0.42],
        [rim - 0.012, height + 0.01],
      ],
      { curve: true },
    )
    const calyx = polar(
      lobed ? 8 : 6,
      ellipsoid([0.042, 0.075, 0.022], { at: [0, bowlLow + 0.05, rim * 0.72], rotate: [28, 0, 0] }),
    )
    const bowl = subtract(union([outside, calyx], 0.006), [inside])
    const stem = lathe(
      [
        [foot, 0],
        [foot, 0.016],
        [foot * 0.9, 0.024],
        [foot * 0.82, 0.026],
        [foot * 0.42, 0.06],
        [0.03, 0.12],
        [0.024, height * 0.3],
        [0.05, height * 0.33],
        [0.056, height * 0.37],
        [0.05, height * 0.41],
        [0.024, height * 0.44],
        [0.022, bowlLow],
        [0.04, bowlLow + 0.02],
      ],
      { curve: true },
    )
    const footShape = lobed ? displace('waves', 0.006, 0.05, stem, { count: 8 }) : stem
    const cup: FormNode[] = [
      bowl,
      footShape,
      torus(rim - 0.004, 0.008, { at: [0, height, 0] }),
      torus(foot * 0.98, 0.008, { at: [0, 0.012, 0] }),
      torus(0.054, 0.007, { at: [0, height * 0.37, 0] }),
    ]
    if (handles ?? random.chance(0.25)) {
      cup.push(
        mirror(
          'x',
          tube(
            [
              [rim * 0.93, height - 0.03, 0],
              [rim + 0.09, height - 0.01, 0],
              [rim + 0.1, height - 0.12, 0],
              [rim * 0.85, bowlLow + 0.07, 0],
            ],
            [0.012, 0.014, 0.013, 0.012],
          ),
        ),
      )
    }
    const count = gems ?? random.pick([6, 8, 8])
    const stones: FormNode[] = []
    if (count > 0) {
      const y = bowlLow + (height - bowlLow) * 0.72
      stones.push(polar(count, ellipsoid([0.016, 0.02, 0.012], { at: [0, y, rim * 0.972] })))
      stones.push(polar(6, sphere(0.011, { at: [0, height * 0.37, 0.058] })))
      cup.push(polar(count, torus(0.02, 0.005, { at: [0, y, rim * 0.966], rotate: [90, 0, 0] })))
    }
    const parts = [union(cup, 0.003, { material: 'cup' })]
    if (stones.length > 0) parts.push(union(stones, 0, { material: 'gems' }))
    return union(parts)
  },
})
