import { z } from 'zod'
import type { Random } from '../../random.ts'
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
  lathe,
  polar,
  prism,
  sphere,
  spread,
  subtract,
  torus,
  tube,
  union,
} from './shapes.ts'

/** A boulder: planes at random around a centre, so that it breaks in facets as real stone does. */
function boulder(random: Random, radii: Vec3, extra: { at?: Vec3; rotate?: Vec3 } = {}): FormNode {
  const planes = Array.from({ length: 17 }, (_, i) => {
    // The golden spiral spreads the planes evenly; the jitter makes each stone its own.
    const y = 1 - (2 * i + 1) / 17
    const [x, , z] = around(i * 137.508, Math.sqrt(1 - y * y))
    const normal: Vec3 = [
      x + random.between(-0.25, 0.25),
      y + random.between(-0.25, 0.25),
      z + random.between(-0.25, 0.25),
    ]
    return { normal, distance: random.between(0.74, 1) }
  })
  return { type: 'convex', planes, round: 0.06, scale: radii, ...extra }
}

export const rock = defineForm({
  id: 'rock',
  title: 'Rock',
  summary: 'A weathered boulder with smaller stones at its foot.',
  synonyms: ['boulder', 'rocks', 'stones', 'crag', 'cliff', 'meteorite', 'asteroid', 'meteor'],
  slots: {
    stone: { words: ['stone', 'rock'], material: { family: 'stone' }, role: 'primary' },
    pebbles: {
      words: ['pebbles', 'pebble', 'rubble'],
      material: { family: 'stone', traits: ['rough'] },
      role: 'primary',
    },
  },
  parameters: { stones: z.int().min(0).max(8).optional() },
  chip: 0.01,
  shape(random, { stones }) {
    const size: Vec3 = [random.between(0.62, 0.9), random.between(0.42, 0.85), random.between(0.55, 0.75)]
    const main = union(
      [
        boulder(random, size, {
          at: [0, size[1] * 0.68, 0],
          rotate: [random.between(-12, 12), random.between(0, 360), random.between(-14, 14)],
        }),
        boulder(random, [size[0] * 0.6, size[1] * 0.55, size[2] * 0.6], {
          at: [random.pick([-1, 1]) * size[0] * 0.52, size[1] * 0.3, random.between(0.05, 0.3)],
          rotate: [0, random.between(0, 360), 0],
        }),
      ],
      0.05,
    )
    const split = displace(
      'chips',
      0.035,
      0.24,
      displace('fbm', 0.05, 0.5, main, { octaves: 3, seed: random.integer(0, 65535) }),
      { seed: random.integer(0, 65535) },
    )
    const count = stones ?? random.integer(3, 6)
    const small = Array.from({ length: count }, (_, i) => {
      const [x, , z] = around(-70 + (i * 200) / count + random.between(-15, 15), random.between(0.95, 1.2))
      const r = random.between(0.09, 0.2)
      return boulder(random, [r * 1.2, r * 0.8, r], {
        at: [x, r * 0.55, z * 0.85],
        rotate: [0, random.between(0, 360), 0],
      })
    })
    const foot = subtract(split, [box([6, 2, 6], { at: [0, -1, 0] })], 0.01, { material: 'stone' })
    return small.length === 0
      ? foot
      : union([
          foot,
          displace('fbm', 0.018, 0.14, union(small), {
            octaves: 2,
            seed: random.integer(0, 65535),
            material: 'pebbles',
          }),
        ])
  },
})

export const crystalCluster = defineForm({
  id: 'crystal-cluster',
  title: 'Crystal cluster',
  summary: 'Six-sided crystals of many sizes growing out of a rock.',
  synonyms: [
    'crystal',
    'crystals',
    'gem',
    'gemstone',
    'geode',
    'quartz',
    'amethyst',
    'ruby',
    'sapphire',
    'emerald',
    'diamond',
    'jewel',
  ],
  slots: {
    crystal: { words: ['crystals', 'crystal', 'shards'], material: { family: 'crystal' }, role: 'primary' },
    rock: {
      words: ['rock', 'base', 'stone', 'ground'],
      material: { family: 'stone', colours: ['#55524e'] },
      role: 'secondary',
    },
  },
  parameters: { count: z.int().min(3).max(24).optional() },
  chip: 0,
  shape(random, { count }) {
    const total = count ?? random.integer(9, 14)
    const shards: FormNode[] = []
    const tallest = random.between(0.85, 1.15)
    for (let i = 0; i < total; i++) {
      const t = i / total
      const lean = i === 0 ? random.between(0, 6) : random.between(10, 24) + 26 * t
      const turn = i * 137.508 + random.between(-14, 14)
      const length = 0.06 + (i === 0 ? tallest : tallest * random.between(0.42, 0.82) * (1 - 0.5 * t))
      const radius = length * random.between(0.1, 0.15) + 0.016
      const [x, , z] = around(turn, i === 0 ? 0 : 0.08 + 0.26 * Math.sqrt(t))
      const tip = radius * random.between(1.4, 2.2)
      const body: FormNode = {
        type: 'taper',
        bottom: 0.78,
        top: 1,
        from: 0,
        to: length,
        child: prism(6, radius, length, { at: [0, length / 2, 0], round: 0.003 }),
      }
      const point: FormNode = {
        type: 'pyramid',
        sides: 6,
        radius,
        height: tip,
        at: [0, length + tip / 2 - 0.002, 0],
        round: 0.002,
      }
      const upright = union([body, point], 0, { rotate: [0, random.between(0, 60), 0] })
      shards.push(union([union([upright], 0, { rotate: [lean, 0, 0] })], 0, { at: [x, 0.02, z], rotate: [0, turn, 0] }))
    }
    const base = displace(
      'chips',
      0.05,
      0.2,
      union(
        [
          ellipsoid([0.5, 0.2, 0.46], { at: [0, 0.05, 0] }),
          ...Array.from({ length: 5 }, (_, i) => {
            const [x, , z] = around(i * 72 + random.between(-20, 20), 0.34)
            return boulder(random, [0.2, 0.16, 0.19], { at: [x, 0.06, z], rotate: [0, random.between(0, 360), 0] })
          }),
        ],
        0.06,
      ),
      { seed: random.integer(0, 65535) },
    )
    return union([
      union(shards, 0, { material: 'crystal' }),
      subtract(
        displace('fbm', 0.03, 0.2, base, { octaves: 3, seed: random.integer(0, 65535) }),
        [box([3, 1, 3], { at: [0, -0.5, 0] })],
        0,
        { material: 'rock' },
      ),
    ])
  },
})

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
    const bark = displace('ridged', 0.022, 0.075, union(wood, 0.06), {
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

export const pine = defineForm({
  id: 'pine',
  title: 'Pine',
  summary: 'A conifer of drooping tiers on a straight trunk.',
  synonyms: ['pine tree', 'fir', 'fir tree', 'conifer', 'spruce', 'christmas tree', 'evergreen'],
  slots: {
    needles: {
      words: ['needles', 'branches', 'leaves', 'foliage'],
      material: { family: 'grass', colours: ['#2f4f2a'] },
      role: 'secondary',
    },
    bark: { words: ['trunk', 'bark', 'wood'], material: { family: 'bark' }, role: 'primary' },
  },
  parameters: { tiers: z.int().min(4).max(10).optional() },
  chip: 0,
  shape(random, { tiers }) {
    const count = tiers ?? random.integer(6, 8)
    const height = random.between(2.2, 2.8)
    const wide = random.between(0.68, 0.85)
    const cones: FormNode[] = []
    for (let i = 0; i < count; i++) {
      const t = i / (count - 1)
      const radius = wide * (1 - 0.82 * t) * random.between(0.92, 1.08)
      const y = 0.42 + t * (height - 0.75)
      const tall = (height / count) * 1.35
      const skirt = lathe([
        [radius * 0.12, -0.02],
        [radius * 0.92, -tall * 0.2],
        [radius, -tall * 0.16],
        [radius * 0.6, tall * 0.12],
        [radius * 0.3, tall * 0.5],
        [0.015, tall],
      ])
      cones.push(
        displace('waves', 0.055 * (1 - 0.6 * t), 0.1, skirt, {
          count: random.integer(9, 13),
          at: [random.between(-0.015, 0.015), y, random.between(-0.015, 0.015)],
          rotate: [random.between(-4, 4), random.between(0, 360), random.between(-4, 4)],
        }),
      )
    }
    const needles = displace('ridged', 0.05, 0.07, union(cones), {
      octaves: 2,
      seed: random.integer(0, 65535),
      stretch: [1, 1.6, 1],
      material: 'needles',
    })
    const roots = polar(5, capsule([0, 0.1, 0.06], [0, -0.02, 0.2], 0.05, { endRadius: 0.02 }))
    const trunk = displace('ridged', 0.014, 0.05, union([cone(0.12, 0.05, 1.2, { at: [0, 0.58, 0] }), roots], 0.04), {
      octaves: 2,
      stretch: [1, 4, 1],
      seed: random.integer(0, 65535),
      material: 'bark',
    })
    return union([trunk, needles])
  },
})

export const mushroom = defineForm({
  id: 'mushroom',
  title: 'Mushroom',
  summary: 'A mushroom with gills, ring and warts, and young ones beside it.',
  synonyms: ['toadstool', 'fungus', 'fly agaric', 'mushrooms', 'fungi'],
  slots: {
    cap: {
      words: ['cap', 'hat', 'head'],
      material: { family: 'leather', traits: ['polished'], colours: ['#a8281c'] },
      role: 'primary',
    },
    stem: { words: ['stem', 'stalk', 'gills'], material: { family: 'bone' }, role: 'secondary' },
    spots: { words: ['spots', 'dots', 'warts', 'spot'], material: { family: 'bone' }, role: 'fixed' },
    ground: { words: ['ground', 'moss', 'base'], material: { family: 'moss' }, role: 'fixed' },
  },
  parameters: { count: z.int().min(1).max(6).optional() },
  chip: 0,
  shape(random, { count }) {
    const total = count ?? random.integer(2, 4)
    const flat = random.between(0.5, 0.95)
    const one = (scale: number): FormNode => {
      const h = 0.62 * random.between(0.85, 1.15)
      const r = 0.42
      const rise = r * flat
      const bend = random.between(-0.05, 0.05)
      const cap = subtract(
        lathe(
          [
            [0.08, 0],
            [r * 0.8, -0.03],
            [r * 1.02, -0.02],
            [r, 0.06],
            [r * 0.82, rise * 0.62],
            [r * 0.45, rise * 0.94],
            [0.001, rise],
          ],
          { curve: true },
        ),
        [ellipsoid([r * 0.86, 0.1, r * 0.86], { at: [0, -0.05, 0] })],
        0.02,
      )
      const gills = polar(26, box([0.008, 0.09, r * 0.68], { at: [0, 0.03, r * 0.46] }))
      const warts = Array.from({ length: 15 }, (_, i) => {
        const polarAngle = 12 + 62 * Math.sqrt((i + 0.5) / 15)
        const [x, , z] = around(i * 137.508 + random.between(-12, 12), 1)
        const [up, , out] = around(90 - polarAngle, 1)
        return ellipsoid([0.042, 0.024, 0.042].map((v) => v * random.between(0.7, 1.35)) as Vec3, {
          at: [x * out * r * 0.98, up * rise * 1.0 + 0.015, z * out * r * 0.98],
        })
      })
      const ring = displace(
        'waves',
        0.008,
        0.05,
        lathe(
          [
            [0.06, 0],
            [0.15, -0.07],
            [0.16, -0.06],
            [0.07, 0.03],
          ],
          { round: 0.006 },
        ),
        { count: 16, at: [bend, h * 0.68, 0] },
      )
      const stem = union(
        [
          tube(
            [
              [0, -0.02, 0],
              [bend * 1.6, h * 0.5, 0],
              [bend, h + 0.05, 0],
            ],
            [0.115, 0.078, 0.07],
          ),
          ellipsoid([0.14, 0.09, 0.14], { at: [0, 0.05, 0] }),
          ring,
        ],
        0.03,
      )
      const tilt: Vec3 = [random.between(-6, 6), 0, random.between(-8, 8)]
      return union(
        [
          union([cap], 0, { at: [bend, h, 0], rotate: tilt, material: 'cap' }),
          union([gills], 0, { at: [bend, h - 0.02, 0], rotate: tilt, material: 'stem' }),
          union(warts, 0, { at: [bend, h, 0], rotate: tilt, material: 'spots' }),
          union([stem], 0, { material: 'stem' }),
        ],
        0,
        { scale },
      )
    }
    const parts: FormNode[] = [one(1)]
    for (let i = 1; i < total; i++) {
      const side = i % 2 === 1 ? 1 : -1
      const [x, , z] = around(side * random.between(45, 105), random.between(0.36, 0.5))
      parts.push(
        union([one(random.between(0.32, 0.55))], 0, {
          at: [x, 0, z],
          rotate: [random.between(2, 10), 0, -side * random.between(4, 14)],
        }),
      )
    }
    const mound = displace(
      'fbm',
      0.03,
      0.2,
      subtract(ellipsoid([0.72, 0.12, 0.62]), [box([3, 1, 3], { at: [0, -0.53, 0] })]),
      { octaves: 3, seed: random.integer(0, 65535), material: 'ground' },
    )
    return union([...parts, mound])
  },
})

export const cactus = defineForm({
  id: 'cactus',
  title: 'Cactus',
  summary: 'A ribbed saguaro with arms, flowers and a pot or sand at its foot.',
  synonyms: ['cacti', 'saguaro', 'succulent', 'potted cactus'],
  variants: { 'potted cactus': { pot: true } },
  slots: {
    body: { words: ['body', 'arms', 'stem'], material: { family: 'leather', colours: ['#4f7a3a'] }, role: 'primary' },
    flower: {
      words: ['flower', 'flowers', 'blossom'],
      material: { family: 'fabric', colours: ['#dc5a8a'] },
      role: 'secondary',
    },
    pot: { words: ['pot', 'base', 'ground'], material: { family: 'porcelain', colours: ['#b5623c'] }, role: 'fixed' },
  },
  parameters: { pot: z.boolean().optional(), arms: z.int().min(0).max(4).optional() },
  chip: 0,
  shape(random, { pot, arms }) {
    const count = arms ?? random.integer(1, 3)
    const inPot = pot ?? random.chance(0.6)
    const height = random.between(1.0, 1.35)
    const trunk = displace('waves', 0.02, 0.1, capsule([0, 0, 0], [0, height, 0], 0.19, { endRadius: 0.16 }), {
      count: 14,
    })
    const limbs: FormNode[] = []
    const flowers: Vec3[] = [[0, height + 0.16, 0]]
    for (let i = 0; i < count; i++) {
      const angle = (i % 2 === 0 ? 90 : -90) + random.between(-25, 25)
      const y = height * random.between(0.35, 0.62)
      const out = random.between(0.36, 0.44)
      const up = random.between(0.25, 0.5)
      const [x, , z] = around(angle, out)
      limbs.push(
        union(
          [
            capsule([0, y - 0.06, 0], [x * 0.95, y, z * 0.95], 0.085),
            displace('waves', 0.012, 0.1, capsule([0, 0, 0], [0, up, 0], 0.11, { endRadius: 0.1 }), {
              count: 10,
              at: [x, y + 0.02, z],
            }),
          ],
          0.09,
        ),
      )
      flowers.push([x, y + up + 0.12, z])
    }
    const body = union([trunk, ...limbs], 0.05)
    const spikes = [0.2, 0.42, 0.64, 0.86].map((t, i) =>
      polar(
        14,
        union(
          [
            cone(0.006, 0.001, 0.07, { rotate: [90, 0, 0] }),
            cone(0.005, 0.001, 0.06, { rotate: [60, 0, 30] }),
            cone(0.005, 0.001, 0.06, { rotate: [60, 0, -30] }),
          ],
          0,
          { at: [0, height * t, 0.215 - 0.02 * i * 0.4] },
        ),
      ),
    )
    const petals = flowers
      .slice(0, random.integer(1, flowers.length))
      .map((at) =>
        union(
          [
            polar(7, ellipsoid([0.022, 0.045, 0.012], { at: [0, 0.02, 0.035], rotate: [38, 0, 0] })),
            sphere(0.02, { at: [0, 0.02, 0] }),
          ],
          0.004,
          { at },
        ),
      )
    const foot = inPot
      ? [
          union(
            [
              subtract(
                lathe(
                  [
                    [0.24, 0],
                    [0.33, 0.34],
                    [0.37, 0.35],
                    [0.38, 0.44],
                    [0.001, 0.44],
                  ],
                  { round: 0.01 },
                ),
                [cylinder(0.31, 0.2, { at: [0, 0.46, 0] })],
              ),
              torus(0.3, 0.012, { at: [0, 0.2, 0] }),
            ],
            0,
            { material: 'pot' },
          ),
          displace('fbm', 0.02, 0.06, cylinder(0.32, 0.08, { at: [0, 0.37, 0] }), { octaves: 2, material: 'pot' }),
        ]
      : [
          displace('fbm', 0.03, 0.2, ellipsoid([0.55, 0.08, 0.5], { at: [0, 0.02, 0] }), {
            octaves: 2,
            material: 'pot',
          }),
        ]
    const lift = inPot ? 0.4 : 0.02
    return union([
      ...foot,
      union([union([body, ...spikes], 0)], 0, { at: [0, lift, 0], material: 'body' }),
      union(petals, 0, { at: [0, lift, 0], material: 'flower' }),
    ])
  },
})

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
    ring: { words: ['ring', 'rings'], material: { family: 'ice' }, role: 'secondary' },
    moon: { words: ['moon', 'moons'], material: { family: 'concrete' }, role: 'fixed' },
  },
  parameters: {
    rings: z.boolean().optional(),
    craters: z.boolean().optional(),
    moons: z.int().min(0).max(4).optional(),
    smooth: z.boolean().default(false),
  },
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
