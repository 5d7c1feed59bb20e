import type { ComfyEnvironment } from './environment.ts'
import type { PlanBuilder } from './plan.ts'
import type { ComfyValues, WireType } from './values.ts'

/** An input of a class: a wire, or a value that is written into the node. */
export type ComfyInput = { readonly optional?: true } & (
  | { readonly type: WireType | '*' }
  | {
      readonly type: 'INT' | 'FLOAT'
      readonly default: number
      readonly min: number
      readonly max: number
      readonly step?: number
    }
  | { readonly type: 'STRING'; readonly default?: string; readonly multiline?: true }
  | { readonly type: 'BOOLEAN'; readonly default: boolean }
  | {
      readonly type: 'COMBO'
      readonly options: (environment: ComfyEnvironment) => readonly string[]
      /** Whether a name that is not in the list is one all the same: an upload, another spelling. */
      readonly accepts?: (environment: ComfyEnvironment, name: string) => boolean
      /** A picture may be uploaded for it. */
      readonly upload?: true
    }
)

/** What a class sees of a node of its kind while it is translated. */
export interface ComfyCall {
  /** The node's id. */
  readonly id: string
  readonly environment: ComfyEnvironment
  readonly plan: PlanBuilder
  /** The value on a wire. */
  wire<T extends WireType>(input: string, type: T): ComfyValues[T]
  /** The same where nothing need be connected. */
  optionalWire<T extends WireType>(input: string, type: T): ComfyValues[T] | undefined
  /** A value that is written into the node or comes from a primitive. */
  number(input: string): number
  text(input: string): string
  flag(input: string): boolean
  /** The low 32 bits of a seed: all that torch's CPU generator takes of it. */
  seed(input: string): number
  /** Any value, as it comes. */
  any(input: string): unknown
}

/** A class of ComfyUI: what /object_info tells of it, how its nodes are checked, and what they mean here. */
export interface ComfyClass {
  /** `class_type`. */
  readonly name: string
  readonly title: string
  readonly category: string
  readonly description: string
  /** By name, in ComfyUI's order. */
  readonly inputs: Readonly<Record<string, ComfyInput>>
  readonly outputs: readonly {
    readonly type: WireType | 'INT' | 'FLOAT' | 'STRING' | 'BOOLEAN' | '*'
    readonly name?: string
  }[]
  /** It keeps or shows pictures: a graph is computed for nodes like it. */
  readonly isOutput?: true
  /** Stands in an editor only: nothing is asked of it. */
  readonly isRemark?: true
  /** The values of its outputs. Steps that they need are added to the plan. */
  translate(call: ComfyCall): readonly unknown[]
}
