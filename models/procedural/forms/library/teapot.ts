import { z } from 'zod'
import { defineForm } from './named-form.ts'
import { capsule, displace, lathe, sphere, subtract, torus, tube, union } from './shapes.ts'

export const teapot = defineForm({
  id: 'teapot',
  title: 'Teapot',
  summary: 'A round teapot with spout, handle and knobbed lid.',
  synonyms: ['tea pot', 'kettle', 'tea kettle', 'coffee pot', 'coffeepot', 'utah teapot'],
  slots: {
    body: { words: ['body', 'pot', 'spout', 'handle'], material: { family: 'porcelain' }, role: 'primary' },
    trim: { words: ['rim', 'knob', 'lid', 'foot', 'band'], material: { family: 'gold' }, role: 'secondary' },
  },
  parameters: { ribs: z.boolean().optional() },
  view: { azimuth: 24, elevation: 16 },
  chip: 0.003,
  shape(random, { ribs }) {
    const r = random.between(0.24, 0.28)
    const tall = random.between(0.36, 0.46)
    const belly = random.between(0.38, 0.52)
    const shell = lathe(
      [
        [r * 0.62, 0.03],
        [r * 0.88, tall * 0.15],
        [r, tall * belly],
        [r * 0.86, tall * 0.78],
        [r * 0.56, tall],
        [r * 0.5, tall * 1.02],
      ],
      { curve: true },
    )
    const ribbed = ribs ?? random.chance(0.4)
    const body = ribbed ? displace('waves', 0.012, 0.1, shell, { count: random.pick([12, 16]) }) : shell
    const low = tall * random.between(0.26, 0.36)
    const spoutTop = tall * random.between(0.94, 1.08)
    const spout = subtract(
      tube(
        [
          [r * 0.75, low, 0],
          [r * 1.3, low + 0.05, 0],
          [r * 1.45, tall * 0.7, 0],
          [r * 1.8, spoutTop, 0],
        ],
        [0.075, 0.055, 0.04, 0.032],
      ),
      [capsule([r * 1.62, spoutTop * 0.88, 0], [r * 1.95, spoutTop * 1.12, 0], 0.02)],
      0.006,
    )
    const handle = tube(
      [
        [-r * 0.82, tall * 0.84, 0],
        [-r * 1.35, tall * 0.96, 0],
        [-r * 1.68, tall * 0.66, 0],
        [-r * 1.42, tall * 0.3, 0],
        [-r * 0.9, tall * 0.26, 0],
      ],
      [0.028, 0.026, 0.025, 0.023, 0.026],
    )
    const lid = lathe(
      [
        [r * 0.6, tall],
        [r * 0.58, tall + 0.016],
        [r * 0.4, tall + 0.05],
        [r * 0.12, tall + 0.075],
        [0.02, tall + 0.085],
        [0.018, tall + 0.1],
        [0.034, tall + 0.118],
        [0.03, tall + 0.142],
        [0.001, tall + 0.152],
      ],
      { curve: true },
    )
    const trim = [
      torus(r * 0.57, 0.012, { at: [0, tall + 0.006, 0] }),
      lathe(
        [
          [r * 0.7, 0],
          [r * 0.7, 0.015],
          [r * 0.6, 0.03],
          [r * 0.64, 0.045],
          [0.001, 0.05],
        ],
        { round: 0.004 },
      ),
      sphere(0.036, { at: [0, tall + 0.128, 0] }),
      torus(0.032, 0.006, { at: [r * 1.8, spoutTop, 0], rotate: [0, 0, -42] }),
    ]
    return union([union([body, spout, handle, lid], 0.018, { material: 'body' }), union(trim, 0, { material: 'trim' })])
  },
})
