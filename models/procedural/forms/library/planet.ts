import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, cylinder, displace, sphere, subtract, union } from './shapes.ts'

export const planet = defineForm({
  id: 'planet',
  title: 'Planet',
  summary: 'A cratered or mountainous world with rings or moons.',
  synonyms: ['moon', 'world', 'globe', 'saturn', 'mars', 'orb', 'ball', 'sphere'],
  variants: {
    saturn: { rings: true, craters: false },
    moon: { rings: false, craters: true },
    sphere: { rings: false, craters: false, moons: 0, smooth: true },
    ball: { rings: false, craters: false, moons: 0, smooth: true },
    orb: { rings: false, craters: false, moons: 0, smooth: true },
  },
  slots: {
    surface: {
      words: ['surface', 'continents', 'land'],
      material: { family: 'stone', colours: ['#a5785a'] },
      role: 'primary',
    },
    ring: { words: ['ring', 'rings'], material: { family: 'sandstone', colours: ['#cbb893'] }, role: 'secondary' },
    moon: { words: ['moon', 'moons'], material: { family: 'concrete' }, role: 'fixed' },
  },
  parameters: {
    rings: z.boolean().optional(),
    craters: z.boolean().optional(),
    moons: z.int().min(0).max(4).optional(),
    smooth: z.boolean().default(false),
  },
  view: { azimuth: 24, elevation: 10 },
  chip: 0,
  shape(random, { rings, craters, moons, smooth }) {
    const radius = 1
    const ringed = rings ?? random.chance(0.65)
    const cratered = craters ?? random.chance(0.5)
    let ball: FormNode = sphere(radius)
    if (!smooth) {
      if (cratered) {
        const holes: FormNode[] = []
        const count = random.integer(16, 22)
        for (let i = 0; i < count; i++) {
          const y = 1 - (2 * i + 1) / count
          const angle = i * 137.508 + random.between(-20, 20)
          const [x, , z] = around(angle, Math.sqrt(1 - y * y))
          const r = random.between(0.07, 0.26)
          holes.push(sphere(r, { at: [x * (1 + r * 0.55), y * (1 + r * 0.55), z * (1 + r * 0.55)] }))
        }
        ball = subtract(ball, holes, 0.05)
      }
      ball = displace('fbm', cratered ? 0.03 : 0.07, cratered ? 0.35 : 0.6, ball, {
        octaves: 5,
        seed: random.integer(0, 65535),
      })
      if (!cratered) ball = displace('ridged', 0.035, 0.4, ball, { octaves: 4, seed: random.integer(0, 65535) })
    }
    const parts: FormNode[] = [union([ball], 0, { material: 'surface' })]
    const tilt: Vec3 = [random.between(12, 24), 0, random.between(-20, 20)]
    if (ringed) {
      const bands: FormNode[] = []
      let r = random.between(1.28, 1.38)
      for (let i = 0; i < random.integer(3, 5); i++) {
        const wide = random.between(0.06, 0.2)
        bands.push(subtract(cylinder(r + wide, 0.018, { round: 0.006 }), [cylinder(r, 1)]))
        r += wide + random.between(0.02, 0.05)
      }
      parts.push(union(bands, 0, { rotate: tilt, material: 'ring' }))
    }
    const satellites = moons ?? (ringed ? random.integer(0, 1) : random.integer(1, 2))
    for (let i = 0; i < satellites; i++) {
      const [x, , z] = around(random.between(20, 70) * (i % 2 === 0 ? 1 : -1), 1.75)
      const r = random.between(0.11, 0.19)
      parts.push(
        displace('fbm', r * 0.16, r, sphere(r), {
          octaves: 3,
          seed: random.integer(0, 65535),
          at: [x, random.between(0.35, 0.8), z],
          material: 'moon',
        }),
      )
    }
    return union(parts, 0, { at: [0, 1.1, 0] })
  },
})
