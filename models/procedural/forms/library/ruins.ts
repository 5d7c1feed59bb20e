import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { columnShape } from './column-shape.ts'
import { defineForm } from './named-form.ts'
import { box, cylinder, displace, spread, subtract, union } from './shapes.ts'

export const ruins = defineForm({
  id: 'ruins',
  title: 'Ruins',
  summary: 'What is left of a temple: broken columns, one still carrying its beam, and fallen drums.',
  synonyms: ['ruined temple', 'temple ruins', 'temple', 'broken columns', 'ancient ruins'],
  slots: {
    stone: {
      words: ['columns', 'column', 'stones'],
      material: { family: 'stone', traits: ['ancient'] },
      role: 'primary',
    },
    floor: {
      words: ['floor', 'steps', 'base'],
      material: { family: 'slate', traits: ['weathered'] },
      role: 'match',
    },
  },
  parameters: { columns: z.int().min(2).max(5).optional() },
  view: { azimuth: 28, elevation: 12 },
  chip: 0.022,
  shape(random, { columns }) {
    const count = columns ?? random.integer(3, 4)
    const radius = 0.24
    const height = 2.7
    const names = { shaft: 'stone', capital: 'stone', base: 'stone' }
    const gap = 1.2
    const xs = spread(count, (-(count - 1) * gap) / 2, ((count - 1) * gap) / 2)
    const standing = random.integer(0, count - 2)
    const parts: FormNode[] = []
    xs.forEach((x, i) => {
      const whole = i === standing || i === standing + 1
      const column = union(columnShape({ height, radius, flutes: 16, order: 'doric' }, names), 0, { at: [x, 0.3, 0] })
      if (whole) parts.push(column)
      else {
        const cut = random.between(0.8, 1.8)
        const breaks = displace(
          'chips',
          0.12,
          0.25,
          box([1.2, 3, 1.2], {
            at: [x, 0.3 + cut + 1.5, 0],
            rotate: [random.between(-16, 16), 0, random.between(-16, 16)],
          }),
          {
            seed: random.integer(0, 65535),
          },
        )
        parts.push(subtract(column, [breaks]))
      }
    })
    const beamX = (xs[standing]! + xs[standing + 1]!) / 2
    parts.push(
      union(
        [
          box([gap + 0.7, 0.3, 0.62], { at: [beamX, height + 0.45, 0], round: 0.02 }),
          box([gap + 0.82, 0.1, 0.74], { at: [beamX, height + 0.65, 0], round: 0.02 }),
        ],
        0,
        { material: 'stone' },
      ),
    )
    for (let i = 0; i < 3; i++) {
      parts.push(
        displace('waves', 0.014, 0.2, cylinder(radius * 0.98, random.between(0.3, 0.6), { round: 0.02 }), {
          count: 16,
          at: [random.between(-1, 1) * (gap * count) * 0.4, 0.3 + radius * 0.95, random.between(0.55, 0.8)],
          rotate: [90, random.between(0, 180), 0],
          material: 'stone',
        }),
      )
    }
    const long = gap * count + 0.4
    parts.push(
      box([long + 0.7, 0.16, 2.7], { at: [0, 0.08, 0.1], round: 0.02, material: 'floor' }),
      box([long, 0.16, 2.1], { at: [0, 0.23, 0.1], round: 0.02, material: 'floor' }),
    )
    return union(parts)
  },
})
