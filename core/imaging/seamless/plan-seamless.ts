import type { Field } from '../maps/field.ts'
import { type JoinOptions, joinBorders } from './join-borders.ts'
import { type JoinPlan, planJoin } from './plan-join.ts'
import { stretchField, turned } from './stretch-field.ts'

/** The axes along which a picture is to tile. */
export type SeamAxes = 'x' | 'y' | 'xy'

/** How a picture, and every map that belongs to it, is made to tile. */
export interface SeamlessPlan {
  readonly across?: JoinPlan
  readonly down?: JoinPlan
}

export interface SeamlessWish {
  /** One field for each channel that counts, about 0..255, of colours. */
  readonly guide: readonly Field[]
  readonly axes: SeamAxes
}

/** Finds where the borders of a picture join best. One call of the worker pool. @worker */
export function planSeamless({ guide, axes }: SeamlessWish): SeamlessPlan {
  const across = axes.includes('x') ? planJoin(guide, { periodic: false }) : undefined
  if (!axes.includes('y')) return { across: across! }
  if (across === undefined) return { down: planJoin(guide.map(turned), { periodic: false }) }
  const joined = guide.map((field) => joinBorders(field, across, { periodic: false, level: 'colour' }))
  const kept = joined[0]!.width / guide[0]!.width
  return { across, down: planJoin(joined.map(turned), { periodic: true, kept }) }
}

export interface FieldToJoin {
  readonly field: Field
  readonly plan: SeamlessPlan
  readonly level: JoinOptions['level']
  /** Stretched back to the size it had, or smaller by what lies over each other. */
  readonly size: 'kept' | 'cut'
}

/** A field made to tile as the plan says. One call of the worker pool. @worker */
export function joinField({ field, plan: { across, down }, level, size }: FieldToJoin): Field {
  const wide = across === undefined ? field : joinBorders(field, across, { periodic: false, level })
  const joined =
    down === undefined ? wide : turned(joinBorders(turned(wide), down, { periodic: across !== undefined, level }))
  return size === 'cut' ? joined : stretchField(joined, field, { x: across !== undefined, y: down !== undefined })
}
