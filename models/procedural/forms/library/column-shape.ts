import type { FormNode, Vec2 } from '../form-program.ts'
import { box, capsule, cylinder, displace, lathe, polar, sphere, torus, union } from './shapes.ts'

/** A fluted shaft with entasis between a moulded base and a capital; stands on y = 0. */
export function columnShape(
  {
    height,
    radius,
    flutes,
    order,
  }: { height: number; radius: number; flutes: number; order: 'doric' | 'ionic' | 'corinthian' },
  names: { shaft: string; capital: string; base: string },
): FormNode[] {
  const shaftLow = radius * 1.1
  const shaftHigh = height - radius * (order === 'corinthian' ? 2.5 : order === 'ionic' ? 1.5 : 1.15)
  const tall = shaftHigh - shaftLow
  const profile: Vec2[] = [
    [radius * 1.1, shaftLow],
    [radius * 1.02, shaftLow + radius * 0.22],
    [radius, shaftLow + tall * 0.15],
    [radius * 0.985, shaftLow + tall * 0.4],
    [radius * 0.92, shaftLow + tall * 0.75],
    [radius * 0.85, shaftHigh - radius * 0.15],
    [radius * 0.88, shaftHigh],
  ]
  const shaft = displace('waves', radius * 0.07, radius, lathe(profile, { curve: true }), {
    count: flutes,
    material: names.shaft,
  })
  const base = union(
    [
      box([radius * 2.9, radius * 0.45, radius * 2.9], { at: [0, radius * 0.225, 0], round: radius * 0.04 }),
      torus(radius * 1.17, radius * 0.2, { at: [0, radius * 0.62, 0] }),
      cylinder(radius * 1.14, radius * 0.24, { at: [0, radius * 0.8, 0], round: radius * 0.03 }),
      torus(radius * 1.07, radius * 0.12, { at: [0, radius * 1.0, 0] }),
    ],
    radius * 0.02,
    { material: names.base },
  )
  const top = height - radius * 0.2
  const abacus = box([radius * 2.55, radius * 0.4, radius * 2.55], { at: [0, top, 0], round: radius * 0.06 })
  const neck = torus(radius * 0.88, radius * 0.07, { at: [0, shaftHigh, 0] })
  if (order === 'doric') {
    const echinus = lathe(
      [
        [radius * 0.85, shaftHigh],
        [radius * 0.95, shaftHigh + radius * 0.3],
        [radius * 1.22, shaftHigh + radius * 0.68],
        [radius * 1.2, shaftHigh + radius * 0.78],
      ],
      { curve: true },
    )
    return [base, shaft, union([neck, echinus, abacus], radius * 0.02, { material: names.capital })]
  }
  if (order === 'ionic') {
    const scroll = (x: number): FormNode =>
      union(
        [
          cylinder(radius * 0.46, radius * 1.9, { rotate: [90, 0, 0], round: radius * 0.05 }),
          torus(radius * 0.4, radius * 0.09, { at: [0, 0, radius * 0.95], rotate: [90, 0, 0] }),
          torus(radius * 0.2, radius * 0.08, { at: [radius * 0.04, 0, radius * 0.97], rotate: [90, 0, 0] }),
          sphere(radius * 0.12, { at: [0, 0, radius * 0.98] }),
          torus(radius * 0.4, radius * 0.09, { at: [0, 0, -radius * 0.95], rotate: [90, 0, 0] }),
        ],
        radius * 0.03,
        { at: [x, shaftHigh + radius * 0.58, 0] },
      )
    const echinus = lathe(
      [
        [radius * 0.86, shaftHigh],
        [radius * 1.12, shaftHigh + radius * 0.4],
        [radius * 1.0, shaftHigh + radius * 0.8],
      ],
      { curve: true },
    )
    const bridge = box([radius * 2.1, radius * 0.4, radius * 1.9], {
      at: [0, shaftHigh + radius * 0.86, 0],
      round: radius * 0.1,
    })
    return [
      base,
      shaft,
      union([neck, echinus, bridge, scroll(radius * 0.98), scroll(-radius * 0.98), abacus], radius * 0.03, {
        material: names.capital,
      }),
    ]
  }
  const bell = lathe(
    [
      [radius * 0.84, shaftHigh],
      [radius * 0.88, shaftHigh + radius * 0.9],
      [radius * 1.0, shaftHigh + radius * 1.6],
      [radius * 1.3, shaftHigh + radius * 2.1],
      [radius * 1.2, shaftHigh + radius * 2.2],
    ],
    { curve: true },
  )
  const leaf = (low: number, tall2: number, out: number): FormNode =>
    union(
      [
        capsule([0, low, radius * 0.84], [0, low + tall2 * 0.7, radius * (0.92 + out * 0.35)], radius * 0.2, {
          endRadius: radius * 0.17,
        }),
        capsule(
          [0, low + tall2 * 0.7, radius * (0.92 + out * 0.35)],
          [0, low + tall2 * 0.85, radius * (1.05 + out)],
          radius * 0.16,
          { endRadius: radius * 0.1 },
        ),
        sphere(radius * 0.1, { at: [0, low + tall2 * 0.72, radius * (1.08 + out)] }),
      ],
      radius * 0.05,
    )
  const capital = union(
    [
      neck,
      bell,
      polar(8, leaf(shaftHigh, radius * 1.0, 0.12)),
      polar(8, leaf(shaftHigh + radius * 0.1, radius * 1.75, 0.24), { rotate: [0, 22.5, 0] }),
      polar(
        4,
        torus(radius * 0.22, radius * 0.09, { at: [0, shaftHigh + radius * 1.95, radius * 1.42], rotate: [0, 0, 90] }),
        { rotate: [0, 45, 0] },
      ),
      abacus,
    ],
    radius * 0.03,
    { material: names.capital },
  )
  return [base, shaft, capital]
}
