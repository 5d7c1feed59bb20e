import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { box, polar, subtract, union } from './shapes.ts'

export const pyramid = defineForm({
  id: 'pyramid',
  title: 'Pyramid',
  summary: 'A stepped or smooth pyramid with an entrance.',
  synonyms: ['ziggurat', 'step pyramid', 'mayan temple', 'aztec temple'],
  slots: {
    stone: { words: ['blocks', 'steps'], material: { family: 'stone', colours: ['#c8a877'] }, role: 'primary' },
    cap: { words: ['cap', 'tip', 'top', 'shrine'], material: { family: 'gold' }, role: 'secondary' },
  },
  parameters: { steps: z.int().min(4).max(14).optional() },
  view: { azimuth: 34, elevation: 20 },
  chip: 0.02,
  shape(random, { steps }) {
    const count = steps ?? random.integer(6, 10)
    const base = 3
    const rise = random.between(0.55, 0.72) * base
    const parts: FormNode[] = []
    for (let i = 0; i < count; i++) {
      const size = base * (1 - (i / count) * 0.88)
      parts.push(box([size, rise / count, size], { at: [0, (rise / count) * (i + 0.5), 0], round: 0.018 }))
    }
    const stairs = random.integer(16, 22)
    const flight = Array.from({ length: stairs }, (_, i) => {
      const t = i / stairs
      const z = (base / 2) * (1 - t * 0.88) + 0.06
      return box([0.46, rise * t + rise / stairs, 0.12], { at: [0, (rise * t + rise / stairs) / 2, z], round: 0.008 })
    })
    parts.push(polar(4, union(flight)))
    const shrine = subtract(
      union([
        box([0.34, 0.3, 0.34], { at: [0, rise + 0.15, 0], round: 0.012 }),
        { type: 'pyramid', sides: 4, radius: 0.24, height: 0.18, at: [0, rise + 0.39, 0] },
      ]),
      [box([0.12, 0.2, 1], { at: [0, rise + 0.1, 0] }), box([1, 0.2, 0.12], { at: [0, rise + 0.1, 0] })],
      0,
      { material: 'cap' },
    )
    return union([union(parts, 0, { material: 'stone' }), shrine])
  },
})
