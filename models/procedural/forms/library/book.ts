import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, capsule, cylinder, displace, polar, sphere, spread, subtract, torus, union } from './shapes.ts'

export const book = defineForm({
  id: 'book',
  title: 'Book',
  summary: 'A bound tome with ribs, corners, clasp and an emblem, closed or on a stack.',
  synonyms: ['tome', 'spellbook', 'spell book', 'grimoire', 'bible', 'books', 'diary', 'codex', 'volume'],
  slots: {
    cover: {
      words: ['cover', 'binding', 'spine'],
      material: { family: 'leather', colours: ['#6a2a1c'] },
      role: 'primary',
    },
    pages: { words: ['page', 'pages', 'paper'], material: { family: 'paper' }, role: 'fixed' },
    metal: {
      words: ['corner', 'corners', 'clasp', 'clasps', 'emblem', 'fittings', 'lock'],
      material: { family: 'gold' },
      role: 'secondary',
    },
  },
  parameters: { books: z.int().min(1).max(4).optional() },
  view: { azimuth: 30, elevation: 30 },
  chip: 0.003,
  shape(random, { books }) {
    const count = books ?? random.pick([1, 1, 2, 3])
    const volume = (wide: number, tall: number, thick: number): FormNode => {
      const board = 0.012
      const ribs = spread(4, -tall * 0.34, tall * 0.34).map((z) =>
        capsule([-wide / 2 - 0.012, thick * 0.25, z], [-wide / 2 - 0.012, thick * 0.75, z], 0.011),
      )
      const spine: FormNode = {
        type: 'intersect',
        children: [
          cylinder(thick * 0.62, tall, { at: [-wide / 2 + thick * 0.36, thick / 2, 0], rotate: [90, 0, 0] }),
          box([thick * 0.5, thick, tall], { at: [-wide / 2 - 0.01 - thick * 0.02, thick / 2, 0], round: 0.006 }),
        ],
      }
      const cover = union(
        [
          box([wide, board, tall], { at: [0, board / 2, 0], round: 0.005 }),
          box([wide, board, tall], { at: [0, thick - board / 2, 0], round: 0.005 }),
          spine,
          ...ribs,
        ],
        0.003,
      )
      const border = subtract(box([wide * 0.84, 0.006, tall * 0.86], { at: [0, thick, 0], round: 0.002 }), [
        box([wide * 0.78, 0.1, tall * 0.815], { at: [0, thick, 0] }),
      ])
      const leaves = displace(
        'waves',
        0.0014,
        0.006,
        box([wide - 0.03, thick - board * 2 + 0.002, tall - 0.03], { at: [-0.004, thick / 2, 0], round: 0.003 }),
      )
      const cornerAt = (sx: number, sz: number): FormNode => ({
        type: 'intersect',
        children: [
          box([wide + 0.012, thick + 0.012, tall + 0.012], { at: [0, thick / 2, 0], round: 0.006 }),
          union([
            box([0.1, board * 1.6, 0.1], {
              at: [(sx * wide) / 2, thick - board / 2 + 0.004, (sz * tall) / 2],
              rotate: [0, 45, 0],
            }),
            box([0.1, board * 1.6, 0.1], {
              at: [(sx * wide) / 2, board / 2 - 0.004, (sz * tall) / 2],
              rotate: [0, 45, 0],
            }),
          ]),
        ],
      })
      const metal: FormNode[] = [cornerAt(1, 1), cornerAt(1, -1)]
      const emblem = random.integer(0, 2)
      if (emblem === 0)
        metal.push(
          union(
            [
              torus(0.065, 0.006),
              torus(0.05, 0.004),
              ...[0, 60, 120].map((degrees) => box([0.11, 0.007, 0.008], { rotate: [0, degrees, 0] })),
              sphere(0.018),
            ],
            0.002,
            { at: [0, thick + 0.002, 0] },
          ),
        )
      else if (emblem === 1)
        metal.push(
          union(
            [
              polar(8, capsule([0, 0, 0.03], [0, 0, 0.075], 0.007, { endRadius: 0.001 })),
              sphere(0.03, { scale: [1, 0.5, 1] }),
              torus(0.04, 0.004),
            ],
            0.002,
            { at: [0, thick + 0.002, 0] },
          ),
        )
      else
        metal.push(
          union(
            [
              box([0.018, 0.012, 0.16]),
              box([0.1, 0.012, 0.018], { at: [0, 0, -0.03] }),
              sphere(0.016, { at: [0, 0.006, -0.03] }),
            ],
            0.002,
            { at: [0, thick + 0.002, 0] },
          ),
        )
      metal.push(
        ...[-tall * 0.24, tall * 0.24].map((z) =>
          union([
            box([0.05, 0.008, 0.036], { at: [wide / 2 - 0.022, thick + 0.002, z], round: 0.003 }),
            box([0.008, thick + 0.008, 0.036], { at: [wide / 2 + 0.002, thick / 2, z], round: 0.003 }),
            cylinder(0.009, 0.04, { at: [wide / 2 + 0.006, thick * 0.5, z], rotate: [90, 0, 0] }),
          ]),
        ),
      )
      return union([
        union([cover, border], 0, { material: 'cover' }),
        union([leaves], 0, { material: 'pages' }),
        union(metal, 0, { material: 'metal' }),
      ])
    }
    const parts: FormNode[] = []
    let y = 0
    for (let i = 0; i < count; i++) {
      const wide = random.between(0.36, 0.42) * (1 - i * 0.06)
      const tall = random.between(0.48, 0.54) * (1 - i * 0.06)
      const thick = random.between(0.09, 0.13)
      const turn = i === 0 ? random.between(-8, 8) : random.between(-26, 26)
      parts.push(union([volume(wide, tall, thick)], 0, { at: [0, y, 0], rotate: [0, turn, 0] }))
      y += thick
    }
    return union(parts)
  },
})
