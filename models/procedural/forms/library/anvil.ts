import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, capsule, cylinder, displace, extrude, lathe, mirror, sphere, subtract, torus, union } from './shapes.ts'

export const anvil = defineForm({
  id: 'anvil',
  title: 'Anvil',
  summary: "A smith's anvil with horn and heel on an oak stump.",
  synonyms: ['blacksmith anvil', 'forge', 'blacksmith'],
  slots: {
    iron: {
      words: ['anvil', 'horn', 'face', 'body'],
      material: { family: 'steel', colours: ['#4b4d50'] },
      role: 'primary',
    },
    stump: { words: ['stump', 'block', 'base', 'log', 'wood'], material: { family: 'bark' }, role: 'secondary' },
    band: { words: ['band', 'bands', 'ring', 'chain'], material: { family: 'rust' }, role: 'fixed' },
  },
  parameters: { stump: z.boolean().default(true) },
  chip: 0.006,
  shape(random, { stump }) {
    const long = random.between(0.3, 0.36)
    const waist = random.between(0.11, 0.14)
    const foot = extrude(
      {
        type: 'polygon',
        points: [
          [-0.21, 0],
          [0.21, 0],
          [0.21, 0.05],
          [0.15, 0.09],
          [waist * 0.9, 0.17],
          [waist, 0.24],
          [0.2, 0.29],
          [0.23, 0.31],
          [0.23, 0.385],
          [-0.23, 0.385],
          [-0.23, 0.31],
          [-0.2, 0.29],
          [-waist, 0.24],
          [-waist * 0.9, 0.17],
          [-0.15, 0.09],
          [-0.21, 0.05],
        ],
        round: 0.008,
      },
      0.2,
      { round: 0.012 },
    )
    const feet = mirror('x', mirror('z', box([0.13, 0.05, 0.08], { at: [0.15, 0.025, 0.1], round: 0.012 })))
    const horn = union(
      [{ type: 'capsule', from: [0.2, 0.33, 0], to: [0.22 + long, 0.37, 0], radius: 0.082, endRadius: 0.012 }],
      0,
      { scale: [1, 1, 0.92] },
    )
    const table = box([0.12, 0.05, 0.16], { at: [0.24, 0.345, 0], round: 0.008 })
    const heel: FormNode = {
      type: 'taper',
      bottom: 0.6,
      top: 1,
      from: -0.05,
      to: 0.05,
      child: box([0.24, 0.1, 0.2], { round: 0.008 }),
      at: [-0.29, 0.335, 0],
    }
    const hardy = box([0.035, 0.2, 0.035], { at: [-0.32, 0.38, 0.03] })
    const pritchel = cylinder(0.014, 0.2, { at: [-0.365, 0.38, -0.04] })
    const shape = subtract(
      union([foot, feet, horn, table, heel], 0.015),
      [hardy, pritchel, ...(random.chance(0.6) ? [sphere(0.05, { at: [0.05, 0.425, 0.06] })] : [])],
      0.004,
    )
    if (!stump) return union([shape], 0, { material: 'iron' })
    const high = random.between(0.36, 0.46)
    const wood = displace(
      'ridged',
      0.018,
      0.06,
      lathe(
        [
          [0.38, 0],
          [0.345, 0.08],
          [0.33, high - 0.02],
          [0.32, high],
        ],
        { curve: true, scale: [1, 1, 0.86] },
      ),
      { octaves: 2, stretch: [1, 5, 1], seed: random.integer(0, 65535) },
    )
    const bands = [0.12, high - 0.08].map((y) =>
      union([torus(0.336, 0.018, { at: [0, y, 0], scale: [1.015, 1.8, 0.875] })]),
    )
    const staples = mirror('x', torus(0.05, 0.014, { at: [0.23, high + 0.01, 0.06], rotate: [90, 0, 0], arc: 200 }))
    const parts: FormNode[] = [
      union([shape], 0, { at: [-0.04, high, 0], material: 'iron' }),
      union([wood], 0, { material: 'stump' }),
      union([...bands, staples], 0, { material: 'band' }),
    ]
    if (random.chance(0.65)) {
      const y = high + 0.39
      parts.push(
        union(
          [
            box([0.06, 0.06, 0.15], { at: [0, y + 0.034, 0.02], round: 0.008 }),
            capsule([0, y + 0.034, 0.06], [-0.3, y + 0.034, 0.14], 0.013),
          ],
          0,
          { at: [0.02, 0, 0], rotate: [0, random.between(-14, 14), 0], material: 'band' },
        ),
      )
    }
    return union(parts)
  },
})
