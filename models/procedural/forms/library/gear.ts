import { z } from 'zod'
import type { FormNode, Outline, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, box, cylinder, extrude, mirror, polar, subtract, union } from './shapes.ts'

export const gear = defineForm({
  id: 'gear',
  title: 'Gear',
  summary: 'Meshing cogwheels with spokes or holes and a keyed hub.',
  synonyms: ['cog', 'cogwheel', 'gearwheel', 'gears', 'cogs', 'sprocket', 'clockwork', 'mechanism'],
  slots: {
    gear: { words: ['wheel', 'tooth', 'teeth', 'body'], material: { family: 'steel' }, role: 'primary' },
    hub: { words: ['hub', 'axle', 'bolt', 'bolts', 'shaft'], material: { family: 'bronze' }, role: 'secondary' },
  },
  parameters: { teeth: z.int().min(8).max(40).optional(), second: z.boolean().optional() },
  view: { azimuth: 26, elevation: 8 },
  chip: 0.004,
  shape(random, { teeth, second }) {
    const count = teeth ?? random.integer(14, 22)
    const module = 0.046
    const radius = (count * module) / 2 + module * 0.5
    const pair = second ?? random.chance(0.6)
    const wheel = (n: number, thick: number, turn: number): { wheel: FormNode; hub: FormNode; radius: number } => {
      const r = (n * module) / 2 + module * 0.5
      const bore = r * 0.17
      const spokes = random.integer(0, 2)
      const openings: Outline[] =
        spokes === 0
          ? [
              {
                type: 'polar',
                count: random.pick([5, 6]),
                child: { type: 'circle', radius: r * 0.155, at: [0, r * 0.5] },
              },
            ]
          : spokes === 1
            ? [
                {
                  type: 'subtract',
                  from: {
                    type: 'subtract',
                    from: { type: 'circle', radius: r * 0.7 },
                    remove: [{ type: 'circle', radius: r * 0.34 }],
                  },
                  remove: [
                    {
                      type: 'polar',
                      count: random.pick([4, 5, 6]),
                      child: { type: 'rectangle', size: [r * 0.15, r * 2], at: [0, r] },
                    },
                  ],
                },
              ]
            : []
      const plate = extrude(
        {
          type: 'subtract',
          from: { type: 'cog', teeth: n, radius: r, depth: module * 1.05, round: 0.004 },
          remove: [{ type: 'circle', radius: bore }, ...openings],
        },
        thick,
        { round: 0.006 },
      )
      const recess = mirror(
        'z',
        subtract(cylinder(r * 0.72, 0.05, { at: [0, 0, thick / 2], rotate: [90, 0, 0] }), [
          cylinder(r * 0.32, 1, { rotate: [90, 0, 0] }),
        ]),
      )
      const body = subtract(plate, [recess], 0.008)
      const collar = subtract(cylinder(r * 0.3, thick * 1.5, { rotate: [90, 0, 0], round: 0.01 }), [
        cylinder(bore, 1, { rotate: [90, 0, 0] }),
        box([bore * 0.6, bore * 0.7, 1], { at: [0, bore * 1.05, 0] }),
      ])
      const bolts = {
        type: 'union',
        children: [
          polar(6, { type: 'prism', sides: 6, radius: r * 0.035, height: thick * 1.62, at: [0, 0, r * 0.235] }),
        ],
        rotate: [90, 0, 0],
      } satisfies FormNode
      return {
        wheel: union([body], 0, { rotate: [0, 0, turn] }),
        hub: union([collar, bolts], 0, { rotate: [0, 0, turn] }),
        radius: r,
      }
    }
    const first = wheel(count, random.between(0.12, 0.16), 0)
    const parts: FormNode[] = [
      union([first.wheel], 0, { at: [0, radius, 0], material: 'gear' }),
      union([first.hub], 0, { at: [0, radius, 0], material: 'hub' }),
    ]
    if (pair) {
      const small = random.integer(9, 12)
      const other = wheel(small, 0.11, 0)
      const distance = ((count + small) * module) / 2
      const angle = random.between(24, 62)
      const [dx, , dy] = around(90 - angle, distance)
      // A tooth of one wheel meets a gap of the other along the line between the centres.
      const phase = angle + 180 + 180 / small - ((angle % (360 / count)) * count) / small + 0
      const turned = { at: [dx, radius + dy, 0] as Vec3, rotate: [0, 0, phase] as Vec3 }
      parts.push(
        union([other.wheel], 0, { ...turned, material: 'gear' }),
        union([other.hub], 0, { ...turned, material: 'hub' }),
      )
    }
    return union(parts)
  },
})
