import { z } from 'zod'
import type { FormNode, Vec3 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, capsule, cone, cylinder, ellipsoid, lathe, torus, tube, union } from './shapes.ts'

export const candlestick = defineForm({
  id: 'candlestick',
  title: 'Candlestick',
  summary: 'A candelabrum of one, three or five lit candles.',
  synonyms: ['candle', 'candelabra', 'candelabrum', 'candle holder', 'menorah', 'candles', 'torch'],
  slots: {
    metal: {
      words: ['stand', 'base', 'holder', 'arms', 'stem', 'foot'],
      material: { family: 'silver' },
      role: 'primary',
    },
    wax: { words: ['wax', 'candle', 'candles'], material: { family: 'bone' }, role: 'secondary' },
    flame: {
      words: ['flame', 'flames', 'fire', 'light'],
      material: { family: 'crystal', traits: ['glowing'], colours: ['#ffb040'] },
      role: 'fixed',
    },
  },
  parameters: { candles: z.int().min(1).max(7).optional() },
  chip: 0.003,
  shape(random, { candles }) {
    const count = candles ?? random.pick([1, 3, 3, 5])
    const stemHigh = random.between(0.3, 0.4)
    const arms = Math.floor((count - 1) / 2)
    const reach = random.between(0.13, 0.16)
    const seats: Vec3[] = [[0, stemHigh + (arms > 0 ? 0.06 : 0), 0]]
    const metal: FormNode[] = [
      lathe(
        [
          [0.12, 0],
          [0.12, 0.014],
          [0.1, 0.024],
          [0.1, 0.032],
          [0.05, 0.055],
          [0.025, 0.09],
          [0.035, 0.12],
          [0.02, 0.15],
          [0.017, stemHigh * 0.55],
          [0.04, stemHigh * 0.62],
          [0.042, stemHigh * 0.67],
          [0.018, stemHigh * 0.74],
          [0.02, stemHigh * 0.95],
          [0.03, stemHigh + 0.06],
        ],
        { curve: true },
      ),
      torus(0.116, 0.007, { at: [0, 0.012, 0] }),
    ]
    const turn = random.pick([0, 20])
    for (let i = 1; i <= arms; i++) {
      for (const sign of [-1, 1]) {
        const [ax, , az] = around(90 * sign + turn, reach * i)
        const y = stemHigh + 0.02 - 0.02 * i
        seats.push([ax, y, az])
        metal.push(
          tube(
            [
              [0, stemHigh * 0.66, 0],
              [ax * 0.5, stemHigh * 0.52, az * 0.5],
              [ax * 0.95, stemHigh * 0.62, az * 0.95],
              [ax, y, az],
            ],
            [0.014, 0.012, 0.012, 0.014],
          ),
        )
      }
    }
    const wax: FormNode[] = []
    const flames: FormNode[] = []
    for (const [x, y, z] of seats) {
      metal.push(
        lathe(
          [
            [0.012, -0.02],
            [0.03, -0.005],
            [0.055, 0.004],
            [0.058, 0.012],
            [0.03, 0.012],
            [0.03, 0.045],
            [0.034, 0.05],
            [0.001, 0.05],
          ],
          { at: [x, y, z], round: 0.002 },
        ),
      )
      const tall = random.between(0.12, 0.22)
      const top = y + 0.04 + tall
      wax.push(
        cylinder(0.021, tall, { at: [x, top - tall / 2, z], round: 0.005 }),
        ...Array.from({ length: 3 }, () => {
          const [dx, , dz] = around(random.between(0, 360), 0.021)
          return capsule(
            [x + dx, top - 0.004, z + dz],
            [x + dx, top - random.between(0.02, tall * 0.7), z + dz],
            0.0055,
            { endRadius: 0.008 },
          )
        }),
      )
      flames.push(
        union(
          [
            ellipsoid([0.013, 0.024, 0.013], { at: [x, top + 0.026, z] }),
            cone(0.01, 0.0015, 0.05, { at: [x, top + 0.056, z] }),
            cylinder(0.002, 0.03, { at: [x, top, z] }),
          ],
          0.012,
        ),
      )
    }
    return union([
      union(metal, 0.008, { material: 'metal' }),
      union(wax, 0.006, { material: 'wax' }),
      union(flames, 0, { material: 'flame' }),
    ])
  },
})
