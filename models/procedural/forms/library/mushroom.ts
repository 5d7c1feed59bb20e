import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, box, displace, ellipsoid, lathe, polar, subtract, tube, union } from './shapes.ts'

export const mushroom = defineForm({
  id: 'mushroom',
  title: 'Mushroom',
  summary: 'A mushroom with gills, ring and warts, and young ones beside it.',
  synonyms: ['toadstool', 'fungus', 'fly agaric', 'mushrooms', 'fungi'],
  slots: {
    cap: {
      words: ['cap', 'hat', 'head'],
      material: { family: 'leather', traits: ['polished'], colours: ['#a8281c'] },
      role: 'primary',
    },
    stem: { words: ['stem', 'stalk', 'gills'], material: { family: 'bone' }, role: 'secondary' },
    spots: { words: ['spots', 'dots', 'warts', 'spot'], material: { family: 'bone' }, role: 'fixed' },
    ground: { words: ['ground', 'moss', 'base'], material: { family: 'moss' }, role: 'fixed' },
  },
  parameters: { count: z.int().min(1).max(6).optional() },
  chip: 0,
  shape(random, { count }) {
    const total = count ?? random.integer(2, 4)
    const flat = random.between(0.5, 0.95)
    const one = (scale: number): FormNode => {
      const h = 0.62 * random.between(0.85, 1.15)
      const r = 0.42
      const rise = r * flat
      const bend = random.between(-0.05, 0.05)
      const cap = subtract(
        lathe(
          [
            [0.08, 0],
            [r * 0.8, -0.03],
            [r * 1.02, -0.02],
            [r, 0.06],
            [r * 0.82, rise * 0.62],
            [r * 0.45, rise * 0.94],
            [0.001, rise],
          ],
          { curve: true },
        ),
        [ellipsoid([r * 0.86, 0.1, r * 0.86], { at: [0, -0.05, 0] })],
        0.02,
      )
      const gills = polar(26, box([0.008, 0.09, r * 0.68], { at: [0, 0.03, r * 0.46] }))
      const warts = Array.from({ length: 15 }, (_, i) => {
        const polarAngle = 12 + 62 * Math.sqrt((i + 0.5) / 15)
        const [x, , z] = around(i * 137.508 + random.between(-12, 12), 1)
        const [up, , out] = around(90 - polarAngle, 1)
        return ellipsoid([0.042, 0.024, 0.042].map((v) => v * random.between(0.7, 1.35)) as Vec3, {
          at: [x * out * r * 0.98, up * rise * 1.0 + 0.015, z * out * r * 0.98],
        })
      })
      const ring = displace(
        'waves',
        0.008,
        0.05,
        lathe(
          [
            [0.06, 0],
            [0.15, -0.07],
            [0.16, -0.06],
            [0.07, 0.03],
          ],
          { round: 0.006 },
        ),
        { count: 16, at: [bend, h * 0.68, 0] },
      )
      const stem = union(
        [
          tube(
            [
              [0, -0.02, 0],
              [bend * 1.6, h * 0.5, 0],
              [bend, h + 0.05, 0],
            ],
            [0.115, 0.078, 0.07],
          ),
          ellipsoid([0.14, 0.09, 0.14], { at: [0, 0.05, 0] }),
          ring,
        ],
        0.03,
      )
      const tilt: Vec3 = [random.between(-6, 6), 0, random.between(-8, 8)]
      return union(
        [
          union([cap], 0, { at: [bend, h, 0], rotate: tilt, material: 'cap' }),
          union([gills], 0, { at: [bend, h - 0.02, 0], rotate: tilt, material: 'stem' }),
          union(warts, 0, { at: [bend, h, 0], rotate: tilt, material: 'spots' }),
          union([stem], 0, { material: 'stem' }),
        ],
        0,
        { scale },
      )
    }
    const parts: FormNode[] = [one(1)]
    for (let i = 1; i < total; i++) {
      const side = i % 2 === 1 ? 1 : -1
      const [x, , z] = around(side * random.between(45, 105), random.between(0.36, 0.5))
      parts.push(
        union([one(random.between(0.32, 0.55))], 0, {
          at: [x, 0, z],
          rotate: [random.between(2, 10), 0, -side * random.between(4, 14)],
        }),
      )
    }
    const mound = displace(
      'fbm',
      0.03,
      0.2,
      subtract(ellipsoid([0.72, 0.12, 0.62]), [box([3, 1, 3], { at: [0, -0.53, 0] })]),
      { octaves: 3, seed: random.integer(0, 65535), material: 'ground' },
    )
    // Whatever leans or bulges below the floor is cut off.
    return subtract(union([...parts, mound]), [box([5, 2, 5], { at: [0, -1.05, 0] })])
  },
})
