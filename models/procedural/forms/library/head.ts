import type { Random } from '../../random.ts'
import type { FormNode, Placed, Vec3 } from '../form-program.ts'
import { capsule, displace, ellipsoid, intersect, mirror, sphere, subtract, tube, union } from './shapes.ts'

export type HairStyle = 'curls' | 'long' | 'bun' | 'bald' | 'none'

export interface HeadDesign {
  readonly hair: HairStyle
  readonly beard: boolean
  /** −1 narrow and soft … 1 broad and strong. */
  readonly strength: number
}

export function drawHead(random: Random): HeadDesign {
  const hair = random.pick<HairStyle>(['curls', 'curls', 'long', 'bun'])
  return { hair, beard: hair !== 'bun' && random.chance(0.5), strength: random.between(-0.8, 0.8) }
}

/** A human head, 0.24 m from chin to crown, its centre between the eyes and ears at the origin, looking to +z. */
export function head({ hair, beard, strength }: HeadDesign, random: Random, extra: Placed = {}): FormNode {
  const jaw = 0.058 + 0.005 * strength
  const skull = union(
    [
      ellipsoid([0.074, 0.092, 0.092], { at: [0, 0.034, -0.014] }),
      ellipsoid([jaw, 0.088, 0.066], { at: [0, -0.032, 0.024] }),
      mirror('x', capsule([jaw - 0.008, -0.052, -0.002], [0.012, -0.1, 0.06], 0.017, { endRadius: 0.016 }), 0.01),
      mirror('x', sphere(0.02, { at: [0.043, -0.018, 0.058] }), 0.01),
    ],
    0.03,
  )
  const sockets = subtract(skull, [mirror('x', ellipsoid([0.022, 0.014, 0.02], { at: [0.031, 0.004, 0.097] }))], 0.014)
  const features = union(
    [
      sockets,
      // Brow, nose, nostrils, lips, chin.
      mirror('x', capsule([0.013, 0.021, 0.082], [0.05, 0.023, 0.062], 0.009, { endRadius: 0.007 }), 0.008),
      capsule([0, 0.022, 0.082], [0, -0.033, 0.108], 0.0085, { endRadius: 0.012 }),
      mirror('x', sphere(0.0088, { at: [0.0115, -0.036, 0.097] }), 0.006),
      mirror('x', capsule([0, -0.062, 0.0925], [0.022, -0.0655, 0.082], 0.0062, { endRadius: 0.004 }), 0.004),
      mirror('x', capsule([0, -0.0735, 0.0905], [0.017, -0.072, 0.083], 0.0075, { endRadius: 0.004 }), 0.004),
      sphere(0.019, { at: [0, -0.1, 0.07] }),
    ],
    0.011,
  )
  const eyes = mirror(
    'x',
    union(
      [
        sphere(0.0128, { at: [0.031, 0.003, 0.0715] }),
        tube(
          [
            [0.0175, 0.002, 0.0785],
            [0.031, 0.0115, 0.0835],
            [0.0455, 0.002, 0.072],
          ],
          0.0034,
        ),
      ],
      0.003,
    ),
  )
  const ears = mirror(
    'x',
    subtract(
      ellipsoid([0.0085, 0.031, 0.019], { at: [0.079, -0.004, -0.014], rotate: [-12, 24, 0] }),
      [ellipsoid([0.007, 0.02, 0.011], { at: [0.0875, -0.003, -0.009], rotate: [-12, 24, 0] })],
      0.006,
    ),
  )
  const parts = [union([features, eyes, ears], 0.004)]
  if (hair !== 'none' && hair !== 'bald') parts.push(hairOf(hair, random))
  if (beard) parts.push(beardOf(random))
  return union(parts, 0.006, extra)
}

function hairOf(style: HairStyle, random: Random): FormNode {
  const seed = random.integer(0, 65535)
  const cap: FormNode = subtract(
    ellipsoid([0.083, 0.098, 0.102], { at: [0, 0.044, -0.02] }),
    [
      ellipsoid([0.066, 0.1, 0.07], { at: [0, -0.018, 0.092] }),
      ellipsoid([0.1, 0.07, 0.062], { at: [0, -0.064, 0.06] }),
    ],
    0.014,
  )
  if (style === 'curls') return displace('billow', 0.013, 0.026, cap, { seed, octaves: 1 })
  const strands = (child: FormNode, stretch: Vec3): FormNode =>
    displace('ridged', 0.005, 0.022, child, { seed, octaves: 1, stretch })
  if (style === 'long') {
    const locks = mirror(
      'x',
      tube(
        [
          [0.05, 0.07, 0.03],
          [0.084, 0.01, -0.004],
          [0.086, -0.08, -0.01],
          [0.07, -0.16, 0.01],
        ],
        [0.026, 0.03, 0.03, 0.016],
      ),
      0.01,
    )
    const back = ellipsoid([0.08, 0.11, 0.045], { at: [0, -0.05, -0.068] })
    return strands(union([cap, locks, back], 0.025), [1, 5, 1])
  }
  const bun = ellipsoid([0.042, 0.04, 0.042], { at: [0, 0.05, -0.13] })
  const band = intersect([
    tube(
      [
        [0.086, 0.05, -0.02],
        [0, 0.094, 0.062],
        [-0.086, 0.05, -0.02],
        [0, 0.03, -0.128],
      ],
      0.007,
      { closed: true },
    ),
  ])
  return union([strands(union([cap, bun], 0.02), [1, 1, 4]), band], 0.004)
}

function beardOf(random: Random): FormNode {
  const mass = subtract(
    union(
      [
        ellipsoid([0.056, 0.05, 0.045], { at: [0, -0.1, 0.042] }),
        ellipsoid([0.036, 0.05, 0.03], { at: [0, -0.138, 0.052] }),
        mirror('x', capsule([0.066, -0.03, 0.012], [0.045, -0.09, 0.04], 0.02), 0.01),
        mirror('x', capsule([0.004, -0.052, 0.096], [0.032, -0.068, 0.078], 0.0085, { endRadius: 0.006 }), 0.004),
      ],
      0.018,
    ),
    [ellipsoid([0.021, 0.0075, 0.02], { at: [0, -0.068, 0.095] })],
    0.006,
  )
  return displace('billow', 0.01, 0.021, mass, { seed: random.integer(0, 65535), octaves: 2, stretch: [1, 1.7, 1] })
}
