import type { Random } from '../../random.ts'
import type { FormNode, Vec3 } from '../form-program.ts'
import { capsule, displace, union } from './shapes.ts'

export function arm(shoulder: Vec3, elbow: Vec3, hand: Vec3, sleeved: boolean): FormNode {
  const wrist = mix(elbow, hand, 0.86)
  const limbs: FormNode[] = [
    capsule(shoulder, elbow, sleeved ? 0.062 : 0.054, { endRadius: sleeved ? 0.056 : 0.042 }),
    capsule(elbow, wrist, sleeved ? 0.056 : 0.043, { endRadius: sleeved ? 0.052 : 0.029 }),
    handAt(wrist, hand),
  ]
  if (sleeved) {
    // The wide sleeve hangs from the forearm.
    const hanging = mix(elbow, wrist, 0.75)
    limbs.push(capsule(elbow, [hanging[0], hanging[1] - 0.14, hanging[2] - 0.02], 0.05, { endRadius: 0.03 }))
  }
  return union(limbs, 0.03)
}

function handAt(wrist: Vec3, hand: Vec3): FormNode {
  const tip = mix(wrist, hand, 1.8)
  return union(
    [
      capsule(wrist, mix(wrist, hand, 1.1), 0.026, { endRadius: 0.034 }),
      capsule(mix(wrist, hand, 1.1), [tip[0], tip[1], tip[2]], 0.028, { endRadius: 0.016 }),
      capsule(hand, [hand[0] * 0.86, hand[1] + 0.035, hand[2] + 0.025], 0.014, { endRadius: 0.011 }),
    ],
    0.012,
  )
}

export function stump(shoulder: Vec3, elbow: Vec3, random: Random): FormNode {
  const end = mix(shoulder, elbow, 0.55)
  return displace('chips', 0.012, 0.05, capsule(shoulder, end, 0.058, { endRadius: 0.05 }), {
    seed: random.integer(0, 65535),
  })
}

export function mix(a: Vec3, b: Vec3, t: number): Vec3 {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}
