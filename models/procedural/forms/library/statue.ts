import { z } from 'zod'
import { figure, figureKinds } from './figure.ts'
import { defineForm } from './named-form.ts'
import { plinth } from './plinth.ts'
import { union } from './shapes.ts'

export const statue = defineForm({
  id: 'statue',
  title: 'Statue',
  summary: 'A robed, winged or armoured figure on a moulded plinth.',
  synonyms: ['sculpture', 'monument', 'figure', 'effigy', 'idol', 'human', 'man', 'person', 'deity', 'god'],
  variants: {
    angel: { figure: 'angel' },
    warrior: { figure: 'warrior' },
    soldier: { figure: 'warrior' },
    knight: { figure: 'warrior' },
    gladiator: { figure: 'warrior' },
    goddess: { figure: 'goddess' },
    woman: { figure: 'goddess' },
    queen: { figure: 'goddess' },
    saint: { figure: 'sage' },
    king: { figure: 'sage' },
    philosopher: { figure: 'sage' },
    wizard: { figure: 'sage' },
    monk: { figure: 'sage' },
  },
  slots: {
    figure: { words: ['body', 'figure'], material: { family: 'stone' }, role: 'primary' },
    plinth: {
      words: ['plinth', 'pedestal', 'base', 'socle', 'stand'],
      material: { family: 'stone', traits: ['rough'] },
      role: 'secondary',
    },
  },
  parameters: {
    figure: z.enum(figureKinds).optional().describe('Who it shows.'),
    plinth: z.boolean().default(true).describe('Whether it stands on a plinth.'),
  },
  view: { azimuth: 24, elevation: 5 },
  chip: 0.012,
  shape(random, { figure: kind, plinth: onPlinth, wear }) {
    const shown = kind ?? random.pick(figureKinds)
    const brokenArm = wear > 0.7 && random.chance(0.55)
    const height = onPlinth ? random.between(0.5, 0.85) : 0
    const body = union([figure(shown, random.fork(shown), { brokenArm })], 0, {
      at: [0, height, 0],
      material: 'figure',
    })
    if (!onPlinth) return body
    const round = random.chance(0.35)
    return union([body, plinth({ width: round ? 0.92 : 0.84, height, round }, 'plinth')])
  },
})
