import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  box,
  capsule,
  cone,
  cylinder,
  displace,
  ellipsoid,
  sphere,
  spread,
  torus,
  tube,
  union,
} from './shapes.ts'

export const snowman = defineForm({
  id: 'snowman',
  title: 'Snowman',
  summary: 'Three snowballs with hat, scarf, carrot and stick arms.',
  synonyms: ['snow man'],
  slots: {
    snow: { words: ['body', 'snow'], material: { family: 'snow' }, role: 'primary' },
    hat: { words: ['hat'], material: { family: 'fabric', colours: ['#2b2a2e'] }, role: 'fixed' },
    scarf: { words: ['scarf'], material: { family: 'fabric', colours: ['#b3261e'] }, role: 'secondary' },
    nose: { words: ['nose', 'carrot'], material: { family: 'painted-metal', colours: ['#d9701a'] }, role: 'fixed' },
    wood: {
      words: ['arms', 'arm', 'sticks', 'buttons', 'eyes'],
      material: { family: 'bark', colours: ['#3a2c22'] },
      role: 'fixed',
    },
  },
  parameters: { hat: z.boolean().default(true) },
  view: { azimuth: 22, elevation: 6 },
  chip: 0,
  shape(random, { hat }) {
    const lower = random.between(0.5, 0.58)
    const middle = lower * random.between(0.7, 0.78)
    const upper = lower * random.between(0.5, 0.58)
    const y1 = lower * 0.9
    const y2 = y1 + lower * 0.72 + middle * 0.55
    const y3 = y2 + middle * 0.7 + upper * 0.62
    const body = displace(
      'fbm',
      0.02,
      0.2,
      union(
        [
          sphere(lower, { at: [0, y1, 0], scale: [1, 0.94, 1] }),
          sphere(middle, { at: [0, y2, 0] }),
          sphere(upper, { at: [0, y3, 0] }),
          ellipsoid([lower * 1.5, 0.07, lower * 1.4], { at: [0, 0.02, 0] }),
        ],
        0.05,
      ),
      { octaves: 3, seed: random.integer(0, 65535), material: 'snow' },
    )
    const turn = random.between(-24, 24)
    const face = union(
      [
        ...[-1, 1].map((sign) =>
          sphere(0.036, { at: [sign * upper * 0.36, upper * 0.26, upper * 0.9], material: 'wood' }),
        ),
        ...spread(6, -50, 50).map((degrees) => {
          const [x, , drop] = around(degrees, upper * 0.5)
          return sphere(0.02, { at: [x, -drop * 0.62 + 0.02, upper * 0.86 - Math.abs(x) * 0.2], material: 'wood' })
        }),
        cone(0.045, 0.008, 0.3, { at: [0, 0.02, upper + 0.1], rotate: [90, 0, 0], round: 0.004, material: 'nose' }),
      ],
      0,
      { at: [0, y3, 0], rotate: [0, turn, 0] },
    )
    const buttons = [0.35, 0.02, -0.32].map((t) =>
      sphere(0.035, { at: [0, y2 + middle * t, middle * Math.sqrt(1 - t * t) * 1.0], material: 'wood' }),
    )
    const arms = [-1, 1].map((sign) => {
      const lift = random.between(0.05, 0.5)
      const end: Vec3 = [sign * (middle + 0.5), y2 + lift, 0.12]
      return union(
        [
          tube(
            [[sign * middle * 0.8, y2 + 0.08, 0], [sign * (middle + 0.22), y2 + 0.12 + lift * 0.3, 0.05], end],
            [0.028, 0.022, 0.014],
          ),
          capsule(end, [end[0] + sign * 0.1, end[1] + 0.09, end[2]], 0.013, { endRadius: 0.008 }),
          capsule(end, [end[0] + sign * 0.13, end[1] - 0.01, end[2] + 0.03], 0.013, { endRadius: 0.008 }),
          capsule(end, [end[0] + sign * 0.01, end[1] + 0.12, end[2] - 0.02], 0.012, { endRadius: 0.008 }),
        ],
        0.01,
        { material: 'wood' },
      )
    })
    const neck = y3 - upper * 0.78
    const scarf = union(
      [
        torus(upper * 0.8, 0.065, { at: [0, neck, 0], rotate: [3, 0, 4], scale: [1, 1.15, 1] }),
        box([0.13, 0.42, 0.045], { at: [0.12, neck - 0.22, middle * 0.82], rotate: [-14, 8, 8], round: 0.018 }),
        repeat6([0.12, neck - 0.45, middle * 0.88]),
      ],
      0.02,
      { material: 'scarf' },
    )
    const parts = [body, face, ...buttons, ...arms, scarf]
    if (hat) {
      const tall = random.between(0.26, 0.42)
      parts.push(
        union(
          [
            cylinder(upper * 1.22, 0.035, { round: 0.014 }),
            {
              type: 'taper',
              bottom: 1,
              top: 1.08,
              from: 0,
              to: tall,
              child: cylinder(upper * 0.76, tall, { at: [0, tall / 2, 0], round: 0.025 }),
            },
            union([torus(upper * 0.765, 0.03, { at: [0, 0.06, 0], scale: [1, 1.4, 1] })], 0, { material: 'scarf' }),
          ],
          0.01,
          {
            at: [0, y3 + upper * 0.72, 0],
            rotate: [random.between(-8, 2), turn, random.between(-9, 9)],
            material: 'hat',
          },
        ),
      )
    }
    return union(parts)
  },
})

/** The fringe of a scarf. */
function repeat6([x, y, z]: Vec3): FormNode {
  return union(
    spread(5, -0.05, 0.05).map((dx) =>
      capsule([x + dx + 0.02, y + 0.02, z], [x + dx + 0.03, y - 0.06, z + 0.015], 0.011),
    ),
  )
}
