import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, cylinder, extrude, sphere, subtract, union } from './shapes.ts'

export const house = defineForm({
  id: 'house',
  title: 'House',
  summary: 'A timber-framed cottage with a tiled roof, chimney, windows and door.',
  synonyms: [
    'cottage',
    'cabin',
    'hut',
    'home',
    'building',
    'farmhouse',
    'barn',
    'shed',
    'villa',
    'inn',
    'tavern',
    'church',
    'chapel',
  ],
  slots: {
    wall: { words: ['wall', 'facade'], material: { family: 'plaster' }, role: 'primary' },
    roof: { words: ['roof'], material: { family: 'roof-tiles' }, role: 'secondary' },
    timber: {
      words: ['timber', 'beam', 'frame', 'door', 'shutter'],
      material: { family: 'wood', traits: ['weathered'], colours: ['#4a3422'] },
      role: 'fixed',
    },
    stone: { words: ['chimney', 'foundation', 'base', 'step'], material: { family: 'cobble' }, role: 'fixed' },
    window: { words: ['window', 'windows', 'pane'], material: { family: 'glass' }, role: 'fixed' },
  },
  parameters: { floors: z.int().min(1).max(3).optional() },
  view: { azimuth: 34, elevation: 16 },
  chip: 0.02,
  shape(random, { floors }) {
    const levels = floors ?? random.integer(1, 2)
    const wide = random.between(2.6, 3.3)
    const deep = random.between(2.0, 2.5)
    const eaves = levels * 1.25 + 0.25
    const pitch = random.between(38, 50)
    const rise = (deep / 2) * (pitch < 44 ? 0.86 : 1.1)
    const front = deep / 2
    const gable = extrude(
      {
        type: 'polygon',
        points: [
          [-front, 0],
          [front, 0],
          [front, eaves],
          [0, eaves + rise],
          [-front, eaves],
        ],
      },
      wide,
      { rotate: [0, 90, 0] },
    )
    const beams: FormNode[] = []
    for (const x of [-wide / 2, wide / 2])
      for (const z of [-front, front]) beams.push(box([0.14, eaves, 0.14], { at: [x, eaves / 2, z], round: 0.01 }))
    for (let level = 0; level <= levels; level++) {
      const y = level === levels ? eaves - 0.05 : 0.28 + level * 1.22
      beams.push(box([wide + 0.1, 0.12, deep + 0.06], { at: [0, y, 0], round: 0.01 }))
    }
    const doorX = random.pick([-1, 0, 1]) * wide * 0.24
    const columns = [-0.5, -0.17, 0.17, 0.5].map((t) => t * (wide - 0.3))
    const windows: FormNode[] = []
    const panes: FormNode[] = []
    const holes: FormNode[] = []
    for (let level = 0; level < levels; level++) {
      for (const t of [-0.32, 0.02, 0.34]) {
        const x = t * wide
        const y = 0.92 + level * 1.22
        if (level === 0 && Math.abs(x - doorX) < 0.62) continue
        for (const z of [front]) {
          holes.push(box([0.46, 0.54, 0.3], { at: [x, y, z] }))
          panes.push(box([0.46, 0.54, 0.04], { at: [x, y, z - 0.06] }))
          windows.push(
            subtract(box([0.58, 0.66, 0.12], { at: [x, y, z], round: 0.01 }), [
              box([0.44, 0.52, 1], { at: [x, y, z] }),
            ]),
            box([0.035, 0.54, 0.05], { at: [x, y, z - 0.02] }),
            box([0.48, 0.035, 0.05], { at: [x, y, z - 0.02] }),
            box([0.68, 0.06, 0.18], { at: [x, y - 0.34, z + 0.03], round: 0.01 }),
          )
        }
      }
      // The gable side.
      const y = 0.92 + level * 1.22
      for (const z of level === 0 ? [0] : [-0.4, 0.4]) {
        const x = wide / 2
        holes.push(box([0.3, 0.54, 0.44], { at: [x, y, z] }))
        panes.push(box([0.04, 0.54, 0.44], { at: [x - 0.06, y, z] }))
        windows.push(
          subtract(box([0.12, 0.66, 0.56], { at: [x, y, z], round: 0.01 }), [box([1, 0.52, 0.42], { at: [x, y, z] })]),
          box([0.05, 0.54, 0.035], { at: [x - 0.02, y, z] }),
        )
      }
    }
    for (const x of columns)
      if (Math.abs(x - doorX) > 0.5)
        beams.push(box([0.1, eaves - 0.3, 0.06], { at: [x, eaves / 2 + 0.12, front + 0.01], round: 0.008 }))
    const brace = (z: number, y: number, lean: number): FormNode =>
      box([0.06, 1.15, 0.1], { at: [wide / 2 + 0.01, y, z], rotate: [lean, 0, 0], round: 0.008 })
    beams.push(brace(-front * 0.72, eaves - 0.72, 24), brace(front * 0.72, eaves - 0.72, -24))
    beams.push(box([0.06, rise, 0.1], { at: [wide / 2 + 0.01, eaves + rise / 2 - 0.12, 0], round: 0.008 }))
    const door = union(
      [
        box([0.56, 1.0, 0.09], { at: [doorX, 0.68, front], round: 0.01 }),
        subtract(box([0.74, 1.12, 0.16], { at: [doorX, 0.7, front], round: 0.012 }), [
          box([0.56, 1.0, 1], { at: [doorX, 0.68, front] }),
        ]),
        sphere(0.03, { at: [doorX + 0.2, 0.68, front + 0.07] }),
      ],
      0,
    )
    const slopeLength = Math.sqrt(front * front + rise * rise) + 0.34
    const angle = pitch < 44 ? 40.7 : 47.7
    const slope = (sign: number): FormNode =>
      box([wide + 0.5, 0.09, slopeLength], {
        at: [0, eaves + rise / 2 - 0.04, sign * (front / 2 + 0.06)],
        rotate: [sign * angle, 0, 0],
        round: 0.015,
      })
    const chimneyX = random.pick([-1, 1]) * wide * 0.3
    const chimney = union(
      [
        box([0.36, rise + 0.7, 0.36], { at: [chimneyX, eaves + rise * 0.62, -front * 0.4], round: 0.015 }),
        box([0.46, 0.1, 0.46], { at: [chimneyX, eaves + rise * 1.12 + 0.3, -front * 0.4], round: 0.015 }),
        box([0.8, 0.14, 0.4], { at: [doorX, 0.07, front + 0.22], round: 0.02 }),
        box([wide + 0.14, 0.24, deep + 0.14], { at: [0, 0.12, 0], round: 0.02 }),
      ],
      0,
      { material: 'stone' },
    )
    return union([
      union([subtract(gable, holes)], 0, { material: 'wall' }),
      union([...beams, ...windows, door], 0, { material: 'timber' }),
      union(panes, 0, { material: 'window' }),
      union(
        [
          slope(1),
          slope(-1),
          cylinder(0.07, wide + 0.5, { at: [0, eaves + rise + 0.03, 0], rotate: [0, 0, 90], round: 0.01 }),
        ],
        0,
        { material: 'roof' },
      ),
      chimney,
    ])
  },
})
