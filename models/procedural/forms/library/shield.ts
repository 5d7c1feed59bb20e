import { z } from 'zod'
import type { FormNode, Outline, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import { around, extrude, lathe, sphere, spread, union } from './shapes.ts'

export const shield = defineForm({
  id: 'shield',
  title: 'Shield',
  summary: 'A heater, round or kite shield with rim, boss, studs and a charge.',
  synonyms: ['buckler', 'heater shield', 'round shield', 'kite shield', 'escutcheon', 'coat of arms'],
  variants: {
    'round shield': { shape: 'round' },
    buckler: { shape: 'round' },
    'heater shield': { shape: 'heater' },
    'kite shield': { shape: 'kite' },
  },
  slots: {
    field: {
      words: ['field', 'face', 'body', 'wood'],
      material: { family: 'painted-metal', colours: ['#8e1f1f'] },
      role: 'primary',
    },
    rim: {
      words: ['rim', 'edge', 'studs', 'rivets', 'boss', 'border', 'frame'],
      material: { family: 'steel' },
      role: 'secondary',
    },
    charge: { words: ['charge', 'emblem', 'cross', 'symbol', 'star'], material: { family: 'gold' }, role: 'fixed' },
  },
  parameters: { shape: z.enum(['heater', 'round', 'kite']).optional() },
  view: { azimuth: 24, elevation: 6 },
  chip: 0.006,
  shape(random, { shape }) {
    const kind = shape ?? random.pick(['heater', 'round', 'kite'] as const)
    const half: Vec2[] =
      kind === 'heater'
        ? [
            [0.42, 0.5],
            [0.42, 0.2],
            [0.39, -0.02],
            [0.3, -0.25],
            [0.16, -0.44],
            [0, -0.56],
          ]
        : [
            [0.16, 0.56],
            [0.32, 0.46],
            [0.38, 0.28],
            [0.35, 0.02],
            [0.22, -0.35],
            [0, -0.72],
          ]
    const outline: Outline =
      kind === 'round'
        ? { type: 'circle', radius: 0.46 }
        : {
            type: 'polygon',
            points: [
              ...half,
              ...[...half]
                .reverse()
                .slice(1)
                .map(([x, y]) => [-x, y] as Vec2),
            ],
            round: 0.01,
          }
    const ball = random.between(1.1, 1.9)
    // Every layer is cut from a large ball, so that the shield bulges.
    const layer = (shape2: Outline, grow: number): FormNode => ({
      type: 'intersect',
      children: [
        extrude(shape2, 0.8),
        { type: 'shell', thickness: 0.03 + grow, child: sphere(ball, { at: [0, 0, 0.08 - ball] }) },
      ],
    })
    const inner: Outline =
      kind === 'round'
        ? { type: 'circle', radius: 0.41 }
        : {
            type: 'polygon',
            points: [
              ...half,
              ...[...half]
                .reverse()
                .slice(1)
                .map(([x, y]) => [-x, y] as Vec2),
            ].map(([x, y]) => [x * 0.88, y * 0.9 - 0.004] as Vec2),
            round: 0.01,
          }
    const field = layer(outline, 0)
    const rim = layer({ type: 'subtract', from: outline, remove: [inner] }, 0.024)
    const bulge = (x: number, y: number): number => Math.sqrt(ball * ball - x * x - y * y) + 0.108 - ball
    const edgePoints: Vec2[] =
      kind === 'round'
        ? spread(16, 0, 337.5).map((degrees) => {
            const [x, , y] = around(degrees, 0.435)
            return [x, y] as Vec2
          })
        : [
            ...half,
            ...[...half]
              .reverse()
              .slice(1, -1)
              .map(([x, y]) => [-x, y] as Vec2),
          ].map(([x, y]) => [x * 0.93, y * 0.945] as Vec2)
    const studs = edgePoints.map(([x, y]) => sphere(0.017, { at: [x, y, bulge(x, y)] }))
    const design = random.integer(0, 3)
    const charge: Outline =
      design === 0
        ? {
            type: 'union',
            children: [
              { type: 'rectangle', size: [0.11, 1.4] },
              { type: 'rectangle', size: [1.2, 0.11], at: [0, 0.1] },
            ],
          }
        : design === 1
          ? { type: 'star', points: random.pick([5, 6, 8]), radius: 0.26, innerRadius: 0.11, at: [0, 0.06] }
          : design === 2
            ? {
                type: 'union',
                children: [
                  { type: 'rectangle', size: [1.5, 0.1], rotate: 38 },
                  { type: 'rectangle', size: [1.5, 0.1], rotate: 38, at: [0.16, -0.12] },
                ],
              }
            : {
                type: 'union',
                smooth: 0.01,
                children: [
                  {
                    type: 'polygon',
                    curve: true,
                    points: [
                      [0, 0.34],
                      [0.08, 0.16],
                      [0.04, -0.02],
                      [0, -0.04],
                      [-0.04, -0.02],
                      [-0.08, 0.16],
                    ],
                  },
                  ...[-1, 1].map((s) => ({
                    type: 'polygon' as const,
                    curve: true,
                    points: [
                      [0.02 * s, -0.02],
                      [0.12 * s, 0.12],
                      [0.22 * s, 0.12],
                      [0.24 * s, 0.02],
                      [0.17 * s, -0.03],
                      [0.16 * s, 0.04],
                      [0.1 * s, 0.0],
                    ] as Vec2[],
                  })),
                  { type: 'rectangle', size: [0.22, 0.05], at: [0, -0.05], round: 0.01 },
                  {
                    type: 'polygon',
                    curve: true,
                    points: [
                      [0, -0.26],
                      [0.05, -0.16],
                      [0.03, -0.06],
                      [-0.03, -0.06],
                      [-0.05, -0.16],
                    ],
                  },
                ],
              }
    const clipped: Outline = { type: 'intersect', children: [charge, inner] }
    const boss =
      design === 1 || kind === 'round'
        ? [
            lathe(
              [
                [0.15, 0],
                [0.15, 0.014],
                [0.1, 0.02],
                [0.085, 0.055],
                [0.001, 0.085],
              ],
              { curve: true, rotate: [90, 0, 0], at: [0, kind === 'round' ? 0 : 0.06, bulge(0, 0.06) - 0.02] },
            ),
          ]
        : []
    return union(
      [
        union([field], 0, { material: 'field' }),
        union([rim, ...studs, ...boss], 0.002, { material: 'rim' }),
        union([layer(clipped, 0.014)], 0, { material: 'charge' }),
      ],
      0,
      { at: [0, kind === 'kite' ? 0.76 : kind === 'heater' ? 0.6 : 0.48, 0], rotate: [-8, 0, 0] },
    )
  },
})
