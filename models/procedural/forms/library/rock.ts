import { z } from 'zod'
import type { Vec3 } from '../form-program.ts'
import { boulder } from './boulder.ts'
import { defineForm } from './named-form.ts'
import { around, box, displace, subtract, union } from './shapes.ts'

export const rock = defineForm({
  id: 'rock',
  title: 'Rock',
  summary: 'A weathered boulder with smaller stones at its foot.',
  synonyms: ['boulder', 'rocks', 'stones', 'crag', 'cliff', 'meteorite', 'asteroid', 'meteor'],
  slots: {
    stone: { words: ['stone', 'rock'], material: { family: 'stone' }, role: 'primary' },
    pebbles: {
      words: ['pebbles', 'pebble', 'rubble'],
      material: { family: 'stone', traits: ['rough'] },
      role: 'primary',
    },
  },
  parameters: { stones: z.int().min(0).max(8).optional() },
  view: { azimuth: 28, elevation: 16 },
  chip: 0.01,
  shape(random, { stones }) {
    const size: Vec3 = [random.between(0.62, 0.9), random.between(0.42, 0.85), random.between(0.55, 0.75)]
    const main = union(
      [
        boulder(random, size, {
          at: [0, size[1] * 0.68, 0],
          rotate: [random.between(-12, 12), random.between(0, 360), random.between(-14, 14)],
        }),
        boulder(random, [size[0] * 0.6, size[1] * 0.55, size[2] * 0.6], {
          at: [random.pick([-1, 1]) * size[0] * 0.52, size[1] * 0.3, random.between(0.05, 0.3)],
          rotate: [0, random.between(0, 360), 0],
        }),
      ],
      0.05,
    )
    const split = displace(
      'chips',
      0.035,
      0.24,
      displace('fbm', 0.05, 0.5, main, { octaves: 3, seed: random.integer(0, 65535) }),
      { seed: random.integer(0, 65535) },
    )
    const count = stones ?? random.integer(3, 6)
    const small = Array.from({ length: count }, (_, i) => {
      const [x, , z] = around(-70 + (i * 200) / count + random.between(-15, 15), random.between(0.95, 1.2))
      const r = random.between(0.09, 0.2)
      return boulder(random, [r * 1.2, r * 0.8, r], {
        at: [x, r * 0.55, z * 0.85],
        rotate: [0, random.between(0, 360), 0],
      })
    })
    const foot = subtract(split, [box([6, 2, 6], { at: [0, -1, 0] })], 0.01, { material: 'stone' })
    return small.length === 0
      ? foot
      : union([
          foot,
          displace('fbm', 0.018, 0.14, union(small), {
            octaves: 2,
            seed: random.integer(0, 65535),
            material: 'pebbles',
          }),
        ])
  },
})
