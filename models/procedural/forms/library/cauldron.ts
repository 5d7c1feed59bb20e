import { defineForm } from './named-form.ts'
import { around, cylinder, displace, mirror, polar, sphere, subtract, torus, tube, union } from './shapes.ts'

export const cauldron = defineForm({
  id: 'cauldron',
  title: 'Cauldron',
  summary: 'A three-legged pot of bubbling brew with a bail handle.',
  synonyms: ['kettle pot', 'witch cauldron', 'cooking pot', 'brazier', 'pot of gold'],
  slots: {
    pot: {
      words: ['pot', 'body', 'leg', 'legs', 'rim', 'handle'],
      material: { family: 'steel', colours: ['#4b4d50'] },
      role: 'primary',
    },
    brew: {
      words: ['brew', 'liquid', 'potion', 'soup', 'content', 'bubbles'],
      material: { family: 'water', traits: ['glowing'], colours: ['#4cbf3a'] },
      role: 'secondary',
    },
  },
  parameters: {},
  view: { azimuth: 26, elevation: 22 },
  chip: 0.006,
  shape(random) {
    const r = random.between(0.42, 0.5)
    const squash = random.between(0.8, 0.95)
    const cy = 0.16 + r * squash
    const rimY = cy + r * 0.62 * squash
    const outer = union(
      [
        sphere(r, { at: [0, cy, 0], scale: [1, squash, 1] }),
        cylinder(r * 0.82, 0.16, { at: [0, rimY, 0], round: 0.02 }),
      ],
      0.05,
    )
    const pot = subtract(outer, [
      union(
        [
          sphere(r - 0.04, { at: [0, cy, 0], scale: [1, squash, 1] }),
          cylinder(r * 0.74, 0.6, { at: [0, rimY + 0.18, 0] }),
        ],
        0.05,
      ),
    ])
    const rim = torus(r * 0.84, 0.035, { at: [0, rimY + 0.085, 0] })
    const legs = polar(
      3,
      tube(
        [
          [0, cy - r * 0.5, r * 0.62],
          [0, 0.14, r * 0.8],
          [0, 0.01, r * 0.72],
        ],
        [0.06, 0.045, 0.055],
      ),
    )
    const lugs = mirror('x', torus(0.06, 0.018, { at: [r * 0.98, rimY + 0.06, 0], rotate: [90, 0, 0] }))
    const lean = random.between(35, 75)
    const bail = union([torus(r * 0.98, 0.018, { arc: 180, rotate: [-90, 0, 0] })], 0, {
      at: [0, rimY + 0.06, 0],
      rotate: [lean, 0, 0],
    })
    const bands = [torus(r * 1.0, 0.016, { at: [0, cy, 0] })]
    const rivets = polar(10, sphere(0.02, { at: [0, cy + 0.07, r * 0.985] }))
    const surface = displace('billow', 0.02, 0.12, cylinder(r * 0.76, 0.08, { at: [0, rimY - 0.01, 0] }), {
      octaves: 2,
      seed: random.integer(0, 65535),
    })
    const bubbles = Array.from({ length: 11 }, () => {
      const [x, , z] = around(random.between(0, 360), random.between(0.05, r * 0.62))
      const s = random.between(0.025, 0.075)
      return sphere(s, { at: [x, rimY + 0.035, z] })
    })
    return union([
      union([pot, rim, legs, lugs, bail, ...bands, rivets], 0.008, { material: 'pot' }),
      union([surface, ...bubbles], 0.015, { material: 'brew' }),
    ])
  },
})
