import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { merlons } from './merlons.ts'
import { defineForm } from './named-form.ts'
import { around, box, cone, cylinder, lathe, polar, sphere, subtract, torus, union } from './shapes.ts'

export const tower = defineForm({
  id: 'tower',
  title: 'Tower',
  summary: 'A round or square keep with battlements or a pointed roof.',
  synonyms: [
    'castle tower',
    'watchtower',
    'watch tower',
    'turret',
    'keep',
    'fortress',
    'lighthouse',
    'stone tower',
    'bell tower',
  ],
  slots: {
    wall: { words: ['wall', 'stone'], material: { family: 'brick' }, role: 'primary' },
    roof: { words: ['roof', 'spire'], material: { family: 'slate' }, role: 'secondary' },
    door: { words: ['door', 'gate', 'shutter'], material: { family: 'wood-planks' }, role: 'fixed' },
    trim: {
      words: ['trim', 'battlements', 'battlement', 'windows', 'window'],
      material: { family: 'stone' },
      role: 'primary',
    },
  },
  parameters: { roof: z.boolean().optional(), floors: z.int().min(2).max(6).optional() },
  view: { azimuth: 30, elevation: 8 },
  chip: 0.03,
  shape(random, { roof, floors }) {
    const levels = floors ?? random.integer(3, 4)
    const radius = random.between(0.95, 1.15)
    const height = levels * 1.15 + 0.6
    const pointed = roof ?? random.chance(0.5)
    const wall = lathe([
      [radius * 1.22, 0],
      [radius * 1.06, 0.5],
      [radius, 1.0],
      [radius * 0.95, height],
    ])
    const openings: FormNode[] = []
    const frames: FormNode[] = []
    for (let level = 0; level < levels; level++) {
      const y = 1.3 + level * 1.15
      if (y > height - 0.5) break
      const turn = level * 70 + random.between(0, 40) + 20
      for (const degrees of [turn - 60, turn + 120]) {
        const at = around(degrees, radius * 0.97, y)
        const rotate: [number, number, number] = [0, degrees, 0]
        openings.push(
          union([box([0.17, 0.42, 0.5]), cylinder(0.085, 0.5, { at: [0, 0.21, 0], rotate: [90, 0, 0] })], 0, {
            at,
            rotate,
          }),
        )
        frames.push(
          union(
            [
              subtract(torus(0.12, 0.035, { at: [0, 0.2, 0], rotate: [90, 0, 0] }), [
                box([0.5, 0.3, 0.5], { at: [0, 0.04, 0] }),
              ]),
              box([0.34, 0.07, 0.14], { at: [0, -0.24, 0.02], round: 0.015 }),
              box([0.06, 0.4, 0.09], { at: [0.12, 0, 0], round: 0.012 }),
              box([0.06, 0.4, 0.09], { at: [-0.12, 0, 0], round: 0.012 }),
            ],
            0,
            { at: around(degrees, radius * 0.985, y), rotate },
          ),
        )
      }
    }
    const doorway = union(
      [box([0.5, 0.9, 0.7], { at: [0, 0.45, 0] }), cylinder(0.25, 0.7, { at: [0, 0.9, 0], rotate: [90, 0, 0] })],
      0,
      { at: [0, 0.02, radius * 1.05] },
    )
    const doorFrame = union(
      [
        subtract(torus(0.31, 0.07, { at: [0, 0.9, 0], rotate: [90, 0, 0] }), [
          box([1, 0.9, 0.6], { at: [0, 0.44, 0] }),
        ]),
        box([0.13, 0.92, 0.16], { at: [0.31, 0.46, 0], round: 0.02 }),
        box([0.13, 0.92, 0.16], { at: [-0.31, 0.46, 0], round: 0.02 }),
        box([0.9, 0.1, 0.4], { at: [0, 0.05, 0.1], round: 0.02 }),
      ],
      0,
      { at: [0, 0, radius * 1.12] },
    )
    const door = box([0.54, 1.2, 0.1], { at: [0, 0.6, radius * 0.98], material: 'door' })
    const bands = [height * 0.45, height - 0.25].map((y) => torus(radius * 0.975, 0.05, { at: [0, y, 0] }))
    const gallery = lathe([
      [radius * 0.93, height - 0.25],
      [radius * 1.16, height],
      [radius * 1.18, height + 0.16],
      [radius * 0.98, height + 0.16],
      [radius * 0.98, height + 0.02],
      [0.001, height + 0.02],
    ])
    const corbels = polar(20, box([0.1, 0.24, 0.2], { at: [0, height - 0.12, radius * 1.02], round: 0.02 }))
    const crenels = merlons(12, radius * 1.09, height + 0.28, [0.34, 0.34, 0.18])
    const parts: FormNode[] = [
      union([subtract(wall, [...openings, doorway])], 0, { material: 'wall' }),
      union([...frames, doorFrame, ...bands, gallery, corbels, crenels], 0, { material: 'trim' }),
      door,
    ]
    if (pointed) {
      parts.push(
        lathe(
          [
            [radius * 1.02, height + 0.3],
            [radius * 0.98, height + 0.42],
            [radius * 0.5, height + 1.35],
            [radius * 0.2, height + 2.1],
            [0.02, height + 2.7],
          ],
          { curve: true, material: 'roof' },
        ),
        cylinder(radius * 0.9, 0.5, { at: [0, height + 0.2, 0], material: 'wall' }),
        union([sphere(0.07, { at: [0, height + 2.72, 0] }), cone(0.03, 0.008, 0.4, { at: [0, height + 2.92, 0] })], 0, {
          material: 'roof',
        }),
      )
    }
    return union(parts)
  },
})
