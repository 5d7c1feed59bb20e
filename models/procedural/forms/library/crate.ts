import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, ellipsoid, mirror, repeat, subtract, union } from './shapes.ts'

export const crate = defineForm({
  id: 'crate',
  title: 'Crate',
  summary: 'A crate of boards in a nailed frame, with braces, corners or a loose lid.',
  synonyms: ['box', 'wooden box', 'cargo crate', 'container', 'shipping crate', 'cube', 'supply crate', 'package'],
  slots: {
    boards: { words: ['board', 'boards', 'side', 'body'], material: { family: 'wood-planks' }, role: 'primary' },
    frame: { words: ['frame', 'brace', 'braces', 'edge'], material: { family: 'wood' }, role: 'primary' },
    metal: {
      words: ['nail', 'nails', 'corner', 'corners', 'metal', 'band', 'bands'],
      material: { family: 'steel', colours: ['#4b4d50'] },
      role: 'secondary',
    },
  },
  parameters: { brace: z.enum(['diagonal', 'cross', 'none']).optional() },
  view: { azimuth: 32, elevation: 20 },
  chip: 0.007,
  shape(random, { brace }) {
    const wide = random.between(0.85, 1.1)
    const tall = wide * random.between(0.72, 1.02)
    const deep = wide * random.between(0.8, 1)
    const bar = random.between(0.085, 0.11)
    const style = brace ?? random.pick(['diagonal', 'cross', 'none'] as const)
    const corners = random.chance(0.6)
    const boards = random.integer(4, 6)
    const core = box([wide - 0.05, tall - 0.05, deep - 0.05], { at: [0, tall / 2, 0], round: 0.006 })
    const grooves = [
      repeat([1, boards - 1, 1], [0, tall / boards, 0], box([wide * 2, 0.011, deep * 2]), { at: [0, tall / 2, 0] }),
    ]
    const inside = box([wide - 0.11, tall - 0.11, deep - 0.11], { at: [0, tall / 2, 0] })
    const planks = union([subtract(core, grooves, 0.004), inside])
    const face = (w: number, depth: number): FormNode => {
      const bars: FormNode[] = [
        box([w, bar, 0.035], { at: [0, tall - bar / 2, depth], round: 0.007 }),
        box([w, bar, 0.035], { at: [0, bar / 2, depth], round: 0.007 }),
        box([bar, tall, 0.033], { at: [w / 2 - bar / 2, tall / 2, depth], round: 0.007 }),
        box([bar, tall, 0.033], { at: [-w / 2 + bar / 2, tall / 2, depth], round: 0.007 }),
      ]
      const run = w - bar * 2
      const climb = tall - bar * 2
      const length = Math.sqrt(run * run + climb * climb) + bar * 0.55
      // atan(climb / run) near 45°, by its series to third order: bars only need to end under the frame.
      const ratio = climb / run
      const lean = 45 + ((ratio - 1) / (ratio + 1)) * 57.3
      if (style !== 'none')
        bars.push(
          box([length, bar * 0.9, 0.028], { at: [0, tall / 2, depth - 0.002], rotate: [0, 0, lean], round: 0.006 }),
        )
      if (style === 'cross')
        bars.push(
          box([length, bar * 0.9, 0.026], { at: [0, tall / 2, depth - 0.004], rotate: [0, 0, -lean], round: 0.006 }),
        )
      return union(bars)
    }
    const frame = union([
      mirror('z', face(wide, deep / 2 - 0.01)),
      mirror('x', union([face(deep - 0.03, wide / 2 - 0.01)], 0, { rotate: [0, 90, 0] })),
      mirror('z', box([wide, 0.035, bar], { at: [0, tall - 0.008, deep / 2 - bar / 2], round: 0.007 })),
      mirror('x', box([bar, 0.034, deep], { at: [wide / 2 - bar / 2, tall - 0.008, 0], round: 0.007 })),
    ])
    const nail = (x: number, y: number): FormNode => ellipsoid([0.013, 0.013, 0.007], { at: [x, y, deep / 2 + 0.008] })
    const metal: FormNode[] = [
      mirror(
        'z',
        mirror(
          'x',
          union(
            [bar / 2, tall - bar / 2].flatMap((y) => [nail(wide / 2 - bar * 0.3, y), nail(wide / 2 - bar * 0.72, y)]),
          ),
        ),
      ),
    ]
    if (corners) {
      const plate = union([
        box([bar * 1.35, bar * 1.35, 0.012], {
          at: [wide / 2 - bar * 0.64, tall - bar * 0.64, deep / 2 + 0.009],
          round: 0.003,
        }),
        box([0.012, bar * 1.35, bar * 1.35], {
          at: [wide / 2 + 0.009, tall - bar * 0.64, deep / 2 - bar * 0.64],
          round: 0.003,
        }),
        box([bar * 1.35, 0.012, bar * 1.35], {
          at: [wide / 2 - bar * 0.64, tall + 0.011, deep / 2 - bar * 0.64],
          round: 0.003,
        }),
      ])
      const low = union([
        box([bar * 1.35, bar * 1.35, 0.012], {
          at: [wide / 2 - bar * 0.64, bar * 0.66, deep / 2 + 0.009],
          round: 0.003,
        }),
        box([0.012, bar * 1.35, bar * 1.35], {
          at: [wide / 2 + 0.009, bar * 0.66, deep / 2 - bar * 0.64],
          round: 0.003,
        }),
      ])
      metal.push(mirror('x', mirror('z', union([plate, low]))))
    }
    return union([
      union([planks], 0, { material: 'boards' }),
      union([frame], 0, { material: 'frame' }),
      union(metal, 0, { material: 'metal' }),
    ])
  },
})
