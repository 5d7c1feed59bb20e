import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { squareLeg, turnedLeg } from './furniture-legs.ts'
import { defineForm } from './named-form.ts'
import { box, cylinder, lathe, mirror, polar, sphere, subtract, tube, union } from './shapes.ts'

export const table = defineForm({
  id: 'table',
  title: 'Table',
  summary: 'A table with a moulded top on turned legs, a trestle or a pedestal.',
  synonyms: ['desk', 'workbench', 'wooden table', 'dining table', 'round table', 'altar', 'coffee table'],
  variants: { 'round table': { style: 'pedestal' } },
  slots: {
    top: { words: ['top', 'tabletop', 'surface', 'board'], material: { family: 'wood-planks' }, role: 'primary' },
    legs: { words: ['leg', 'legs', 'base', 'foot', 'feet', 'frame'], material: { family: 'wood' }, role: 'match' },
  },
  parameters: { style: z.enum(['turned', 'tapered', 'trestle', 'pedestal']).optional() },
  view: { azimuth: 28, elevation: 16 },
  chip: 0.008,
  shape(random, { style }) {
    const kind = style ?? random.pick(['turned', 'tapered', 'trestle', 'pedestal'] as const)
    const high = random.between(0.7, 0.76)
    if (kind === 'pedestal') {
      const r = random.between(0.5, 0.62)
      const top = lathe(
        [
          [r * 0.97, high],
          [r, high + 0.012],
          [r * 0.985, high + 0.03],
          [r * 0.99, high + 0.045],
          [r * 0.97, high + 0.055],
        ],
        { round: 0.003, material: 'top' },
      )
      const stem = lathe(
        [
          [0.07, 0.12],
          [0.11, 0.18],
          [0.07, 0.25],
          [0.05, 0.3],
          [0.09, 0.42],
          [0.1, 0.47],
          [0.06, 0.56],
          [0.055, 0.6],
          [0.12, high - 0.03],
          [0.2, high],
        ],
        { curve: true },
      )
      const feet = polar(
        random.pick([3, 4]),
        union(
          [
            tube(
              [
                [0, 0.2, 0.06],
                [0, 0.18, 0.2],
                [0, 0.05, 0.34],
                [0, 0.03, 0.42],
              ],
              [0.045, 0.04, 0.034, 0.04],
            ),
            sphere(0.045, { at: [0, 0.042, 0.43] }),
          ],
          0.01,
        ),
      )
      return union([top, union([stem, feet], 0.02, { material: 'legs' })])
    }
    const wide = random.between(1.15, 1.5)
    const deep = random.between(0.65, 0.8)
    const boards = random.integer(4, 5)
    const slab = box([wide, 0.055, deep], { at: [0, high + 0.028, 0], round: 0.01 })
    const seams = {
      type: 'repeat',
      count: [1, 1, boards] as Vec3,
      step: [0, 0, deep / boards] as Vec3,
      child: box([wide * 2, 0.024, 0.007]),
      at: [0, high + 0.062, boards % 2 === 0 ? 0 : deep / boards / 2] as Vec3,
    } satisfies FormNode
    const cleats = mirror(
      'x',
      box([0.07, 0.058, deep + 0.012], { at: [wide / 2 - 0.03, high + 0.028, 0], round: 0.01 }),
    )
    const top = union([subtract(slab, [seams], 0.003), cleats], 0, { material: 'top' })
    const x = wide / 2 - 0.12
    const z = deep / 2 - 0.09
    const legs: FormNode[] = []
    if (kind === 'trestle') {
      legs.push(
        mirror(
          'x',
          union([
            box([0.085, 0.07, deep * 0.86], { at: [x, 0.035, 0], round: 0.016 }),
            box([0.085, 0.06, deep * 0.8], { at: [x, high - 0.03, 0], round: 0.012 }),
            box([0.075, high - 0.1, 0.17], { at: [x, high / 2, 0], round: 0.014 }),
            mirror('z', box([0.06, 0.34, 0.05], { at: [x, high - 0.2, 0.15], rotate: [-42, 0, 0], round: 0.01 })),
            box([0.06, 0.035, 0.03], { at: [x + 0.06, high * 0.42, 0], round: 0.006 }),
          ]),
        ),
        box([wide - 0.1, 0.1, 0.045], { at: [0, high * 0.42, 0], round: 0.01 }),
      )
    } else {
      const leg = kind === 'turned' ? turnedLeg(high, 0.045, [x, 0, z]) : squareLeg(high, 0.085, [x, 0, z])
      legs.push(
        mirror('x', mirror('z', leg)),
        mirror('z', box([2 * x, 0.1, 0.028], { at: [0, high - 0.055, z + 0.01], round: 0.006 })),
        mirror('x', box([0.028, 0.1, 2 * z], { at: [x + 0.01, high - 0.055, 0], round: 0.006 })),
      )
      legs.push(
        union([
          box([0.34, 0.075, 0.012], { at: [0, high - 0.055, z + 0.028], round: 0.004 }),
          sphere(0.02, { at: [0, high - 0.055, z + 0.05] }),
          cylinder(0.009, 0.03, { at: [0, high - 0.055, z + 0.038], rotate: [90, 0, 0] }),
        ]),
      )
    }
    return union([top, union(legs, 0.002, { material: 'legs' })])
  },
})
