import { z } from 'zod'
import type { Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { capsule, cylinder, displace, ellipsoid, lathe, polar, subtract, torus, union } from './shapes.ts'

export const lamp = defineForm({
  id: 'lamp',
  title: 'Lamp',
  summary: 'A table lamp with a turned foot and a pleated, lit shade.',
  synonyms: ['table lamp', 'desk lamp', 'floor lamp', 'bedside lamp', 'standing lamp', 'lampshade'],
  variants: { 'floor lamp': { floor: true }, 'standing lamp': { floor: true } },
  slots: {
    foot: { words: ['foot', 'stand', 'base', 'stem', 'body'], material: { family: 'bronze' }, role: 'primary' },
    shade: {
      words: ['shade', 'lampshade', 'light'],
      material: { family: 'fabric', traits: ['glowing'], colours: ['#efd9a8'] },
      role: 'secondary',
    },
  },
  parameters: { floor: z.boolean().default(false) },
  chip: 0.004,
  shape(random, { floor }) {
    const high = floor ? random.between(1.35, 1.6) : random.between(0.34, 0.46)
    const shadeHigh = floor ? 0.34 : random.between(0.22, 0.28)
    const r = floor ? 0.26 : random.between(0.19, 0.24)
    const top = r * random.between(0.45, 0.82)
    const belly = random.between(0.06, 0.12)
    const bodyProfile: Vec2[] = floor
      ? [
          [0.19, 0],
          [0.19, 0.02],
          [0.12, 0.04],
          [0.03, 0.08],
          [0.022, 0.2],
          [0.035, 0.24],
          [0.02, 0.28],
          [0.018, high * 0.6],
          [0.034, high * 0.63],
          [0.018, high * 0.66],
          [0.016, high + 0.1],
        ]
      : [
          [0.13, 0],
          [0.13, 0.018],
          [0.115, 0.026],
          [0.06, 0.045],
          [0.04, 0.065],
          [belly, 0.07 + high * 0.3],
          [belly * 0.92, 0.07 + high * 0.42],
          [0.03, high * 0.82],
          [0.036, high * 0.86],
          [0.02, high * 0.9],
          [0.016, high + 0.1],
        ]
    const body = lathe(bodyProfile, { curve: true })
    const ribbed =
      !floor && random.chance(0.5) ? displace('waves', 0.007, 0.05, body, { count: random.pick([10, 14]) }) : body
    const low = high + 0.02
    const shadeMiddle = (r + top) / 2 - random.between(0, 0.02)
    const shadeOuter = lathe(
      [
        [r, low],
        [shadeMiddle, low + shadeHigh * 0.5],
        [top, low + shadeHigh],
      ],
      { curve: true },
    )
    const shadeInner = lathe(
      [
        [r - 0.012, low - 0.02],
        [shadeMiddle - 0.012, low + shadeHigh * 0.5],
        [top - 0.012, low + shadeHigh + 0.02],
      ],
      { curve: true },
    )
    const pleats = random.pick([0, 36, 48])
    const cloth = subtract(pleats > 0 ? displace('waves', 0.004, 0.02, shadeOuter, { count: pleats }) : shadeOuter, [
      shadeInner,
    ])
    const rims = [
      torus(r - 0.004, 0.008, { at: [0, low, 0] }),
      torus(top - 0.004, 0.007, { at: [0, low + shadeHigh, 0] }),
    ]
    const metal = union(
      [
        ribbed,
        cylinder(0.02, 0.06, { at: [0, high + 0.06, 0], round: 0.004 }),
        polar(3, capsule([0, low + shadeHigh - 0.02, 0.01], [0, low + shadeHigh - 0.005, top - 0.01], 0.004)),
        cylinder(0.006, shadeHigh, { at: [0, low + shadeHigh / 2 + 0.02, 0] }),
        lathe(
          [
            [0.012, 0],
            [0.02, 0.015],
            [0.012, 0.035],
            [0.004, 0.05],
          ],
          { curve: true, at: [0, low + shadeHigh, 0] },
        ),
      ],
      0.002,
      { material: 'foot' },
    )
    const bulb = ellipsoid([0.032, 0.045, 0.032], { at: [0, high + 0.12, 0] })
    return union([metal, union([cloth, ...rims, bulb], 0, { material: 'shade' })])
  },
})
