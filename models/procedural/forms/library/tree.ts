import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, box, displace, ellipsoid, subtract, tube, union } from './shapes.ts'

export const tree = defineForm({
  id: 'tree',
  title: 'Tree',
  summary: 'A broad-leaved tree with a forked trunk, roots and a crown of leaf masses.',
  synonyms: ['oak tree', 'broadleaf tree', 'bonsai', 'bush', 'maple tree', 'apple tree', 'willow', 'dead tree'],
  variants: { 'dead tree': { leaves: false } },
  slots: {
    bark: { words: ['trunk', 'branches', 'branch', 'roots', 'bark'], material: { family: 'bark' }, role: 'primary' },
    leaves: {
      words: ['leaves', 'leaf', 'crown', 'foliage', 'blossoms', 'canopy'],
      material: { family: 'grass' },
      role: 'secondary',
    },
  },
  parameters: { leaves: z.boolean().default(true) },
  chip: 0,
  shape(random, { leaves }) {
    const wood: FormNode[] = []
    const tips: Vec3[] = []
    const fork: Vec3 = [random.between(-0.12, 0.12), random.between(0.85, 1.15), random.between(-0.1, 0.1)]
    wood.push(
      tube([[0, -0.02, 0], [random.between(-0.08, 0.08), 0.4, random.between(-0.06, 0.06)], fork], [0.24, 0.16, 0.13]),
    )
    const roots = random.integer(5, 6)
    for (let i = 0; i < roots; i++) {
      const angle = (i * 360) / roots + random.between(-18, 18)
      const far = random.between(0.42, 0.6)
      wood.push(
        tube(
          [[0, 0.3, 0], around(angle, 0.2, 0.12), around(angle + random.between(-14, 14), far, -0.02)],
          [0.1, 0.085, 0.03],
        ),
      )
    }
    const limbs = random.integer(4, 5)
    for (let i = 0; i < limbs; i++) {
      const angle = (i * 360) / limbs + random.between(-20, 20)
      const [x, , z] = around(angle, random.between(0.5, 0.72))
      const elbow: Vec3 = [fork[0] + x * 0.5, fork[1] + random.between(0.2, 0.4), fork[2] + z * 0.5]
      const end: Vec3 = [fork[0] + x, fork[1] + random.between(0.6, 0.95), fork[2] + z]
      wood.push(tube([[fork[0], fork[1] - 0.12, fork[2]], elbow, end], [0.1, 0.065, 0.035]))
      for (let k = 0; k < 2; k++) {
        const [tx, , tz] = around(angle + random.between(-60, 60), random.between(0.22, 0.36))
        const tip: Vec3 = [elbow[0] + tx, elbow[1] + random.between(0.3, 0.5), elbow[2] + tz]
        wood.push(
          tube(
            [elbow, [(elbow[0] + tip[0]) / 2, (elbow[1] + tip[1]) / 2 - 0.02, (elbow[2] + tip[2]) / 2], tip],
            [0.05, 0.035, 0.018],
          ),
        )
        tips.push(tip)
      }
      tips.push(end)
    }
    const standing = subtract(union(wood, 0.06), [box([4, 1, 4], { at: [0, -0.52, 0] })], 0.02)
    const bark = displace('ridged', 0.022, 0.075, standing, {
      octaves: 2,
      seed: random.integer(0, 65535),
      stretch: [1, 4, 1],
      material: 'bark',
    })
    if (!leaves) return bark
    tips.push([fork[0], fork[1] + 1.0, fork[2]])
    const masses = tips.map((tip) => {
      const r = random.between(0.26, 0.4)
      return ellipsoid([r * 1.15, r * 0.86, r * 1.1], { at: [tip[0] * 1.06, tip[1] + 0.08, tip[2] * 1.06] })
    })
    const crown = displace('billow', 0.1, 0.16, union(masses, 0.08), {
      octaves: 3,
      seed: random.integer(0, 65535),
      material: 'leaves',
    })
    return union([bark, crown])
  },
})
