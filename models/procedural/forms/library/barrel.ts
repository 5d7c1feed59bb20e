import { z } from 'zod'
import type { FormNode, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, cylinder, lathe, mirror, polar, repeat, sphere, spread, subtract, union } from './shapes.ts'

export const barrel = defineForm({
  id: 'barrel',
  title: 'Barrel',
  summary: 'A cask of bulging staves with riveted hoops, standing or lying with a tap.',
  synonyms: ['cask', 'keg', 'wine barrel', 'beer barrel', 'drum', 'oil drum', 'vat', 'tub'],
  slots: {
    staves: { words: ['stave', 'staves', 'body', 'lid'], material: { family: 'wood' }, role: 'primary' },
    hoops: {
      words: ['hoop', 'hoops', 'band', 'bands', 'ring', 'rings', 'rivet', 'nails'],
      material: { family: 'steel', colours: ['#4b4d50'] },
      role: 'secondary',
    },
  },
  parameters: { lying: z.boolean().optional(), staves: z.int().min(10).max(30).optional() },
  view: { azimuth: 28, elevation: 14 },
  chip: 0.007,
  shape(random, { lying, staves }) {
    const count = staves ?? random.integer(15, 20)
    const height = random.between(0.95, 1.15)
    const waist = random.between(0.38, 0.44)
    const end = waist * random.between(0.76, 0.84)
    const at = (t: number): number => end + (waist - end) * (1 - (2 * t - 1) * (2 * t - 1))
    const outside = lathe(
      spread(9, 0, 1).map((t) => [at(t), t * height] as Vec2),
      { curve: true },
    )
    const gap = polar(count, box([0.011, height * 2, 0.05], { at: [0, height / 2, waist + 0.005] }))
    const gapsAtEnds = polar(count, box([0.011, height * 2, 0.06], { at: [0, height / 2, end + 0.02] }))
    const heads = [0, height].map((y) => cylinder(end - 0.045, 0.09, { at: [0, y, 0], round: 0.01 }))
    const boards = [0, height].map((y) =>
      repeat([5, 1, 1], [end * 0.38, 0, 0], box([0.009, 0.02, 2 * end]), { at: [0, y === 0 ? 0.045 : y - 0.045, 0] }),
    )
    const body = subtract(outside, [...heads, gap, gapsAtEnds, ...boards], 0.008)
    const hoopAt = (t: number, wide: number): FormNode => {
      const low = at(Math.max(0, t - wide / 2 / height))
      const high = at(Math.min(1, t + wide / 2 / height))
      const y = t * height
      const thick = 0.014
      return union([
        lathe(
          [
            [low - 0.03, y - wide / 2],
            [low + thick, y - wide / 2],
            [high + thick, y + wide / 2],
            [high - 0.03, y + wide / 2],
          ],
          { round: 0.003 },
        ),
        polar(
          3,
          union([
            sphere(0.016, { at: [-0.02, y - wide * 0.16, (low + high) / 2 + thick] }),
            sphere(0.016, { at: [0.02, y + wide * 0.16, (low + high) / 2 + thick] }),
          ]),
          { rotate: [0, random.between(0, 120), 0] },
        ),
      ])
    }
    const wide = random.between(0.05, 0.066)
    const stations = random.chance(0.5) ? [0.05, 0.2, 0.8, 0.95] : [0.045, 0.17, 0.34, 0.66, 0.83, 0.955]
    const solid = union([
      union([body], 0, { material: 'staves' }),
      union(
        stations.map((t) => hoopAt(t, wide)),
        0,
        { material: 'hoops' },
      ),
      union([cylinder(0.028, 0.05, { at: [0, height / 2, waist + 0.004], rotate: [90, 0, 0], round: 0.008 })], 0, {
        material: 'staves',
      }),
    ])
    if (!(lying ?? random.chance(0.25))) return solid
    const cradle = mirror(
      'z',
      union([
        box([0.74, 0.12, 0.1], { at: [0, 0.06, height * 0.26], round: 0.012 }),
        box([0.12, 0.2, 0.1], { at: [0.3, 0.14, height * 0.26], rotate: [0, 0, -26], round: 0.012 }),
        box([0.12, 0.2, 0.1], { at: [-0.3, 0.14, height * 0.26], rotate: [0, 0, 26], round: 0.012 }),
      ]),
    )
    const tap = union(
      [
        cylinder(0.022, 0.14, { at: [0, 0.24, height / 2 + 0.03], rotate: [90, 0, 0] }),
        cylinder(0.018, 0.09, { at: [0, 0.22, height / 2 + 0.09] }),
        box([0.07, 0.02, 0.02], { at: [0, 0.28, height / 2 + 0.09], round: 0.006 }),
      ],
      0.008,
      { material: 'hoops' },
    )
    return union([
      union([solid], 0, { at: [0, waist + 0.09, -height / 2], rotate: [90, 0, 0] }),
      union([cradle], 0, { material: 'staves' }),
      tap,
    ])
  },
})
