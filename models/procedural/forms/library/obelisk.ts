import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, polar, prism, sphere, spread, subtract, torus, union } from './shapes.ts'

const stoneSlot = { words: ['shaft', 'body'], material: { family: 'stone' }, role: 'primary' } as const

export const obelisk = defineForm({
  id: 'obelisk',
  title: 'Obelisk',
  summary: 'A tapering needle with a gilded point and carved signs, on steps.',
  synonyms: ['monolith', 'stele', 'needle', 'standing stone', 'menhir', 'totem'],
  slots: {
    shaft: { ...stoneSlot, material: { family: 'granite' } },
    tip: { words: ['tip', 'point', 'top', 'cap'], material: { family: 'gold' }, role: 'secondary' },
    base: { words: ['base', 'steps', 'plinth'], material: { family: 'granite', traits: ['rough'] }, role: 'primary' },
  },
  parameters: { signs: z.boolean().optional() },
  view: { azimuth: 28, elevation: 6 },
  chip: 0.016,
  shape(random, { signs }) {
    const height = random.between(2.2, 3)
    const wide = random.between(0.34, 0.42)
    const slim = random.between(0.58, 0.7)
    const shaft: FormNode = {
      type: 'taper',
      bottom: 1,
      top: slim,
      from: -height / 2,
      to: height / 2,
      child: box([wide, height, wide], { round: 0.012 }),
      at: [0, 0.5 + height / 2, 0],
    }
    const carvings: FormNode[] = []
    if (signs ?? random.chance(0.8)) {
      spread(random.integer(7, 9), 0.85, height + 0.05).forEach((y) => {
        // The face leans back: the signs follow it, and are as wide as it is there.
        const narrow = 1 - (1 - slim) * ((y - 0.5) / height)
        carvings.push(union(signOf(random.integer(0, 4)), 0, { at: [0, y, (wide / 2) * narrow], scale: narrow * 1.2 }))
      })
    }
    const carved = carvings.length === 0 ? shaft : subtract(shaft, [polar(4, union(carvings))], 0.006)
    const topWide = wide * slim
    return union([
      union([carved], 0, { material: 'shaft' }),
      {
        type: 'pyramid',
        sides: 4,
        radius: topWide * 0.53,
        height: topWide * 0.95,
        at: [0, 0.5 + height + topWide * 0.46, 0],
        material: 'tip',
      },
      box([wide * 2.2, 0.18, wide * 2.2], { at: [0, 0.09, 0], round: 0.015, material: 'base' }),
      box([wide * 1.75, 0.16, wide * 1.75], { at: [0, 0.25, 0], round: 0.015, material: 'base' }),
      box([wide * 1.35, 0.22, wide * 1.35], { at: [0, 0.42, 0], round: 0.02, material: 'base' }),
    ])
  },
})

/** A carved sign, 12 cm wide, cut 3 cm deep into the plane z = 0. */
function signOf(kind: number): FormNode[] {
  const bar = (y: number): FormNode => box([0.12, 0.02, 0.06], { at: [0, y, 0] })
  switch (kind) {
    case 0:
      return [torus(0.045, 0.013, { rotate: [90, 0, 0], scale: [1, 2, 1] }), sphere(0.016)]
    case 1:
      return [bar(0.01), box([0.022, 0.1, 0.06])]
    case 2:
      return [prism(3, 0.05, 0.06, { rotate: [90, 0, 0] })]
    case 3:
      return [bar(0.032), bar(-0.004), bar(-0.04)]
    default:
      return [sphere(0.034, { at: [0, 0.015, 0] }), bar(-0.045)]
  }
}
