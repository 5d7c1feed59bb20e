import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, capsule, cylinder, displace, lathe, mirror, sphere, subtract, torus, tube, union } from './shapes.ts'

export const hammer = defineForm({
  id: 'hammer',
  title: 'Hammer',
  summary: 'A war hammer with a carved head, wound grip and lanyard.',
  synonyms: ['war hammer', 'warhammer', 'mallet', 'mjolnir', 'sledgehammer', 'maul', 'mace'],
  slots: {
    head: { words: ['head', 'face'], material: { family: 'steel' }, role: 'primary' },
    handle: { words: ['handle', 'shaft', 'haft'], material: { family: 'wood' }, role: 'fixed' },
    trim: {
      words: ['trim', 'band', 'bands', 'pommel', 'runes', 'rune'],
      material: { family: 'gold' },
      role: 'secondary',
    },
    grip: { words: ['grip', 'wrap', 'lanyard', 'strap'], material: { family: 'leather' }, role: 'fixed' },
  },
  parameters: { spike: z.boolean().optional() },
  view: { azimuth: 24, elevation: 8 },
  chip: 0.006,
  shape(random, { spike }) {
    const long = random.between(0.75, 1.0)
    const half = random.between(0.19, 0.24)
    const size = random.between(0.16, 0.21)
    const y = long
    const spiked = spike ?? random.chance(0.35)
    const block = box([half * 2, size, size], { at: [0, y, 0], round: 0.012 })
    const chamfers = [-1, 1].map((sign) =>
      box([size * 0.34, size * 1.12, size * 1.12], { at: [sign * (half - size * 0.17), y, 0], round: 0.02 }),
    )
    const carve = mirror('z', union([box([half * 0.95, size * 0.62, 0.02], { at: [0, y, size / 2], round: 0.008 })]))
    const rune = mirror(
      'z',
      union([
        capsule([-0.03, y - 0.045, size / 2 - 0.006], [-0.03, y + 0.045, size / 2 - 0.006], 0.006),
        capsule([-0.03, y + 0.045, size / 2 - 0.006], [0.03, y + 0.015, size / 2 - 0.006], 0.006),
        capsule([-0.03, y + 0.01, size / 2 - 0.006], [0.035, y - 0.04, size / 2 - 0.006], 0.006),
        torus(0.062, 0.005, { at: [0, y, size / 2 - 0.006], rotate: [90, 0, 0] }),
      ]),
    )
    const head: FormNode[] = [subtract(union([block, ...chamfers], 0.008), [carve], 0.004)]
    if (spiked)
      head.push(
        {
          type: 'pyramid',
          sides: 4,
          radius: size * 0.42,
          height: size * 1.3,
          at: [-half - size * 0.5, y, 0],
          rotate: [0, 0, 90],
          round: 0.004,
        },
        { type: 'pyramid', sides: 4, radius: size * 0.2, height: size * 0.9, at: [0, y + size * 0.9, 0], round: 0.003 },
      )
    const trim = [
      ...[-1, 1].map((sign) =>
        box([0.026, size * 1.2, size * 1.2], { at: [sign * (half - size * 0.4), y, 0], round: 0.008 }),
      ),
      cylinder(0.043, 0.05, { at: [0, y - size / 2 - 0.025, 0], round: 0.01 }),
      torus(0.034, 0.01, { at: [0, long * 0.42, 0] }),
      union([sphere(0.04, { at: [0, 0.035, 0] }), torus(0.034, 0.01, { at: [0, 0.085, 0] })], 0.006),
      rune,
    ]
    const haft = lathe(
      [
        [0.03, 0.04],
        [0.028, long * 0.4],
        [0.032, long * 0.8],
        [0.03, long],
      ],
      { curve: true, material: 'handle' },
    )
    const wrap: FormNode = {
      type: 'twist',
      degrees: 1100,
      child: displace('waves', 0.004, 0.02, cylinder(0.0345, long * 0.32, { at: [0, long * 0.25, 0], round: 0.008 }), {
        count: 2,
      }),
      material: 'grip',
    }
    const strap = tube(
      [
        [0.02, 0.05, 0],
        [0.09, 0.0, 0.03],
        [0.12, 0.1, 0.05],
        [0.03, 0.12, 0.03],
      ],
      0.008,
      { material: 'grip' },
    )
    return union([union(head, 0, { material: 'head' }), union(trim, 0, { material: 'trim' }), haft, wrap, strap])
  },
})
