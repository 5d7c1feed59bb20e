import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, capsule, cylinder, lathe, polar, subtract, torus, union } from './shapes.ts'

export const well = defineForm({
  id: 'well',
  title: 'Well',
  summary: 'A round stone well with a shingled roof, windlass and bucket.',
  synonyms: ['water well', 'wishing well'],
  slots: {
    stone: { words: ['wall', 'stones'], material: { family: 'cobble' }, role: 'primary' },
    wood: {
      words: ['wood', 'posts', 'post', 'bucket', 'windlass', 'beam'],
      material: { family: 'wood', traits: ['weathered'] },
      role: 'fixed',
    },
    roof: { words: ['roof', 'shingles'], material: { family: 'roof-tiles' }, role: 'secondary' },
    rope: { words: ['rope'], material: { family: 'fabric', colours: ['#a58b62'] }, role: 'fixed' },
    water: { words: ['water'], material: { family: 'water' }, role: 'fixed' },
  },
  parameters: { roof: z.boolean().default(true) },
  view: { azimuth: 30, elevation: 16 },
  chip: 0.012,
  shape(random, { roof }) {
    const radius = random.between(0.6, 0.72)
    const wall = random.between(0.62, 0.8)
    const blocks: FormNode[] = []
    const courses = 4
    for (let i = 0; i < courses; i++) {
      const tall = wall / courses
      blocks.push(
        polar(
          14,
          box([((radius + 0.02) * 6.2832 * 0.93) / 14, tall * 0.92, 0.2], {
            at: [0, tall * (i + 0.5), radius - 0.05],
            round: 0.035,
          }),
          { rotate: [0, i % 2 === 0 ? 0 : 360 / 28, 0] },
        ),
      )
    }
    const ring = lathe([
      [radius - 0.1, 0],
      [radius + 0.02, 0],
      [radius + 0.02, wall * 0.97],
      [radius - 0.1, wall * 0.97],
    ])
    const hole = cylinder(radius - 0.14, 2, { at: [0, 1.12, 0] })
    const rim = subtract(cylinder(radius + 0.08, 0.1, { at: [0, wall + 0.03, 0], round: 0.02 }), [
      cylinder(radius - 0.16, 1, { at: [0, wall, 0] }),
    ])
    const body = subtract(union([...blocks, ring]), [hole])
    const postTop = wall + random.between(0.95, 1.15)
    const axle = wall + 0.55
    const woodwork = union(
      [
        ...[-1, 1].map((sign) =>
          box([0.1, postTop - 0.2, 0.1], { at: [sign * (radius - 0.02), (postTop + 0.2) / 2, 0], round: 0.012 }),
        ),
        cylinder(0.07, radius * 1.5, { at: [0, axle, 0], rotate: [0, 0, 90], round: 0.01 }),
        cylinder(0.025, radius * 2.4, { at: [0.08, axle, 0], rotate: [0, 0, 90] }),
        capsule([radius * 1.28, axle, 0], [radius * 1.28, axle - 0.2, 0.08], 0.022),
        capsule([radius * 1.28, axle - 0.2, 0.08], [radius * 1.5, axle - 0.2, 0.08], 0.022),
        lathe(
          [
            [0.1, 0],
            [0.135, 0.22],
            [0.115, 0.22],
            [0.09, 0.03],
            [0.001, 0.03],
          ],
          { at: [0.05, wall + 0.08, 0.05] },
        ),
        torus(0.13, 0.012, { at: [0.05, wall + 0.16, 0.05] }),
        torus(0.11, 0.01, { at: [0.05, wall + 0.32, 0.05], rotate: [90, 0, 0], arc: 180 }),
      ],
      0,
      { material: 'wood' },
    )
    const rope = union(
      [
        torus(0.078, 0.016, { rotate: [0, 0, 90] }),
        torus(0.078, 0.016, { rotate: [0, 0, 90], at: [0.034, 0, 0] }),
        torus(0.078, 0.016, { rotate: [0, 0, 90], at: [0.068, 0, 0] }),
        capsule([0.05, 0, 0.075], [0.05, -0.13, 0.06], 0.014),
      ],
      0,
      { at: [0, axle, 0], material: 'rope' },
    )
    const parts = [
      union([body, rim], 0, { material: 'stone' }),
      woodwork,
      rope,
      cylinder(radius - 0.12, 0.06, { at: [0, wall * 0.55, 0], material: 'water' }),
    ]
    if (roof) {
      const pitch = random.between(34, 42)
      const slope = (sign: number): FormNode =>
        box([radius * 2.7, 0.06, 0.86], {
          at: [0, postTop + 0.02, sign * 0.33],
          rotate: [sign * pitch, 0, 0],
          round: 0.012,
        })
      parts.push(
        union(
          [slope(1), slope(-1), capsule([-radius * 1.37, postTop + 0.27, 0], [radius * 1.37, postTop + 0.27, 0], 0.05)],
          0,
          { material: 'roof' },
        ),
      )
    }
    return union(parts)
  },
})
