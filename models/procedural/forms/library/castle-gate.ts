import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { merlons } from './merlons.ts'
import { defineForm } from './named-form.ts'
import { box, cylinder, lathe, polar, repeat, sphere, subtract, torus, union } from './shapes.ts'

export const gate = defineForm({
  id: 'castle-gate',
  title: 'Castle gate',
  summary: 'Two towers with a portcullis between them.',
  synonyms: ['castle', 'gatehouse', 'city gate', 'portcullis', 'fort', 'citadel', 'drawbridge'],
  slots: {
    wall: { words: ['wall', 'tower', 'towers'], material: { family: 'stone' }, role: 'primary' },
    roof: { words: ['roof', 'roofs', 'spire'], material: { family: 'slate' }, role: 'secondary' },
    iron: {
      words: ['portcullis', 'grille', 'bars'],
      material: { family: 'steel', colours: ['#4b4d50'] },
      role: 'fixed',
    },
    wood: { words: ['door', 'bridge', 'drawbridge'], material: { family: 'wood-planks' }, role: 'fixed' },
  },
  parameters: { roofs: z.boolean().optional() },
  view: { azimuth: 30, elevation: 14 },
  chip: 0.03,
  shape(random, { roofs }) {
    const height = random.between(3.2, 3.9)
    const radius = random.between(0.68, 0.8)
    const gap = random.between(1.35, 1.6)
    const pointed = roofs ?? random.chance(0.55)
    const wallHigh = height - random.between(0.6, 0.9)
    const turret: FormNode = union(
      [
        lathe([
          [radius * 1.18, 0],
          [radius * 1.04, 0.4],
          [radius, height],
          [radius * 1.16, height + 0.22],
          [radius * 1.16, height + 0.4],
          [radius * 0.96, height + 0.4],
          [radius * 0.96, height + 0.24],
          [0.001, height + 0.24],
        ]),
        polar(16, box([0.09, 0.2, 0.17], { at: [0, height + 0.06, radius * 1.06], round: 0.015 })),
        merlons(9, radius * 1.07, height + 0.52, [0.27, 0.3, 0.15]),
      ],
      0,
    )
    const slits = [0.42, 0.7].map((t) => box([0.07, 0.42, 0.6], { at: [0, height * t, radius] }))
    const towers = [-gap, gap].map((x) => subtract(turret, slits, 0, { at: [x, 0, 0] }))
    const opening = union([
      box([0.98, 1.2, 2], { at: [0, 0.6, 0] }),
      cylinder(0.49, 2, { at: [0, 1.2, 0], rotate: [90, 0, 0] }),
    ])
    const curtain = union([
      subtract(box([gap * 2, wallHigh, 0.8], { at: [0, wallHigh / 2, 0], round: 0.015 }), [opening]),
      subtract(torus(0.56, 0.09, { at: [0, 1.2, 0.4], rotate: [90, 0, 0] }), [box([2, 1.2, 2], { at: [0, 0.6, 0] })]),
      repeat([4, 1, 1], [0.36, 0, 0], box([0.22, 0.3, 0.16], { round: 0.012 }), { at: [0, wallHigh + 0.13, 0.32] }),
      box([gap * 2 - 0.6, 0.08, 0.94], { at: [0, wallHigh - 0.2, 0], round: 0.02 }),
    ])
    const grille = union(
      [
        repeat(
          [6, 1, 1],
          [0.17, 0, 0],
          union([
            box([0.04, 1.5, 0.04]),
            { type: 'pyramid', sides: 4, radius: 0.035, height: 0.12, at: [0, -0.78, 0], rotate: [180, 0, 0] },
          ]),
          { at: [0, 1.1, 0.1] },
        ),
        repeat([1, 6, 1], [0, 0.22, 0], box([1.0, 0.035, 0.05]), { at: [0, 1.12, 0.1] }),
      ],
      0,
      { material: 'iron' },
    )
    const bridge = box([0.95, 0.08, 1.1], { at: [0, 0.06, 0.95], round: 0.01, material: 'wood' })
    const parts: FormNode[] = [union([...towers, curtain], 0, { material: 'wall' }), grille, bridge]
    if (pointed) {
      const cap = lathe(
        [
          [radius * 0.98, 0],
          [radius * 0.9, 0.1],
          [radius * 0.42, 0.8],
          [0.02, 1.65],
        ],
        { curve: true },
      )
      for (const x of [-gap, gap]) {
        parts.push(union([cap, sphere(0.06, { at: [0, 1.66, 0] })], 0, { at: [x, height + 0.5, 0], material: 'roof' }))
        parts.push(cylinder(radius * 0.86, 0.5, { at: [x, height + 0.38, 0], material: 'wall' }))
      }
    }
    return union(parts)
  },
})
