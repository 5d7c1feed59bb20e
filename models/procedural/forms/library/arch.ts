import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, box, spread, union } from './shapes.ts'

export const arch = defineForm({
  id: 'arch',
  title: 'Arch',
  summary: 'A round or pointed arch of wedge stones on moulded piers.',
  synonyms: ['archway', 'gateway', 'portal', 'triumphal arch', 'stone gate', 'gate', 'doorway'],
  slots: {
    stone: { words: ['pier', 'stones', 'wall'], material: { family: 'stone' }, role: 'primary' },
    voussoirs: {
      words: ['keystone', 'voussoir', 'arch stones', 'ring'],
      material: { family: 'stone', traits: ['weathered'] },
      role: 'match',
    },
  },
  parameters: { stones: z.int().min(7).max(21).optional() },
  view: { azimuth: 28, elevation: 8 },
  chip: 0.022,
  shape(random, { stones }) {
    const count = stones ?? random.pick([9, 11, 13])
    const span = random.between(0.62, 0.8)
    const thick = random.between(0.28, 0.4)
    const deep = random.between(0.5, 0.75)
    const spring = random.between(1.2, 1.7)
    const parts: FormNode[] = []
    const middle = span + thick / 2
    const wedge = ((span + thick) * Math.PI) / count
    spread(count, -90 + 90 / count, 90 - 90 / count).forEach((degrees, i) => {
      const key = i === (count - 1) / 2
      const [x, , y] = around(degrees, middle + (key ? 0.05 : 0))
      parts.push({
        type: 'taper',
        bottom: span / (span + thick),
        top: 1,
        from: -thick / 2,
        to: thick / 2,
        child: box([wedge * 0.965, thick + (key ? 0.12 : 0), deep + (key ? 0.08 : 0)], { round: 0.02 }),
        at: [x, spring + y, 0],
        rotate: [0, 0, -degrees],
        material: 'voussoirs',
      })
    })
    for (const sign of [-1, 1]) {
      const x = sign * middle
      const courses = random.integer(4, 5)
      for (let i = 0; i < courses; i++) {
        const tall = (spring - 0.42) / courses
        const shift = random.between(-0.012, 0.012)
        parts.push(
          box([thick * 1.08, tall * 0.965, deep + random.between(-0.01, 0.02)], {
            at: [x + shift, 0.24 + tall * (i + 0.5), 0],
            round: 0.022,
            material: 'stone',
          }),
        )
      }
      parts.push(
        box([thick * 1.5, 0.16, deep * 1.25], { at: [x, 0.08, 0], round: 0.02, material: 'stone' }),
        box([thick * 1.3, 0.09, deep * 1.14], { at: [x, 0.2, 0], round: 0.025, material: 'stone' }),
        box([thick * 1.3, 0.08, deep * 1.14], { at: [x, spring - 0.13, 0], round: 0.025, material: 'stone' }),
        box([thick * 1.45, 0.09, deep * 1.24], { at: [x, spring - 0.05, 0], round: 0.02, material: 'stone' }),
      )
    }
    return union(parts)
  },
})
