import { z } from 'zod'
import type { FormNode, Vec2 } from '../form-program.ts'
import { defineForm } from './named-form.ts'
import {
  around,
  box,
  capsule,
  cone,
  cylinder,
  displace,
  extrude,
  lathe,
  polar,
  prism,
  repeat,
  sphere,
  spread,
  subtract,
  torus,
  union,
} from './shapes.ts'

const stoneSlot = { words: ['shaft', 'body'], material: { family: 'stone' }, role: 'primary' } as const

/** A fluted shaft with entasis between a moulded base and a capital; stands on y = 0. */
function columnShape(
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

export const column = defineForm({
  id: 'column',
  title: 'Column',
  summary: 'A fluted column in one of three classical orders.',
  synonyms: ['pillar', 'pilaster', 'post'],
  variants: {
    'doric column': { order: 'doric' },
    'ionic column': { order: 'ionic' },
    'corinthian column': { order: 'corinthian' },
  },
  slots: {
    shaft: { words: ['shaft', 'body', 'flute'], material: { family: 'marble' }, role: 'primary' },
    capital: { words: ['capital', 'top', 'head', 'crown'], material: { family: 'marble' }, role: 'secondary' },
    base: { words: ['base', 'foot', 'plinth', 'pedestal'], material: { family: 'stone' }, role: 'primary' },
  },
  parameters: { order: z.enum(['doric', 'ionic', 'corinthian']).optional(), flutes: z.int().min(8).max(40).optional() },
  chip: 0.018,
  shape(random, { order, flutes }) {
    const height = random.between(2.6, 3.6)
    const radius = random.between(0.22, 0.29)
    const design = {
      height,
      radius,
      flutes: flutes ?? random.pick([16, 20, 24]),
      order: order ?? random.pick(['doric', 'ionic', 'corinthian'] as const),
    }
    return union(columnShape(design, { shaft: 'shaft', capital: 'capital', base: 'base' }))
  },
})

export const ruins = defineForm({
  id: 'ruins',
  title: 'Ruins',
  summary: 'What is left of a temple: broken columns, one still carrying its beam, and fallen drums.',
  synonyms: ['ruined temple', 'temple ruins', 'temple', 'broken columns', 'ancient ruins'],
  slots: {
    stone: {
      words: ['columns', 'column', 'stones'],
      material: { family: 'stone', traits: ['ancient'] },
      role: 'primary',
    },
    floor: {
      words: ['floor', 'steps', 'base'],
      material: { family: 'slate', traits: ['weathered'] },
      role: 'secondary',
    },
  },
  parameters: { columns: z.int().min(2).max(5).optional() },
  chip: 0.022,
  shape(random, { columns }) {
    const count = columns ?? random.integer(3, 4)
    const radius = 0.24
    const height = 2.7
    const names = { shaft: 'stone', capital: 'stone', base: 'stone' }
    const gap = 1.2
    const xs = spread(count, (-(count - 1) * gap) / 2, ((count - 1) * gap) / 2)
    const standing = random.integer(0, count - 2)
    const parts: FormNode[] = []
    xs.forEach((x, i) => {
      const whole = i === standing || i === standing + 1
      const column = union(columnShape({ height, radius, flutes: 16, order: 'doric' }, names), 0, { at: [x, 0.3, 0] })
      if (whole) parts.push(column)
      else {
        const cut = random.between(0.8, 1.8)
        const breaks = displace(
          'chips',
          0.12,
          0.25,
          box([1.2, 3, 1.2], {
            at: [x, 0.3 + cut + 1.5, 0],
            rotate: [random.between(-16, 16), 0, random.between(-16, 16)],
          }),
          {
            seed: random.integer(0, 65535),
          },
        )
        parts.push(subtract(column, [breaks]))
      }
    })
    const beamX = (xs[standing]! + xs[standing + 1]!) / 2
    parts.push(
      union(
        [
          box([gap + 0.7, 0.3, 0.62], { at: [beamX, height + 0.45, 0], round: 0.02 }),
          box([gap + 0.82, 0.1, 0.74], { at: [beamX, height + 0.65, 0], round: 0.02 }),
        ],
        0,
        { material: 'stone' },
      ),
    )
    for (let i = 0; i < 3; i++) {
      parts.push(
        displace('waves', 0.014, 0.2, cylinder(radius * 0.98, random.between(0.3, 0.6), { round: 0.02 }), {
          count: 16,
          at: [random.between(-1, 1) * (gap * count) * 0.4, 0.3 + radius * 0.95, random.between(0.55, 0.8)],
          rotate: [90, random.between(0, 180), 0],
          material: 'stone',
        }),
      )
    }
    const long = gap * count + 0.4
    parts.push(
      box([long + 0.7, 0.16, 2.7], { at: [0, 0.08, 0.1], round: 0.02, material: 'floor' }),
      box([long, 0.16, 2.1], { at: [0, 0.23, 0.1], round: 0.02, material: 'floor' }),
    )
    return union(parts)
  },
})

export const arch = defineForm({
  id: 'arch',
  title: 'Arch',
  summary: 'A round or pointed arch of wedge stones on moulded piers.',
  synonyms: ['archway', 'gateway', 'portal', 'triumphal arch', 'stone gate', 'gate', 'doorway'],
  slots: {
    stone: { words: ['pier', 'stones', 'wall'], material: { family: 'stone' }, role: 'primary' },
    voussoirs: {
      words: ['keystone', 'voussoir', 'arch stones', 'ring'],
      material: { family: 'stone', traits: ['weathered'] },
      role: 'secondary',
    },
  },
  parameters: { stones: z.int().min(7).max(21).optional() },
  chip: 0.022,
  shape(random, { stones }) {
    const count = stones ?? random.pick([9, 11, 13])
    const span = random.between(0.62, 0.8)
    const thick = random.between(0.28, 0.4)
    const deep = random.between(0.5, 0.75)
    const spring = random.between(1.2, 1.7)
    const parts: FormNode[] = []
    const middle = span + thick / 2
    const wedge = ((span + thick) * Math.PI) / count
    spread(count, -90 + 90 / count, 90 - 90 / count).forEach((degrees, i) => {
      const key = i === (count - 1) / 2
      const [x, , y] = around(degrees, middle + (key ? 0.05 : 0))
      parts.push({
        type: 'taper',
        bottom: span / (span + thick),
        top: 1,
        from: -thick / 2,
        to: thick / 2,
        child: box([wedge * 0.965, thick + (key ? 0.12 : 0), deep + (key ? 0.08 : 0)], { round: 0.02 }),
        at: [x, spring + y, 0],
        rotate: [0, 0, -degrees],
        material: 'voussoirs',
      })
    })
    for (const sign of [-1, 1]) {
      const x = sign * middle
      const courses = random.integer(4, 5)
      for (let i = 0; i < courses; i++) {
        const tall = (spring - 0.42) / courses
        const shift = random.between(-0.012, 0.012)
        parts.push(
          box([thick * 1.08, tall * 0.965, deep + random.between(-0.01, 0.02)], {
            at: [x + shift, 0.24 + tall * (i + 0.5), 0],
            round: 0.022,
            material: 'stone',
          }),
        )
      }
      parts.push(
        box([thick * 1.5, 0.16, deep * 1.25], { at: [x, 0.08, 0], round: 0.02, material: 'stone' }),
        box([thick * 1.3, 0.09, deep * 1.14], { at: [x, 0.2, 0], round: 0.025, material: 'stone' }),
        box([thick * 1.3, 0.08, deep * 1.14], { at: [x, spring - 0.13, 0], round: 0.025, material: 'stone' }),
        box([thick * 1.45, 0.09, deep * 1.24], { at: [x, spring - 0.05, 0], round: 0.02, material: 'stone' }),
      )
    }
    return union(parts)
  },
})

export const obelisk = defineForm({
  id: 'obelisk',
  title: 'Obelisk',
  summary: 'A tapering needle with a gilded point and carved signs, on steps.',
  synonyms: ['monolith', 'stele', 'needle', 'standing stone', 'menhir', 'totem'],
  slots: {
    shaft: { ...stoneSlot, material: { family: 'granite' } },
    tip: { words: ['tip', 'point', 'top', 'cap'], material: { family: 'gold' }, role: 'secondary' },
    base: { words: ['base', 'steps', 'plinth'], material: { family: 'granite', traits: ['rough'] }, role: 'primary' },
  },
  parameters: { signs: z.boolean().optional() },
  chip: 0.016,
  shape(random, { signs }) {
    const height = random.between(2.2, 3)
    const wide = random.between(0.34, 0.42)
    const shaft: FormNode = {
      type: 'taper',
      bottom: 1,
      top: random.between(0.58, 0.7),
      from: -height / 2,
      to: height / 2,
      child: box([wide, height, wide], { round: 0.012 }),
      at: [0, 0.5 + height / 2, 0],
    }
    const carvings: FormNode[] = []
    if (signs ?? random.chance(0.8)) {
      spread(random.integer(7, 9), 0.85, height + 0.05).forEach((y) => {
        const at: [number, number, number] = [0, y, wide / 2]
        const choice = random.integer(0, 4)
        if (choice === 0) carvings.push(torus(0.05, 0.012, { at, rotate: [90, 0, 0], scale: [1, 1, 3] }))
        else if (choice === 1) carvings.push(box([0.13, 0.02, 0.1], { at }), box([0.02, 0.09, 0.1], { at }))
        else if (choice === 2) carvings.push(prism(3, 0.06, 0.1, { at, rotate: [90, 0, 0] }))
        else if (choice === 3)
          carvings.push(
            box([0.12, 0.018, 0.1], { at: [0, y + 0.03, wide / 2] }),
            box([0.12, 0.018, 0.1], { at: [0, y - 0.03, wide / 2] }),
          )
        else carvings.push(sphere(0.035, { at }), box([0.13, 0.018, 0.1], { at: [0, y - 0.045, wide / 2] }))
      })
    }
    const carved = carvings.length === 0 ? shaft : subtract(shaft, [polar(4, union(carvings))], 0.006)
    const topWide = wide * 0.62
    return union([
      union([carved], 0, { material: 'shaft' }),
      {
        type: 'pyramid',
        sides: 4,
        radius: topWide * 0.53,
        height: topWide * 0.95,
        at: [0, 0.5 + height + topWide * 0.46, 0],
        material: 'tip',
      },
      box([wide * 2.2, 0.18, wide * 2.2], { at: [0, 0.09, 0], round: 0.015, material: 'base' }),
      box([wide * 1.75, 0.16, wide * 1.75], { at: [0, 0.25, 0], round: 0.015, material: 'base' }),
      box([wide * 1.35, 0.22, wide * 1.35], { at: [0, 0.42, 0], round: 0.02, material: 'base' }),
    ])
  },
})

export const well = defineForm({
  id: 'well',
  title: 'Well',
  summary: 'A round stone well with a shingled roof, windlass and bucket.',
  synonyms: ['water well', 'wishing well'],
  slots: {
    stone: { words: ['wall', 'stones'], material: { family: 'cobble' }, role: 'primary' },
    wood: {
      words: ['wood', 'posts', 'post', 'bucket', 'windlass', 'beam'],
      material: { family: 'wood', traits: ['weathered'] },
      role: 'fixed',
    },
    roof: { words: ['roof', 'shingles'], material: { family: 'roof-tiles' }, role: 'secondary' },
    rope: { words: ['rope'], material: { family: 'fabric', colours: ['#a58b62'] }, role: 'fixed' },
    water: { words: ['water'], material: { family: 'water' }, role: 'fixed' },
  },
  parameters: { roof: z.boolean().default(true) },
  chip: 0.012,
  shape(random, { roof }) {
    const radius = random.between(0.6, 0.72)
    const wall = random.between(0.62, 0.8)
    const blocks: FormNode[] = []
    const courses = 4
    for (let i = 0; i < courses; i++) {
      const tall = wall / courses
      blocks.push(
        polar(
          14,
          box([((radius + 0.02) * 6.2832 * 0.93) / 14, tall * 0.92, 0.2], {
            at: [0, tall * (i + 0.5), radius - 0.05],
            round: 0.035,
          }),
          { rotate: [0, i % 2 === 0 ? 0 : 360 / 28, 0] },
        ),
      )
    }
    const ring = lathe([
      [radius - 0.1, 0],
      [radius + 0.02, 0],
      [radius + 0.02, wall * 0.97],
      [radius - 0.1, wall * 0.97],
    ])
    const hole = cylinder(radius - 0.14, 2, { at: [0, 1.12, 0] })
    const rim = subtract(cylinder(radius + 0.08, 0.1, { at: [0, wall + 0.03, 0], round: 0.02 }), [
      cylinder(radius - 0.16, 1, { at: [0, wall, 0] }),
    ])
    const body = subtract(union([...blocks, ring]), [hole])
    const postTop = wall + random.between(0.95, 1.15)
    const axle = wall + 0.55
    const woodwork = union(
      [
        ...[-1, 1].map((sign) =>
          box([0.1, postTop - 0.2, 0.1], { at: [sign * (radius - 0.02), (postTop + 0.2) / 2, 0], round: 0.012 }),
        ),
        cylinder(0.07, radius * 1.5, { at: [0, axle, 0], rotate: [0, 0, 90], round: 0.01 }),
        cylinder(0.025, radius * 2.4, { at: [0.08, axle, 0], rotate: [0, 0, 90] }),
        capsule([radius * 1.28, axle, 0], [radius * 1.28, axle - 0.2, 0.08], 0.022),
        capsule([radius * 1.28, axle - 0.2, 0.08], [radius * 1.5, axle - 0.2, 0.08], 0.022),
        lathe(
          [
            [0.1, 0],
            [0.135, 0.22],
            [0.115, 0.22],
            [0.09, 0.03],
            [0.001, 0.03],
          ],
          { at: [0.05, wall + 0.08, 0.05] },
        ),
        torus(0.13, 0.012, { at: [0.05, wall + 0.16, 0.05] }),
        torus(0.11, 0.01, { at: [0.05, wall + 0.32, 0.05], rotate: [90, 0, 0], arc: 180 }),
      ],
      0,
      { material: 'wood' },
    )
    const rope = union(
      [
        torus(0.078, 0.016, { rotate: [0, 0, 90] }),
        torus(0.078, 0.016, { rotate: [0, 0, 90], at: [0.034, 0, 0] }),
        torus(0.078, 0.016, { rotate: [0, 0, 90], at: [0.068, 0, 0] }),
        capsule([0.05, 0, 0.075], [0.05, -0.13, 0.06], 0.014),
      ],
      0,
      { at: [0, axle, 0], material: 'rope' },
    )
    const parts = [
      union([body, rim], 0, { material: 'stone' }),
      woodwork,
      rope,
      cylinder(radius - 0.12, 0.06, { at: [0, wall * 0.55, 0], material: 'water' }),
    ]
    if (roof) {
      const pitch = random.between(34, 42)
      const slope = (sign: number): FormNode =>
        box([radius * 2.7, 0.06, 0.86], {
          at: [0, postTop + 0.02, sign * 0.33],
          rotate: [sign * pitch, 0, 0],
          round: 0.012,
        })
      parts.push(
        union(
          [slope(1), slope(-1), capsule([-radius * 1.37, postTop + 0.27, 0], [radius * 1.37, postTop + 0.27, 0], 0.05)],
          0,
          { material: 'roof' },
        ),
      )
    }
    return union(parts)
  },
})

export const fountain = defineForm({
  id: 'fountain',
  title: 'Fountain',
  summary: 'Tiered basins of turned stone with water, on a round pool.',
  synonyms: ['water fountain', 'basin', 'bird bath', 'birdbath'],
  slots: {
    stone: { words: ['basin', 'bowl', 'stone'], material: { family: 'marble' }, role: 'primary' },
    water: { words: ['water'], material: { family: 'water' }, role: 'fixed' },
    ornament: { words: ['ornament', 'finial', 'top', 'spout'], material: { family: 'bronze' }, role: 'secondary' },
  },
  parameters: { tiers: z.int().min(1).max(3).optional() },
  chip: 0.012,
  shape(random, { tiers }) {
    const count = tiers ?? random.integer(2, 3)
    const scalloped = random.chance(0.6)
    const pool = lathe(
      [
        [1.2, 0],
        [1.2, 0.08],
        [1.1, 0.12],
        [1.08, 0.3],
        [1.18, 0.36],
        [1.2, 0.42],
        [1.05, 0.44],
        [1.0, 0.38],
        [0.98, 0.12],
        [0.001, 0.1],
      ],
      { round: 0.01 },
    )
    const panels = polar(12, box([0.36, 0.13, 0.05], { at: [0, 0.21, 1.085], round: 0.012 }))
    const stone: FormNode[] = [pool, panels]
    const water: FormNode[] = [cylinder(1.03, 0.05, { at: [0, 0.33, 0] })]
    let y = 0.1
    for (let i = 0; i < count; i++) {
      const scale = 1 - i * 0.34
      const stem = lathe(
        [
          [0.26, 0],
          [0.22, 0.08],
          [0.12, 0.2],
          [0.1, 0.36],
          [0.15, 0.5],
          [0.1, 0.58],
          [0.14, 0.72],
        ].map(([x, v]) => [x! * scale, v! * 0.95] as Vec2),
        { curve: true, at: [0, y, 0] },
      )
      y += 0.66 - i * 0.05
      const bowl = lathe(
        [
          [0.12, 0],
          [0.3, 0.04],
          [0.55, 0.14],
          [0.66, 0.26],
          [0.69, 0.28],
          [0.66, 0.3],
          [0.6, 0.27],
          [0.4, 0.17],
          [0.001, 0.14],
        ].map(([x, v]) => [x! * scale, v! * scale] as Vec2),
        { curve: true, at: [0, y, 0] },
      )
      stone.push(stem, scalloped ? displace('waves', 0.012 * scale, 0.1, bowl, { count: 20 }) : bowl)
      water.push(cylinder(0.6 * scale, 0.03, { at: [0, y + 0.25 * scale, 0] }))
      water.push(
        polar(
          6,
          capsule([0, y + 0.27 * scale, 0.67 * scale], [0, y - 0.25, 0.74 * scale], 0.018, { endRadius: 0.01 }),
          { rotate: [0, i * 30, 0] },
        ),
      )
      y += 0.2 * scale
    }
    const finial = union(
      [
        lathe(
          [
            [0.07, 0],
            [0.05, 0.06],
            [0.03, 0.14],
            [0.075, 0.24],
            [0.07, 0.3],
            [0.02, 0.37],
            [0.012, 0.42],
          ],
          { curve: true, at: [0, y - 0.08, 0] },
        ),
      ],
      0,
      { material: 'ornament' },
    )
    return union([union(stone, 0.01, { material: 'stone' }), union(water, 0, { material: 'water' }), finial])
  },
})

/** Battlements around a square or round top. */
function merlons(count: number, radius: number, y: number, size: [number, number, number]): FormNode {
  return polar(count, box(size, { at: [0, y, radius], round: 0.012 }))
}

export const tower = defineForm({
  id: 'tower',
  title: 'Tower',
  summary: 'A round or square keep with battlements or a pointed roof.',
  synonyms: [
    'castle tower',
    'watchtower',
    'watch tower',
    'turret',
    'keep',
    'fortress',
    'lighthouse',
    'stone tower',
    'bell tower',
  ],
  slots: {
    wall: { words: ['wall', 'stone'], material: { family: 'brick' }, role: 'primary' },
    roof: { words: ['roof', 'spire'], material: { family: 'slate' }, role: 'secondary' },
    door: { words: ['door', 'gate', 'shutter'], material: { family: 'wood-planks' }, role: 'fixed' },
    trim: {
      words: ['trim', 'battlements', 'battlement', 'windows', 'window'],
      material: { family: 'stone' },
      role: 'primary',
    },
  },
  parameters: { roof: z.boolean().optional(), floors: z.int().min(2).max(6).optional() },
  chip: 0.03,
  shape(random, { roof, floors }) {
    const levels = floors ?? random.integer(3, 4)
    const radius = random.between(0.95, 1.15)
    const height = levels * 1.15 + 0.6
    const pointed = roof ?? random.chance(0.5)
    const wall = lathe([
      [radius * 1.22, 0],
      [radius * 1.06, 0.5],
      [radius, 1.0],
      [radius * 0.95, height],
    ])
    const openings: FormNode[] = []
    const frames: FormNode[] = []
    for (let level = 0; level < levels; level++) {
      const y = 1.3 + level * 1.15
      if (y > height - 0.5) break
      const turn = level * 70 + random.between(0, 40) + 20
      for (const degrees of [turn - 60, turn + 120]) {
        const at = around(degrees, radius * 0.97, y)
        const rotate: [number, number, number] = [0, degrees, 0]
        openings.push(
          union([box([0.17, 0.42, 0.5]), cylinder(0.085, 0.5, { at: [0, 0.21, 0], rotate: [90, 0, 0] })], 0, {
            at,
            rotate,
          }),
        )
        frames.push(
          union(
            [
              subtract(torus(0.12, 0.035, { at: [0, 0.2, 0], rotate: [90, 0, 0] }), [
                box([0.5, 0.3, 0.5], { at: [0, 0.04, 0] }),
              ]),
              box([0.34, 0.07, 0.14], { at: [0, -0.24, 0.02], round: 0.015 }),
              box([0.06, 0.4, 0.09], { at: [0.12, 0, 0], round: 0.012 }),
              box([0.06, 0.4, 0.09], { at: [-0.12, 0, 0], round: 0.012 }),
            ],
            0,
            { at: around(degrees, radius * 0.985, y), rotate },
          ),
        )
      }
    }
    const doorway = union(
      [box([0.5, 0.9, 0.7], { at: [0, 0.45, 0] }), cylinder(0.25, 0.7, { at: [0, 0.9, 0], rotate: [90, 0, 0] })],
      0,
      { at: [0, 0.02, radius * 1.05] },
    )
    const doorFrame = union(
      [
        subtract(torus(0.31, 0.07, { at: [0, 0.9, 0], rotate: [90, 0, 0] }), [
          box([1, 0.9, 0.6], { at: [0, 0.44, 0] }),
        ]),
        box([0.13, 0.92, 0.16], { at: [0.31, 0.46, 0], round: 0.02 }),
        box([0.13, 0.92, 0.16], { at: [-0.31, 0.46, 0], round: 0.02 }),
        box([0.9, 0.1, 0.4], { at: [0, 0.05, 0.1], round: 0.02 }),
      ],
      0,
      { at: [0, 0, radius * 1.12] },
    )
    const door = box([0.54, 1.2, 0.1], { at: [0, 0.6, radius * 0.98], material: 'door' })
    const bands = [height * 0.45, height - 0.25].map((y) => torus(radius * 0.975, 0.05, { at: [0, y, 0] }))
    const gallery = lathe([
      [radius * 0.93, height - 0.25],
      [radius * 1.16, height],
      [radius * 1.18, height + 0.16],
      [radius * 0.98, height + 0.16],
      [radius * 0.98, height + 0.02],
      [0.001, height + 0.02],
    ])
    const corbels = polar(20, box([0.1, 0.24, 0.2], { at: [0, height - 0.12, radius * 1.02], round: 0.02 }))
    const crenels = merlons(12, radius * 1.09, height + 0.28, [0.34, 0.34, 0.18])
    const parts: FormNode[] = [
      union([subtract(wall, [...openings, doorway])], 0, { material: 'wall' }),
      union([...frames, doorFrame, ...bands, gallery, corbels, crenels], 0, { material: 'trim' }),
      door,
    ]
    if (pointed) {
      parts.push(
        lathe(
          [
            [radius * 1.02, height + 0.3],
            [radius * 0.98, height + 0.42],
            [radius * 0.5, height + 1.35],
            [radius * 0.2, height + 2.1],
            [0.02, height + 2.7],
          ],
          { curve: true, material: 'roof' },
        ),
        cylinder(radius * 0.9, 0.5, { at: [0, height + 0.2, 0], material: 'wall' }),
        union([sphere(0.07, { at: [0, height + 2.72, 0] }), cone(0.03, 0.008, 0.4, { at: [0, height + 2.92, 0] })], 0, {
          material: 'roof',
        }),
      )
    }
    return union(parts)
  },
})

export const house = defineForm({
  id: 'house',
  title: 'House',
  summary: 'A timber-framed cottage with a tiled roof, chimney, windows and door.',
  synonyms: [
    'cottage',
    'cabin',
    'hut',
    'home',
    'building',
    'farmhouse',
    'barn',
    'shed',
    'villa',
    'inn',
    'tavern',
    'church',
    'chapel',
  ],
  slots: {
    wall: { words: ['wall', 'facade'], material: { family: 'plaster' }, role: 'primary' },
    roof: { words: ['roof'], material: { family: 'roof-tiles' }, role: 'secondary' },
    timber: {
      words: ['timber', 'beam', 'frame', 'door', 'shutter'],
      material: { family: 'wood', traits: ['weathered'], colours: ['#4a3422'] },
      role: 'fixed',
    },
    stone: { words: ['chimney', 'foundation', 'base', 'step'], material: { family: 'cobble' }, role: 'fixed' },
    window: { words: ['window', 'windows', 'pane'], material: { family: 'glass' }, role: 'fixed' },
  },
  parameters: { floors: z.int().min(1).max(3).optional() },
  chip: 0.02,
  shape(random, { floors }) {
    const levels = floors ?? random.integer(1, 2)
    const wide = random.between(2.6, 3.3)
    const deep = random.between(2.0, 2.5)
    const eaves = levels * 1.25 + 0.25
    const pitch = random.between(38, 50)
    const rise = (deep / 2) * (pitch < 44 ? 0.86 : 1.1)
    const front = deep / 2
    const gable = extrude(
      {
        type: 'polygon',
        points: [
          [-front, 0],
          [front, 0],
          [front, eaves],
          [0, eaves + rise],
          [-front, eaves],
        ],
      },
      wide,
      { rotate: [0, 90, 0] },
    )
    const beams: FormNode[] = []
    for (const x of [-wide / 2, wide / 2])
      for (const z of [-front, front]) beams.push(box([0.14, eaves, 0.14], { at: [x, eaves / 2, z], round: 0.01 }))
    for (let level = 0; level <= levels; level++) {
      const y = level === levels ? eaves - 0.05 : 0.28 + level * 1.22
      beams.push(box([wide + 0.1, 0.12, deep + 0.06], { at: [0, y, 0], round: 0.01 }))
    }
    const doorX = random.pick([-1, 0, 1]) * wide * 0.24
    const columns = [-0.5, -0.17, 0.17, 0.5].map((t) => t * (wide - 0.3))
    const windows: FormNode[] = []
    const panes: FormNode[] = []
    const holes: FormNode[] = []
    for (let level = 0; level < levels; level++) {
      for (const t of [-0.32, 0.02, 0.34]) {
        const x = t * wide
        const y = 0.92 + level * 1.22
        if (level === 0 && Math.abs(x - doorX) < 0.62) continue
        for (const z of [front]) {
          holes.push(box([0.46, 0.54, 0.3], { at: [x, y, z] }))
          panes.push(box([0.46, 0.54, 0.04], { at: [x, y, z - 0.06] }))
          windows.push(
            subtract(box([0.58, 0.66, 0.12], { at: [x, y, z], round: 0.01 }), [
              box([0.44, 0.52, 1], { at: [x, y, z] }),
            ]),
            box([0.035, 0.54, 0.05], { at: [x, y, z - 0.02] }),
            box([0.48, 0.035, 0.05], { at: [x, y, z - 0.02] }),
            box([0.68, 0.06, 0.18], { at: [x, y - 0.34, z + 0.03], round: 0.01 }),
          )
        }
      }
      // The gable side.
      const y = 0.92 + level * 1.22
      for (const z of level === 0 ? [0] : [-0.4, 0.4]) {
        const x = wide / 2
        holes.push(box([0.3, 0.54, 0.44], { at: [x, y, z] }))
        panes.push(box([0.04, 0.54, 0.44], { at: [x - 0.06, y, z] }))
        windows.push(
          subtract(box([0.12, 0.66, 0.56], { at: [x, y, z], round: 0.01 }), [box([1, 0.52, 0.42], { at: [x, y, z] })]),
          box([0.05, 0.54, 0.035], { at: [x - 0.02, y, z] }),
        )
      }
    }
    for (const x of columns)
      if (Math.abs(x - doorX) > 0.5)
        beams.push(box([0.1, eaves - 0.3, 0.06], { at: [x, eaves / 2 + 0.12, front + 0.01], round: 0.008 }))
    const brace = (z: number, y: number, lean: number): FormNode =>
      box([0.06, 1.15, 0.1], { at: [wide / 2 + 0.01, y, z], rotate: [lean, 0, 0], round: 0.008 })
    beams.push(brace(-front * 0.72, eaves - 0.72, 24), brace(front * 0.72, eaves - 0.72, -24))
    beams.push(box([0.06, rise, 0.1], { at: [wide / 2 + 0.01, eaves + rise / 2 - 0.12, 0], round: 0.008 }))
    const door = union(
      [
        box([0.56, 1.0, 0.09], { at: [doorX, 0.68, front], round: 0.01 }),
        subtract(box([0.74, 1.12, 0.16], { at: [doorX, 0.7, front], round: 0.012 }), [
          box([0.56, 1.0, 1], { at: [doorX, 0.68, front] }),
        ]),
        sphere(0.03, { at: [doorX + 0.2, 0.68, front + 0.07] }),
      ],
      0,
    )
    const slopeLength = Math.sqrt(front * front + rise * rise) + 0.34
    const angle = pitch < 44 ? 40.7 : 47.7
    const slope = (sign: number): FormNode =>
      box([wide + 0.5, 0.09, slopeLength], {
        at: [0, eaves + rise / 2 - 0.04, sign * (front / 2 + 0.06)],
        rotate: [sign * angle, 0, 0],
        round: 0.015,
      })
    const chimneyX = random.pick([-1, 1]) * wide * 0.3
    const chimney = union(
      [
        box([0.36, rise + 0.7, 0.36], { at: [chimneyX, eaves + rise * 0.62, -front * 0.4], round: 0.015 }),
        box([0.46, 0.1, 0.46], { at: [chimneyX, eaves + rise * 1.12 + 0.3, -front * 0.4], round: 0.015 }),
        box([0.8, 0.14, 0.4], { at: [doorX, 0.07, front + 0.22], round: 0.02 }),
        box([wide + 0.14, 0.24, deep + 0.14], { at: [0, 0.12, 0], round: 0.02 }),
      ],
      0,
      { material: 'stone' },
    )
    return union([
      union([subtract(gable, holes)], 0, { material: 'wall' }),
      union([...beams, ...windows, door], 0, { material: 'timber' }),
      union(panes, 0, { material: 'window' }),
      union(
        [
          slope(1),
          slope(-1),
          cylinder(0.07, wide + 0.5, { at: [0, eaves + rise + 0.03, 0], rotate: [0, 0, 90], round: 0.01 }),
        ],
        0,
        { material: 'roof' },
      ),
      chimney,
    ])
  },
})

export const pyramid = defineForm({
  id: 'pyramid',
  title: 'Pyramid',
  summary: 'A stepped or smooth pyramid with an entrance.',
  synonyms: ['ziggurat', 'step pyramid', 'mayan temple', 'aztec temple'],
  slots: {
    stone: { words: ['blocks', 'steps'], material: { family: 'stone', colours: ['#c8a877'] }, role: 'primary' },
    cap: { words: ['cap', 'tip', 'top', 'shrine'], material: { family: 'gold' }, role: 'secondary' },
  },
  parameters: { steps: z.int().min(4).max(14).optional() },
  chip: 0.02,
  shape(random, { steps }) {
    const count = steps ?? random.integer(6, 10)
    const base = 3
    const rise = random.between(0.55, 0.72) * base
    const parts: FormNode[] = []
    for (let i = 0; i < count; i++) {
      const size = base * (1 - (i / count) * 0.88)
      parts.push(box([size, rise / count, size], { at: [0, (rise / count) * (i + 0.5), 0], round: 0.018 }))
    }
    const stairs = random.integer(16, 22)
    const flight = Array.from({ length: stairs }, (_, i) => {
      const t = i / stairs
      const z = (base / 2) * (1 - t * 0.88) + 0.06
      return box([0.46, rise * t + rise / stairs, 0.12], { at: [0, (rise * t + rise / stairs) / 2, z], round: 0.008 })
    })
    parts.push(polar(4, union(flight)))
    const shrine = subtract(
      union([
        box([0.34, 0.3, 0.34], { at: [0, rise + 0.15, 0], round: 0.012 }),
        { type: 'pyramid', sides: 4, radius: 0.24, height: 0.18, at: [0, rise + 0.39, 0] },
      ]),
      [box([0.12, 0.2, 1], { at: [0, rise + 0.1, 0] }), box([1, 0.2, 0.12], { at: [0, rise + 0.1, 0] })],
      0,
      { material: 'cap' },
    )
    return union([union(parts, 0, { material: 'stone' }), shrine])
  },
})

export const gate = defineForm({
  id: 'castle-gate',
  title: 'Castle gate',
  summary: 'Two towers with a portcullis between them.',
  synonyms: ['castle', 'gatehouse', 'city gate', 'portcullis', 'fort', 'citadel', 'drawbridge'],
  slots: {
    wall: { words: ['wall', 'tower', 'towers'], material: { family: 'stone' }, role: 'primary' },
    roof: { words: ['roof', 'roofs', 'spire'], material: { family: 'slate' }, role: 'secondary' },
    iron: { words: ['portcullis', 'grille', 'bars'], material: { family: 'iron' }, role: 'fixed' },
    wood: { words: ['door', 'bridge', 'drawbridge'], material: { family: 'wood-planks' }, role: 'fixed' },
  },
  parameters: { roofs: z.boolean().optional() },
  chip: 0.03,
  shape(random, { roofs }) {
    const height = random.between(3.2, 3.9)
    const radius = random.between(0.68, 0.8)
    const gap = random.between(1.35, 1.6)
    const pointed = roofs ?? random.chance(0.55)
    const wallHigh = height - random.between(0.6, 0.9)
    const turret: FormNode = union(
      [
        lathe([
          [radius * 1.18, 0],
          [radius * 1.04, 0.4],
          [radius, height],
          [radius * 1.16, height + 0.22],
          [radius * 1.16, height + 0.4],
          [radius * 0.96, height + 0.4],
          [radius * 0.96, height + 0.24],
          [0.001, height + 0.24],
        ]),
        polar(16, box([0.09, 0.2, 0.17], { at: [0, height + 0.06, radius * 1.06], round: 0.015 })),
        merlons(9, radius * 1.07, height + 0.52, [0.27, 0.3, 0.15]),
      ],
      0,
    )
    const slits = [0.42, 0.7].map((t) => box([0.07, 0.42, 0.6], { at: [0, height * t, radius] }))
    const towers = [-gap, gap].map((x) => subtract(turret, slits, 0, { at: [x, 0, 0] }))
    const opening = union([
      box([0.98, 1.2, 2], { at: [0, 0.6, 0] }),
      cylinder(0.49, 2, { at: [0, 1.2, 0], rotate: [90, 0, 0] }),
    ])
    const curtain = union([
      subtract(box([gap * 2, wallHigh, 0.8], { at: [0, wallHigh / 2, 0], round: 0.015 }), [opening]),
      subtract(torus(0.56, 0.09, { at: [0, 1.2, 0.4], rotate: [90, 0, 0] }), [box([2, 1.2, 2], { at: [0, 0.6, 0] })]),
      repeat([4, 1, 1], [0.36, 0, 0], box([0.22, 0.3, 0.16], { round: 0.012 }), { at: [0, wallHigh + 0.13, 0.32] }),
      box([gap * 2 - 0.6, 0.08, 0.94], { at: [0, wallHigh - 0.2, 0], round: 0.02 }),
    ])
    const grille = union(
      [
        repeat(
          [6, 1, 1],
          [0.17, 0, 0],
          union([
            box([0.04, 1.5, 0.04]),
            { type: 'pyramid', sides: 4, radius: 0.035, height: 0.12, at: [0, -0.78, 0], rotate: [180, 0, 0] },
          ]),
          { at: [0, 1.1, 0.1] },
        ),
        repeat([1, 6, 1], [0, 0.22, 0], box([1.0, 0.035, 0.05]), { at: [0, 1.12, 0.1] }),
      ],
      0,
      { material: 'iron' },
    )
    const bridge = box([0.95, 0.08, 1.1], { at: [0, 0.06, 0.95], round: 0.01, material: 'wood' })
    const parts: FormNode[] = [union([...towers, curtain], 0, { material: 'wall' }), grille, bridge]
    if (pointed) {
      const cap = lathe(
        [
          [radius * 0.98, 0],
          [radius * 0.9, 0.1],
          [radius * 0.42, 0.8],
          [0.02, 1.65],
        ],
        { curve: true },
      )
      for (const x of [-gap, gap]) {
        parts.push(union([cap, sphere(0.06, { at: [0, 1.66, 0] })], 0, { at: [x, height + 0.5, 0], material: 'roof' }))
        parts.push(cylinder(radius * 0.86, 0.5, { at: [x, height + 0.38, 0], material: 'wall' }))
      }
    }
    return union(parts)
  },
})
