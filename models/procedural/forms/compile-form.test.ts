import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { createRandom } from '../random.ts'
import { compileForm } from './compile-form.ts'
import { displaceKinds, formNodeTypes } from './form-nodes.ts'
import { type FormNode, type FormProgram, parseFormProgram, type Vec3 } from './form-program.ts'

const ball: FormNode = { type: 'sphere', radius: 1 }
const post: FormNode = { type: 'box', size: [0.3, 1.4, 0.2], round: 0.03 }
const program = (root: FormNode, more: Partial<FormProgram> = {}): FormProgram =>
  parseFormProgram({
    version: 1,
    name: 'test',
    materials: { a: { family: 'stone' }, b: { family: 'gold' } },
    root,
    ...more,
  })
const compile = (root: FormNode, more: Partial<FormProgram> = {}) => compileForm(program(root, more))
const near = (actual: number, expected: number, tolerance = 1e-4) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected} ± ${tolerance}`)

/** One or more of every type of node, each with every option that changes its formula. */
const samples: Record<string, FormNode[]> = {
  sphere: [ball],
  ellipsoid: [{ type: 'ellipsoid', radii: [0.3, 1, 0.6] }],
  box: [post, { type: 'box', size: [1, 1, 1] }],
  cylinder: [{ type: 'cylinder', radius: 0.5, height: 1, round: 0.1 }],
  cone: [
    { type: 'cone', bottomRadius: 0.8, topRadius: 0, height: 1.5 },
    { type: 'cone', bottomRadius: 0.3, topRadius: 0.8, height: 1, round: 0.1 },
  ],
  capsule: [
    { type: 'capsule', from: [0, -0.5, 0], to: [0.4, 0.8, 0.2], radius: 0.3 },
    { type: 'capsule', from: [0, -0.5, 0], to: [0.4, 0.8, 0.2], radius: 0.4, endRadius: 0.1 },
    { type: 'capsule', from: [0, 0, 0], to: [0.1, 0, 0], radius: 0.4, endRadius: 0.1 },
  ],
  torus: [
    { type: 'torus', radius: 0.8, tube: 0.2 },
    { type: 'torus', radius: 0.8, tube: 0.2, arc: 100 },
  ],
  prism: [
    { type: 'prism', sides: 3, radius: 0.8, height: 1, round: 0.1 },
    { type: 'prism', sides: 6, radius: 0.8, height: 1 },
  ],
  pyramid: [{ type: 'pyramid', sides: 4, radius: 0.8, height: 1.2, round: 0.1 }],
  octahedron: [
    { type: 'octahedron', radius: 1 },
    { type: 'octahedron', radius: 1, round: 0.1 },
  ],
  convex: [
    {
      type: 'convex',
      round: 0.05,
      planes: [
        [1, 0.2, 0.1],
        [-1, 0.1, 0.3],
        [0.2, 1, 0],
        [0, -1, 0.2],
        [0.1, 0.2, 1],
        [0, 0.3, -1],
      ].map((normal) => ({ normal: normal as Vec3, distance: 0.6 })),
    },
  ],
  halfspace: [{ type: 'intersect', children: [ball, { type: 'halfspace', normal: [0.3, 1, 0] }] }],
  tube: [
    {
      type: 'tube',
      points: [
        [-0.8, 0, 0],
        [0, 0.7, 0.2],
        [0.8, 0, 0],
      ],
      radius: [0.1, 0.2, 0.05],
    },
    {
      type: 'tube',
      points: [
        [-0.8, 0, 0],
        [0, 0.7, 0.2],
        [0.8, 0, 0],
        [0, -0.6, 0],
      ],
      radius: 0.1,
      curve: true,
      closed: true,
    },
  ],
  revolve: [
    {
      type: 'revolve',
      outline: {
        type: 'polygon',
        curve: true,
        points: [
          [0, -0.8],
          [0.5, -0.8],
          [0.3, 0],
          [0.6, 0.8],
          [0, 0.8],
        ],
      },
    },
    { type: 'revolve', outline: { type: 'circle', radius: 0.3, at: [0.6, 0.1] } },
  ],
  extrude: [
    { type: 'extrude', depth: 0.4, round: 0.05, outline: { type: 'star', points: 5, radius: 1, innerRadius: 0.45 } },
    { type: 'extrude', depth: 0.4, outline: { type: 'cog', teeth: 12, radius: 0.9, depth: 0.2 } },
    { type: 'extrude', depth: 0.4, outline: { type: 'regular', sides: 5, radius: 0.9, round: 0.05 } },
    {
      type: 'extrude',
      depth: 0.4,
      outline: {
        type: 'polygon',
        points: [
          [-0.5, -0.5],
          [0.5, -0.5],
          [0, 0],
          [0.4, 0.8],
          [-0.4, 0.6],
          [-0.2, 0],
          [-0.8, 0.1],
        ],
      },
    },
    {
      type: 'extrude',
      depth: 0.2,
      outline: {
        type: 'subtract',
        smooth: 0.05,
        from: {
          type: 'union',
          smooth: 0.1,
          children: [
            { type: 'circle', radius: 0.8 },
            { type: 'rectangle', size: [1.8, 0.3], round: 0.05, rotate: 20 },
          ],
        },
        remove: [
          { type: 'polar', count: 5, child: { type: 'circle', radius: 0.12, at: [0.5, 0] } },
          { type: 'mirror', axis: 'x', child: { type: 'circle', radius: 0.1, at: [0.7, 0.1] } },
          {
            type: 'intersect',
            children: [
              { type: 'circle', radius: 0.2 },
              { type: 'rectangle', size: [0.2, 0.5] },
            ],
          },
        ],
      },
    },
  ],
  union: [
    { type: 'union', children: [ball, { ...post, at: [1.5, 0, 0], rotate: [10, 20, 30], scale: 1.2 }] },
    { type: 'union', smooth: 0.3, children: [ball, { ...post, at: [1, 0.5, 0], scale: [1, 0.5, 2] }] },
  ],
  subtract: [{ type: 'subtract', smooth: 0.1, from: ball, remove: [{ ...post, at: [0.8, 0, 0] }] }],
  intersect: [{ type: 'intersect', smooth: 0.1, children: [ball, { ...ball, at: [0.8, 0, 0] }] }],
  mirror: [
    { type: 'mirror', axis: 'x', child: { ...post, at: [0.7, 0, 0], rotate: [0, 0, 20] } },
    { type: 'mirror', axis: 'z', smooth: 0.2, child: { ...post, at: [0, 0, 0.1] } },
  ],
  repeat: [
    { type: 'repeat', count: [3, 1, 4], step: [0.6, 0, 0.3], child: { ...post, rotate: [0, 30, 10], at: [0.1, 0, 0] } },
  ],
  polar: [{ type: 'polar', count: 7, child: { ...post, at: [0.8, 0, 0], rotate: [0, 0, 15] } }],
  twist: [{ type: 'twist', degrees: 90, child: post }],
  bend: [
    { type: 'bend', degrees: 100, from: -0.5, to: 0.6, child: post },
    { type: 'bend', degrees: -60, from: -0.5, to: 0.6, child: post },
  ],
  taper: [{ type: 'taper', bottom: 1, top: 0.4, from: -0.7, to: 0.7, child: post }],
  elongate: [{ type: 'elongate', by: [0.5, 0, 0.2], child: { type: 'torus', radius: 0.4, tube: 0.1 } }],
  round: [{ type: 'round', radius: 0.1, child: post }],
  shell: [{ type: 'shell', thickness: 0.1, child: ball }],
  displace: displaceKinds.flatMap((kind): FormNode[] => [
    { type: 'displace', kind, amplitude: 0.05, size: 0.3, octaves: 3, seed: 7, child: ball },
    { type: 'displace', kind, amplitude: 0.02, size: 0.1, count: 16, stretch: [1, 2, 1], child: ball },
  ]),
  paint: [{ type: 'paint', child: ball, where: { ...ball, at: [0, 1, 0] }, with: 'b' }],
  ref: [{ type: 'ref', ref: 'leg', at: [0.2, 0, 0] }],
}
const define = { leg: post }

test('there is a sample of every type of node', () => {
  assert.deepEqual(Object.keys(samples).toSorted(), formNodeTypes.toSorted())
})

for (const [type, nodes] of Object.entries(samples)) {
  test(`${type}: finite, never steeper than 1, inside its bounds, and the same surface as its normals say`, () => {
    for (const node of nodes) checkField(node)
  })
}

/** Random pairs of points, near and far, measure the slope; points at the border of the bounds must lie outside. */
function checkField(node: FormNode): void {
  const form = compile(node, { define })
  const random = createRandom(JSON.stringify(node))
  const { min, max } = form.bounds
  const size = Math.max(...max.map((v, i) => v - min[i]!))
  const count = 3000
  const points = new Float32Array(count * 6)
  const gaps: number[] = []
  for (let i = 0; i < count; i++) {
    const wide = i % 3 === 0 ? 1 : 0.1
    const gap = i % 2 === 0 ? 0.004 : 0.05
    const direction = [random.between(-1, 1), random.between(-1, 1), random.between(-1, 1)]
    const length = Math.sqrt(direction.reduce((sum, v) => sum + v * v, 0)) || 1
    for (let axis = 0; axis < 3; axis++) {
      const v = random.between(min[axis]! - size * wide, max[axis]! + size * wide)
      points[i * 6 + axis] = v
      points[i * 6 + 3 + axis] = v + (direction[axis]! / length) * gap
    }
    gaps.push(gap)
  }
  const distances = new Float32Array(count * 2)
  form.distances(points, distances)
  assert.ok(distances.every(Number.isFinite), 'finite')
  const surface = node.type === 'displace' ? node.amplitude * 0.4 : size * 0.04
  let steepest = 0
  for (let i = 0; i < count; i++) {
    // Where bounds stand in for the field it may jump (always to a smaller bound); at the surface it must not.
    const [a, b] = [distances[i * 2]!, distances[i * 2 + 1]!]
    if (Math.max(Math.abs(a), Math.abs(b)) > surface) continue
    steepest = Math.max(steepest, Math.abs(a - b) / gaps[i]!)
  }
  assert.ok(steepest < 1.06, `slope ${steepest} of ${JSON.stringify(node)}`)

  const border = new Float32Array(600 * 3)
  for (let i = 0; i < 600; i++) {
    const side = i % 6
    for (let axis = 0; axis < 3; axis++) border[i * 3 + axis] = random.between(min[axis]!, max[axis]!)
    border[i * 3 + (side % 3)] = side < 3 ? min[side]! : max[side % 3]!
  }
  const outside = new Float32Array(600)
  form.distances(border, outside)
  assert.ok(
    outside.every((d) => d > -1e-4),
    `bounds of ${JSON.stringify(node)}`,
  )
}

test('distances and normals of simple shapes are those of geometry', () => {
  const sphere = compile(ball)
  near(sphere.distance(2, 0, 0), 1)
  near(sphere.distance(1, 1, 1), Math.sqrt(3) - 1)
  near(sphere.distance(0.5, 0, 0), -0.5)
  const [nx, ny, nz] = sphere.gradient(0.6, 0.8, 0)
  near(nx, 0.6, 2e-4)
  near(ny, 0.8, 2e-4)
  near(nz, 0, 2e-4)
  near(compile({ type: 'box', size: [2, 2, 2] }).distance(2, 2, 0), Math.SQRT2)
  near(compile({ type: 'torus', radius: 2, tube: 0.5 }).distance(2, 1, 0), 0.5)
  near(compile({ type: 'prism', sides: 4, radius: Math.SQRT2, height: 2 }).distance(2, 0, 2), Math.SQRT2 * 2 - 1)
  near(compile({ ...ball, scale: 2, at: [1, 0, 0] }).distance(5, 0, 0), 2)
  // +x turned 90° about z points up.
  near(
    compile({ type: 'capsule', from: [0, 0, 0], to: [2, 0, 0], radius: 0.1, rotate: [0, 0, 90] }).distance(0, 3, 0),
    0.9,
  )
})

test('a smooth union lies between the union and the union grown by a quarter of its width', () => {
  const children: FormNode[] = [ball, { ...ball, at: [1.2, 0, 0] }]
  const [sharp, smooth] = [compile({ type: 'union', children }), compile({ type: 'union', smooth: 0.4, children })]
  for (let x = -2; x < 3; x += 0.13) {
    const gain = sharp.distance(x, 0.7, 0.2) - smooth.distance(x, 0.7, 0.2)
    assert.ok(gain >= -1e-6 && gain <= 0.1 + 1e-6)
  }
  near(smooth.distance(0.6, 0.8, 0), sharp.distance(0.6, 0.8, 0) - 0.1)
})

test('parts keep their materials; a cut shows what is cut unless the cutter names one; paint covers', () => {
  const form = compile({
    type: 'union',
    children: [
      { type: 'subtract', from: ball, remove: [{ ...ball, radius: 0.5, at: [1, 0, 0] }] },
      {
        type: 'subtract',
        from: { ...ball, at: [4, 0, 0] },
        remove: [{ ...ball, radius: 0.5, at: [5, 0, 0], material: 'b' }],
      },
      { type: 'paint', child: { ...ball, at: [8, 0, 0] }, where: { ...ball, at: [8, 1, 0] }, with: 'b' },
    ],
  })
  const at = (x: number, y: number) => form.materials[form.material(x, y, 0)]!.name
  assert.deepEqual([at(-1, 0), at(0.5, 0), at(3, 0), at(4.5, 0), at(8, 1), at(8, -1)], ['a', 'a', 'a', 'b', 'b', 'a'])
})

test('skipped parts change nothing at the surface', () => {
  const far: FormNode[] = Array.from({ length: 30 }, (_, i) => ({ ...ball, radius: 0.2, at: [i * 0.5, 0, 0] }))
  const form = compile({ type: 'union', children: far })
  for (let i = 0; i < 30; i++) near(form.distance(i * 0.5, 0.3, 0), 0.1)
})

test('the same program gives the same numbers on every machine', () => {
  const form = compile({ type: 'union', children: Object.values(samples).flat() }, { define })
  const random = createRandom(5)
  const points = Float32Array.from({ length: 30_000 }, () => random.between(-2, 2))
  const out = new Float32Array(10_000)
  form.distances(points, out)
  const hash = createHash('sha256').update(new Uint8Array(out.buffer)).digest('hex')
  assert.equal(hash, '5f672a1bb055f49633fd9fd10c1b0195d7febace840afc79e2958a4c50a83d23')
})

test('forms that are empty, endless, too tightly bent or repeated too often are refused with a clear error', () => {
  const refuses = (root: FormNode, message: RegExp) =>
    assert.throws(() => compile(root), { name: 'WorkspaceError', code: 'bad-input', message })
  refuses({ type: 'subtract', from: ball, remove: [{ ...ball, radius: 2 }] }, /empty/)
  refuses({ type: 'intersect', children: [ball, { ...ball, at: [5, 0, 0] }] }, /empty/)
  refuses({ type: 'halfspace', normal: [0, 1, 0] }, /no end/)
  refuses({ type: 'bend', degrees: 300, from: -0.1, to: 0.1, child: ball }, /tightly/)
  refuses({ type: 'repeat', count: [3, 1, 1], step: [0.5, 0, 0], child: ball }, /too short/)
  refuses({ type: 'convex', planes: [1, 2, 3, 4].map((d) => ({ normal: [1, d, 0], distance: 1 })) }, /do not close/)
  let nested: FormNode = { type: 'sphere', radius: 0.1 }
  for (let i = 0; i < 20; i++)
    nested = { type: 'polar', count: 5, child: { type: 'union', children: [nested], at: [1, 0, 0] } }
  refuses(nested, /too deeply/)
})
