import type { Random } from '../../random.ts'
import type { FormNode } from '../form-program.ts'
import { robed } from './robed-figure.ts'
import { warrior } from './warrior-figure.ts'

export const figureKinds = ['sage', 'warrior', 'angel', 'goddess'] as const

export type FigureKind = (typeof figureKinds)[number]

/** A standing human figure, 1.8 m tall, feet on y = 0, looking to +z, in one of the poses of classical sculpture. */
export function figure(kind: FigureKind, random: Random, { brokenArm = false } = {}): FormNode {
  switch (kind) {
    case 'sage':
      return robed(random, { beard: true, wings: false, holds: random.pick(['staff', 'book', 'scroll']), brokenArm })
    case 'goddess':
      return robed(random, { beard: false, wings: false, holds: random.pick(['bowl', 'torch', 'scroll']), brokenArm })
    case 'angel':
      return robed(random, { beard: false, wings: true, holds: random.pick(['hands', 'sword']), brokenArm })
    case 'warrior':
      return warrior(random, { brokenArm })
    default:
      return kind satisfies never
  }
}
