import { z } from 'zod'
import { columnShape } from './column-shape.ts'
import { defineForm } from './named-form.ts'
import { union } from './shapes.ts'

export const column = defineForm({
  id: 'column',
  title: 'Column',
  summary: 'A fluted column in one of three classical orders.',
  synonyms: ['pillar', 'pilaster', 'post'],
  variants: {
    'doric column': { order: 'doric' },
    'ionic column': { order: 'ionic' },
    'corinthian column': { order: 'corinthian' },
  },
  slots: {
    shaft: { words: ['shaft', 'body', 'flute'], material: { family: 'marble' }, role: 'primary' },
    capital: { words: ['capital', 'top', 'head', 'crown'], material: { family: 'marble' }, role: 'match' },
    base: { words: ['base', 'foot', 'plinth', 'pedestal'], material: { family: 'stone' }, role: 'primary' },
  },
  parameters: { order: z.enum(['doric', 'ionic', 'corinthian']).optional(), flutes: z.int().min(8).max(40).optional() },
  view: { azimuth: 28, elevation: 6 },
  chip: 0.018,
  shape(random, { order, flutes }) {
    const height = random.between(2.6, 3.6)
    const radius = random.between(0.22, 0.29)
    const design = {
      height,
      radius,
      flutes: flutes ?? random.pick([16, 20, 24]),
      order: order ?? random.pick(['doric', 'ionic', 'corinthian'] as const),
    }
    return union(columnShape(design, { shaft: 'shaft', capital: 'capital', base: 'base' }))
  },
})
