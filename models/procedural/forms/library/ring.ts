import { z } from 'zod'
import type { FormNode } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, box, displace, ellipsoid, mirror, polar, sphere, torus, tube, union } from './shapes.ts'

export const ring = defineForm({
  id: 'ring',
  title: 'Ring',
  summary: 'A finger ring with a set stone, shoulders and small stones.',
  synonyms: ['jewellery', 'jewelry', 'wedding ring', 'signet ring', 'diamond ring', 'engagement ring', 'band ring'],
  slots: {
    band: { words: ['band', 'setting', 'prongs', 'metal'], material: { family: 'gold' }, role: 'primary' },
    gem: {
      words: ['gem', 'jewel', 'stone', 'diamond', 'ruby', 'emerald', 'sapphire', 'gems'],
      material: { family: 'crystal', colours: ['#b3122e'] },
      role: 'secondary',
    },
  },
  parameters: { cut: z.enum(['round', 'square', 'oval']).optional() },
  view: { azimuth: 28, elevation: 16 },
  chip: 0.004,
  shape(random, { cut }) {
    // Ten times life size, so that its details are of the size of those of other forms.
    const r = 0.3
    const thick = random.between(0.026, 0.036)
    const kind = cut ?? random.pick(['round', 'square', 'oval'] as const)
    const twisted = random.chance(0.35)
    const hoop: FormNode = twisted
      ? displace('waves', 0.006, 0.02, torus(r, thick, { rotate: [90, 0, 0] }), { count: 2 })
      : union(
          [
            torus(r, thick, { rotate: [90, 0, 0], scale: [1, random.between(1.2, 1.7), 1] }),
            torus(r + thick * 0.4, thick * 0.5, { rotate: [90, 0, 0], at: [0, 0, 0] }),
          ],
          0.01,
        )
    const size = random.between(0.085, 0.115)
    const sides = kind === 'square' ? 4 : kind === 'oval' ? 12 : 8
    const crownCut: FormNode = {
      type: 'intersect',
      children: [
        { type: 'pyramid', sides, radius: size * 1.5, height: size * 1.5, at: [0, size * 0.42, 0] },
        { type: 'prism', sides, radius: size, height: size * 2 },
        box([1, size * 0.9, 1], { at: [0, 0, 0] }),
      ],
    }
    const pavilion: FormNode = {
      type: 'pyramid',
      sides,
      radius: size,
      height: size * 1.05,
      at: [0, -size * 0.62, 0],
      rotate: [180, 0, 0],
    }
    const top = r + thick + size * 0.75
    const stone = union([crownCut, pavilion], 0, { at: [0, top, 0], scale: kind === 'oval' ? [1.25, 1, 0.9] : 1 })
    const stretch = kind === 'oval' ? 1.2 : 1
    const prongs = polar(
      kind === 'square' ? 4 : 6,
      tube(
        [
          [0, r + 0.01, size * 0.35],
          [0, top - size * 0.5, size * 0.9],
          [0, top + size * 0.16, size * 0.93],
          [0, top + size * 0.3, size * 0.78],
        ],
        [0.014, 0.012, 0.012, 0.009],
      ),
      { rotate: [0, kind === 'square' ? 45 : 30, 0], scale: [stretch, 1, 1] },
    )
    const basket = [
      torus(size * 0.62, 0.01, { at: [0, top - size * 0.72, 0], scale: [stretch, 1, 1] }),
      torus(size * 0.9, 0.01, { at: [0, top - size * 0.25, 0], scale: [stretch, 1, 1] }),
      ellipsoid([size * 0.55, 0.035, size * 0.5], { at: [0, r + thick * 0.9, 0] }),
    ]
    const small: FormNode[] = []
    const beads: FormNode[] = []
    for (const degrees of [20, 32, 44]) {
      const [x, , y] = around(degrees, r + thick * 1.02)
      small.push(mirror('x', sphere(0.019, { at: [x, y, 0] })))
      beads.push(mirror('x', torus(0.021, 0.006, { at: [x, y, 0], rotate: [0, 0, -degrees] })))
    }
    return union(
      [
        union([hoop, prongs, ...basket, ...beads], 0.004, { material: 'band' }),
        union([stone, ...small], 0, { material: 'gem' }),
      ],
      0,
      { at: [0, r + thick + 0.005, 0] },
    )
  },
})
