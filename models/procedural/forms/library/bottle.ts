import { z } from 'zod'
import type { FormNode, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, capsule, cylinder, displace, lathe, torus, union } from './shapes.ts'

export const bottle = defineForm({
  id: 'bottle',
  title: 'Bottle',
  summary: 'A potion or wine bottle with a cork, collar and label or net.',
  synonyms: ['potion', 'flask', 'vial', 'potion bottle', 'wine bottle', 'phial', 'flacon', 'decanter', 'elixir'],
  slots: {
    glass: { words: ['glass', 'body'], material: { family: 'glass', colours: ['#2f7a5a'] }, role: 'primary' },
    cork: { words: ['cork', 'stopper', 'cap'], material: { family: 'wood', colours: ['#b08a5a'] }, role: 'fixed' },
    label: { words: ['label', 'tag'], material: { family: 'paper' }, role: 'secondary' },
    band: { words: ['band', 'rope', 'string', 'collar', 'wire'], material: { family: 'leather' }, role: 'fixed' },
  },
  parameters: { shape: z.enum(['round', 'conical', 'wine', 'square']).optional(), label: z.boolean().optional() },
  chip: 0.003,
  shape(random, { shape, label }) {
    const kind = shape ?? random.pick(['round', 'conical', 'wine', 'square'] as const)
    const belly = random.between(0.17, 0.21)
    const neck = random.between(0.045, 0.058)
    const bodyHigh = kind === 'wine' ? 0.5 : kind === 'square' ? 0.34 : random.between(0.3, 0.38)
    const top = bodyHigh + (kind === 'wine' ? 0.32 : random.between(0.17, 0.24))
    const wide = kind === 'wine' ? 0.125 : belly
    const profiles: Record<typeof kind, Vec2[]> = {
      round: [
        [wide * 0.5, 0],
        [wide * 0.95, bodyHigh * 0.28],
        [wide, bodyHigh * 0.5],
        [wide * 0.75, bodyHigh * 0.85],
        [neck, bodyHigh + 0.05],
        [neck, top],
      ],
      conical: [
        [wide, 0],
        [wide, 0.0],
        [wide * 1.05, 0.03],
        [wide * 0.62, bodyHigh * 0.62],
        [neck * 1.05, bodyHigh + 0.02],
        [neck, top],
      ],
      wine: [
        [wide * 0.94, 0],
        [wide, 0.03],
        [wide, bodyHigh * 0.85],
        [wide * 0.86, bodyHigh],
        [neck * 1.1, bodyHigh + 0.12],
        [neck * 0.9, top],
      ],
      square: [
        [neck, bodyHigh - 0.05],
        [neck, bodyHigh],
        [neck, top],
      ],
    }
    const neckProfile = lathe(profiles[kind], { curve: true })
    const glass: FormNode[] = [
      kind === 'square'
        ? union(
            [box([wide * 1.75, bodyHigh, wide * 1.75], { at: [0, bodyHigh / 2, 0], round: 0.045 }), neckProfile],
            0.05,
          )
        : neckProfile,
    ]
    glass.push(torus(neck + 0.008, 0.017, { at: [0, top - 0.012, 0], scale: [1, 1.2, 1] }))
    const cork = displace('fbm', 0.004, 0.03, cylinder(neck * 0.84, 0.11, { at: [0, top + 0.035, 0], round: 0.01 }), {
      octaves: 2,
      seed: random.integer(0, 65535),
      material: 'cork',
    })
    const collar = union(
      [
        torus(neck + 0.012, 0.009, { at: [0, bodyHigh + 0.085, 0] }),
        torus(neck + 0.012, 0.009, { at: [0, bodyHigh + 0.1, 0] }),
        torus(neck + 0.01, 0.009, { at: [0, bodyHigh + 0.115, 0] }),
        capsule([0.02, bodyHigh + 0.1, neck + 0.015], [0.05, bodyHigh + 0.02, neck + 0.05], 0.007),
      ],
      0.003,
      { material: 'band' },
    )
    const body = union(glass, 0.01, { material: 'glass' })
    if (!(label ?? random.chance(0.65))) return union([body, cork, collar])
    const paper: FormNode = {
      type: 'intersect',
      children: [
        { type: 'round', radius: 0.0045, child: glass[0]! },
        box([wide * 1.15, bodyHigh * 0.4, 1], {
          at: [0, bodyHigh * (kind === 'wine' ? 0.48 : 0.45), 0.5],
          rotate: [0, 0, random.between(-4, 4)],
          round: 0.012,
        }),
      ],
      material: 'label',
    }
    return union([body, cork, collar, paper])
  },
})
