import { z } from 'zod'

/**
 * The words of the form language: what a node of a form program may be. Plain JSON.
 * Units are metres and degrees; right-handed axes, +Y up, the front of a form faces +Z (glTF's convention).
 * docs/forms.md explains them with worked examples.
 */

export type Vec3 = [number, number, number]
export type Vec2 = [number, number]
export type Axis = 'x' | 'y' | 'z'

/**
 * What every node may carry besides its own fields. A node is first scaled, then rotated (about x, then y, then z, about its
 * own origin), then moved.
 */
export interface Placed {
  /** Where its origin goes. */
  at?: Vec3 | undefined
  /** Degrees about the x, y and z axis, in this order. */
  rotate?: Vec3 | undefined
  /** One factor, or one for each axis. */
  scale?: number | Vec3 | undefined
  /** Name of a material of the program, for this node and all below it that name none themselves. */
  material?: string | undefined
  /** A word for people; changes nothing. */
  name?: string | undefined
}

/** Flat outlines, in metres, for `extrude` and `revolve`. */
export type Outline = Placed2 &
  (
    | { type: 'circle'; radius: number }
    | { type: 'rectangle'; size: Vec2; round?: number | undefined }
    /** Closed. `curve` draws a smooth line through the points instead of straight edges. */
    | { type: 'polygon'; points: Vec2[]; curve?: boolean | undefined; round?: number | undefined }
    | { type: 'regular'; sides: number; radius: number; round?: number | undefined }
    | { type: 'star'; points: number; radius: number; innerRadius: number; round?: number | undefined }
    /** A cogwheel: `radius` to the tip of a tooth, `depth` of the gaps. */
    | { type: 'cog'; teeth: number; radius: number; depth: number; round?: number | undefined }
    | { type: 'union'; children: Outline[]; smooth?: number | undefined }
    | { type: 'subtract'; from: Outline; remove: Outline[]; smooth?: number | undefined }
    | { type: 'intersect'; children: Outline[]; smooth?: number | undefined }
    /** Copies of an outline about the origin. */
    | { type: 'polar'; count: number; child: Outline }
    | { type: 'mirror'; axis: 'x' | 'y'; child: Outline }
  )

export interface Placed2 {
  at?: Vec2 | undefined
  /** Degrees, counter-clockwise. */
  rotate?: number | undefined
}

export type DisplaceKind = (typeof displaceKinds)[number]

export const displaceKinds = [
  /** Rolling noise of several octaves, out and in. */
  'fbm',
  /** Sharp crests, like mountain ridges. */
  'ridged',
  /** Round lumps, like pebbles or cauliflower; only outwards. */
  'billow',
  /** Cells with a dome each, like scales or cobbles; only inwards at the borders. */
  'cellular',
  /** Thin grooves along the borders of cells; only inwards. */
  'cracks',
  /** Flat facets at different depths, as if hewn with a chisel; only inwards. */
  'chips',
  /** Straight grooves between panels of random sizes, like a hull; only inwards. */
  'panels',
  /** Even waves: `count` of them around the y axis (flutes, drapery), or without `count` rings along y every `size`. */
  'waves',
] as const

/** A node of a form. */
export type FormNode = Placed &
  (
    | { type: 'sphere'; radius: number }
    | { type: 'ellipsoid'; radii: Vec3 }
    | { type: 'box'; size: Vec3; round?: number | undefined }
    /** Along y, centred. */
    | { type: 'cylinder'; radius: number; height: number; round?: number | undefined }
    /** A cone or frustum along y, centred. */
    | { type: 'cone'; bottomRadius: number; topRadius: number; height: number; round?: number | undefined }
    /** Two balls and all between them; `endRadius` makes it taper. */
    | { type: 'capsule'; from: Vec3; to: Vec3; radius: number; endRadius?: number | undefined }
    /** A ring lying flat; `tube` is the radius of its section. `arc` (degrees) leaves a part, centred on +z. */
    | { type: 'torus'; radius: number; tube: number; arc?: number | undefined }
    /** A regular prism along y, centred; `radius` to its edges. */
    | { type: 'prism'; sides: number; radius: number; height: number; round?: number | undefined }
    /** Square pyramid or any number of sides, centred, point up. */
    | { type: 'pyramid'; sides: number; radius: number; height: number; round?: number | undefined }
    | { type: 'octahedron'; radius: number; round?: number | undefined }
    /** What lies behind every one of these planes: rocks, gems. `normal` points out; the plane is `distance` from the origin. */
    | { type: 'convex'; planes: { normal: Vec3; distance: number }[]; round?: number | undefined }
    /** Everything behind a plane through the origin; only to subtract or to intersect with. */
    | { type: 'halfspace'; normal: Vec3 }
    /** A rope through points. One radius, or one for each point; `curve` rounds the corners. */
    | {
        type: 'tube'
        points: Vec3[]
        radius: number | number[]
        curve?: boolean | undefined
        closed?: boolean | undefined
      }
    /** An outline turned about the y axis: its x is the radius, its y the height. Only x ≥ 0 counts. */
    | { type: 'revolve'; outline: Outline }
    /** An outline in the xy plane, `depth` thick along z, centred. */
    | { type: 'extrude'; outline: Outline; depth: number; round?: number | undefined }
    /** `smooth` (metres) is the width of the blend where children meet. */
    | { type: 'union'; children: FormNode[]; smooth?: number | undefined }
    /** A cut surface keeps the material of `from` unless what is removed names one. */
    | { type: 'subtract'; from: FormNode; remove: FormNode[]; smooth?: number | undefined }
    | { type: 'intersect'; children: FormNode[]; smooth?: number | undefined }
    /** The half at the positive side of the axis, and its mirror image. `smooth` blends them. */
    | { type: 'mirror'; axis: Axis; child: FormNode; smooth?: number | undefined }
    /** A grid of copies, centred on the origin: `count` and `step` along x, y and z. */
    | { type: 'repeat'; count: Vec3; step: Vec3; child: FormNode }
    /** Copies turned about the y axis; the first one stands where the child is. */
    | { type: 'polar'; count: number; child: FormNode }
    /** Turns about y, `degrees` for each metre upwards. */
    | { type: 'twist'; degrees: number; child: FormNode }
    /** Bends the part of the child between two heights towards +x, by `degrees` in all. */
    | { type: 'bend'; degrees: number; from: number; to: number; child: FormNode }
    /** Scales x and z by `bottom` at height `from`, by `top` at height `to`, evenly between. */
    | { type: 'taper'; bottom: number; top: number; from: number; to: number; child: FormNode }
    /** Pulls the child apart at its origin by this length along x, y and z. */
    | { type: 'elongate'; by: Vec3; child: FormNode }
    /** Grows the child by a radius, which rounds its edges; a negative one shrinks it. */
    | { type: 'round'; radius: number; child: FormNode }
    /** Hollows: a wall of this thickness, half of it on either side of the surface. */
    | { type: 'shell'; thickness: number; child: FormNode }
    /** Moves the surface in and out by noise of up to `amplitude`; `size` is how large one feature is. */
    | {
        type: 'displace'
        kind: DisplaceKind
        amplitude: number
        size: number
        child: FormNode
        octaves?: number | undefined
        seed?: number | undefined
        /** Makes features longer along an axis: [1, 4, 1] for bark. */
        stretch?: Vec3 | undefined
        /** For 'waves': how many around the y axis; `size` does not count then. */
        count?: number | undefined
      }
    /** Gives the part of the child's surface that lies inside `where` another material; the shape stays. */
    | { type: 'paint'; child: FormNode; where: FormNode; with: string }
    /** A form from `define`, by name. */
    | { type: 'ref'; ref: string }
  )

// A form is a thing, not a landscape: 1 km bounds every length so that 32-bit floats keep a tenth of a millimetre.
const coordinate = z.number().min(-1000).max(1000)
const length = z.number().gt(0).max(1000)
const rounding = z.number().min(0).max(1000)
const degrees = z.number().min(-36000).max(36000)
const vec2 = z.tuple([coordinate, coordinate])
const vec3 = z.tuple([coordinate, coordinate, coordinate])
const sizes = z.tuple([length, length, length])
const factor = z.number().min(0.001).max(1000)
const direction = vec3.refine(([x, y, z]) => x * x + y * y + z * z > 1e-12, 'must not be all zero')
const sides = z.int().min(3).max(256)
const count = z.int().min(1).max(1024)

const placed = {
  at: vec3.optional(),
  rotate: z.tuple([degrees, degrees, degrees]).optional(),
  scale: z.union([factor, z.tuple([factor, factor, factor])]).optional(),
  material: z.string().optional(),
  name: z.string().optional(),
}
const placed2 = { at: vec2.optional(), rotate: degrees.optional() }
const round = rounding.optional()
const smooth = rounding.optional()

const outline: z.ZodType<Outline> = z.lazy(() => outlineUnion)
const outlines = z.array(outline).min(1)
const outlineUnion = z.discriminatedUnion('type', [
  z.strictObject({ ...placed2, type: z.literal('circle'), radius: length }),
  z.strictObject({ ...placed2, type: z.literal('rectangle'), size: z.tuple([length, length]), round }),
  z.strictObject({
    ...placed2,
    type: z.literal('polygon'),
    points: z.array(vec2).min(3).max(256),
    curve: z.boolean().optional(),
    round,
  }),
  z.strictObject({ ...placed2, type: z.literal('regular'), sides, radius: length, round }),
  z.strictObject({ ...placed2, type: z.literal('star'), points: sides, radius: length, innerRadius: length, round }),
  z.strictObject({ ...placed2, type: z.literal('cog'), teeth: sides, radius: length, depth: length, round }),
  z.strictObject({ ...placed2, type: z.literal('union'), children: outlines, smooth }),
  z.strictObject({ ...placed2, type: z.literal('subtract'), from: outline, remove: outlines, smooth }),
  z.strictObject({ ...placed2, type: z.literal('intersect'), children: outlines, smooth }),
  z.strictObject({ ...placed2, type: z.literal('polar'), count, child: outline }),
  z.strictObject({ ...placed2, type: z.literal('mirror'), axis: z.enum(['x', 'y']), child: outline }),
])

const child: z.ZodType<FormNode> = z.lazy(() => nodeUnion)
const children = z.array(child).min(1)
const nodeUnion = z.discriminatedUnion('type', [
  z.strictObject({ ...placed, type: z.literal('sphere'), radius: length }),
  z.strictObject({ ...placed, type: z.literal('ellipsoid'), radii: sizes }),
  z.strictObject({ ...placed, type: z.literal('box'), size: sizes, round }),
  z.strictObject({ ...placed, type: z.literal('cylinder'), radius: length, height: length, round }),
  z.strictObject({
    ...placed,
    type: z.literal('cone'),
    bottomRadius: rounding,
    topRadius: rounding,
    height: length,
    round,
  }),
  z.strictObject({
    ...placed,
    type: z.literal('capsule'),
    from: vec3,
    to: vec3,
    radius: length,
    endRadius: rounding.optional(),
  }),
  z.strictObject({
    ...placed,
    type: z.literal('torus'),
    radius: length,
    tube: length,
    arc: z.number().gt(0).max(360).optional(),
  }),
  z.strictObject({ ...placed, type: z.literal('prism'), sides, radius: length, height: length, round }),
  z.strictObject({ ...placed, type: z.literal('pyramid'), sides, radius: length, height: length, round }),
  z.strictObject({ ...placed, type: z.literal('octahedron'), radius: length, round }),
  z.strictObject({
    ...placed,
    type: z.literal('convex'),
    planes: z
      .array(z.strictObject({ normal: direction, distance: coordinate }))
      .min(4)
      .max(128),
    round,
  }),
  z.strictObject({ ...placed, type: z.literal('halfspace'), normal: direction }),
  z.strictObject({
    ...placed,
    type: z.literal('tube'),
    points: z.array(vec3).min(2).max(256),
    radius: z.union([length, z.array(length).min(2).max(256)]),
    curve: z.boolean().optional(),
    closed: z.boolean().optional(),
  }),
  z.strictObject({ ...placed, type: z.literal('revolve'), outline }),
  z.strictObject({ ...placed, type: z.literal('extrude'), outline, depth: length, round }),
  z.strictObject({ ...placed, type: z.literal('union'), children, smooth }),
  z.strictObject({ ...placed, type: z.literal('subtract'), from: child, remove: children, smooth }),
  z.strictObject({ ...placed, type: z.literal('intersect'), children, smooth }),
  z.strictObject({ ...placed, type: z.literal('mirror'), axis: z.enum(['x', 'y', 'z']), child, smooth }),
  z.strictObject({ ...placed, type: z.literal('repeat'), count: z.tuple([count, count, count]), step: vec3, child }),
  z.strictObject({ ...placed, type: z.literal('polar'), count, child }),
  z.strictObject({ ...placed, type: z.literal('twist'), degrees, child }),
  z.strictObject({
    ...placed,
    type: z.literal('bend'),
    degrees: z.number().min(-350).max(350),
    from: coordinate,
    to: coordinate,
    child,
  }),
  z.strictObject({
    ...placed,
    type: z.literal('taper'),
    bottom: factor,
    top: factor,
    from: coordinate,
    to: coordinate,
    child,
  }),
  z.strictObject({ ...placed, type: z.literal('elongate'), by: z.tuple([rounding, rounding, rounding]), child }),
  z.strictObject({ ...placed, type: z.literal('round'), radius: coordinate, child }),
  z.strictObject({ ...placed, type: z.literal('shell'), thickness: length, child }),
  z.strictObject({
    ...placed,
    type: z.literal('displace'),
    kind: z.enum(displaceKinds),
    amplitude: length,
    size: length,
    child,
    octaves: z.int().min(1).max(8).optional(),
    seed: z.int().min(0).max(4294967295).optional(),
    stretch: sizes.optional(),
    count: count.optional(),
  }),
  z.strictObject({ ...placed, type: z.literal('paint'), child, where: child, with: z.string() }),
  z.strictObject({ ...placed, type: z.literal('ref'), ref: z.string() }),
])

/** One node with all below it. Recursion is safe only after `form-program.ts` has bounded depth and size. */
export const formNode: z.ZodType<FormNode> = child

/** Every word that `type` may be, for error messages and docs. */
export const formNodeTypes: readonly string[] = nodeUnion.options.map((option) => option.shape.type.value)
export const outlineTypes: readonly string[] = outlineUnion.options.map((option) => option.shape.type.value)

/** The nodes directly below a node. */
export function childrenOf(node: FormNode): readonly FormNode[] {
  switch (node.type) {
    case 'union':
    case 'intersect':
      return node.children
    case 'subtract':
      return [node.from, ...node.remove]
    case 'paint':
      return [node.child, node.where]
    default:
      return 'child' in node ? [node.child] : []
  }
}
