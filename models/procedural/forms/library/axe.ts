import { z } from 'zod'
import type { FormNode, Outline } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, cone, cylinder, displace, extrude, mirror, sphere, subtract, torus, tube, union } from './shapes.ts'

export const axe = defineForm({
  id: 'axe',
  title: 'Axe',
  summary: 'A single or double battle axe with engraved cheeks.',
  synonyms: ['battle axe', 'battleaxe', 'hatchet', 'tomahawk', 'double axe', 'halberd', 'ax'],
  variants: { 'double axe': { double: true }, labrys: { double: true } },
  slots: {
    blade: { words: ['blade', 'head', 'edge'], material: { family: 'steel' }, role: 'primary' },
    handle: { words: ['handle', 'haft', 'shaft'], material: { family: 'wood' }, role: 'fixed' },
    trim: { words: ['trim', 'band', 'bands', 'cap', 'pommel'], material: { family: 'bronze' }, role: 'secondary' },
    grip: { words: ['grip', 'wrap'], material: { family: 'leather' }, role: 'fixed' },
  },
  parameters: { double: z.boolean().optional() },
  view: { azimuth: 22, elevation: 6 },
  chip: 0.005,
  shape(random, { double }) {
    const long = random.between(0.85, 1.05)
    const reach = random.between(0.24, 0.32)
    const up = random.between(0.14, 0.2)
    const beard = random.between(0.18, 0.28)
    const twin = double ?? random.chance(0.4)
    const y = long - 0.14
    const sheet: Outline = {
      type: 'polygon',
      curve: true,
      points: [
        [0, 0.055],
        [reach * 0.4, 0.06],
        [reach * 0.95, up],
        [reach * 1.0, up - 0.005],
        [reach * 1.13, -0.01],
        [reach * 0.98, -beard],
        [reach * 0.92, -beard],
        [reach * 0.5, -0.085],
        [reach * 0.25, -0.055],
        [0, -0.055],
      ],
    }
    // The cheeks thin out towards the edge.
    const wedge: FormNode = {
      type: 'intersect',
      children: [
        extrude(sheet, 0.2, { round: 0.002 }),
        {
          type: 'pyramid',
          sides: 4,
          radius: 0.06,
          height: reach * 2.4,
          at: [reach * 0.02, 0, 0],
          rotate: [0, 0, -90],
          scale: [12, 1, 0.5],
        },
      ],
    }
    const groove = mirror(
      'z',
      union([
        torus(reach * 0.86, 0.005, { at: [reach * 0.2, -0.02, 0.012], rotate: [90, 0, 0] }),
        torus(reach * 0.8, 0.004, { at: [reach * 0.2, -0.02, 0.014], rotate: [90, 0, 0] }),
      ]),
    )
    const half = subtract(wedge, [groove], 0.002)
    const back: FormNode = twin
      ? union([half], 0, { rotate: [0, 180, 0] })
      : union(
          [
            box([0.12, 0.075, 0.07], { at: [-0.07, 0, 0], round: 0.008 }),
            {
              type: 'pyramid',
              sides: 4,
              radius: 0.045,
              height: 0.13,
              at: [-0.18, 0, 0],
              rotate: [0, 0, 90],
              round: 0.003,
            },
          ],
          0.01,
        )
    const socket = box([0.1, 0.15, 0.078], { round: 0.018 })
    const head = union([half, back, socket], 0.008, { at: [0, y, 0], material: 'blade' })
    const bend = random.between(-0.03, 0.03)
    const haft = tube(
      [
        [bend, 0, 0],
        [0, long * 0.35, 0],
        [bend * 0.4, long * 0.7, 0],
        [0, long + 0.02, 0],
      ],
      [0.03, 0.026, 0.026, 0.029],
      { material: 'handle' },
    )
    const wrap: FormNode = {
      type: 'twist',
      degrees: 1200,
      child: displace('waves', 0.004, 0.02, cylinder(0.033, long * 0.24, { at: [0, long * 0.22, 0], round: 0.01 }), {
        count: 2,
      }),
      at: [bend * 0.3, 0, 0],
      material: 'grip',
    }
    const trim = union(
      [
        torus(0.033, 0.011, { at: [0, y - 0.1, 0] }),
        torus(0.034, 0.012, { at: [0, y + 0.1, 0] }),
        cone(0.03, 0.006, 0.09, { at: [0, long + 0.05, 0], round: 0.004 }),
        sphere(0.04, { at: [bend, 0.03, 0] }),
        torus(0.03, 0.008, { at: [bend * 0.8, 0.075, 0] }),
      ],
      0.003,
      { material: 'trim' },
    )
    return union([head, haft, wrap, trim])
  },
})
