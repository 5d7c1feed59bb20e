import { WorkspaceError } from '../../base/error.ts'
import { type Dimension, type Shape, sameShape, showShape } from './dimension.ts'
import { requireInfo, type WeightSource } from './weights.ts'

export type ElementType = 'float32' | 'float16' | 'int64' | 'int32' | 'int8' | 'uint8' | 'bool'

/** A value that flows through a graph: its name, its type and its shape. Made by a graph, never by hand. */
export interface Tensor {
  readonly name: string
  readonly type: ElementType
  readonly shape: Shape
}

export type Attribute = number | string | readonly number[] | { readonly float: number }

export interface GraphNode {
  readonly operator: string
  /** '' is ONNX itself; 'com.microsoft' are ONNX Runtime's own operators. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** A weight as the graph uses it: a view of a tensor of the checkpoint. */
export interface GraphWeight {
  /** The name inside the graph: the checkpoint's, with '#part' for a slice. */
  readonly name: string
  /** The name in the weight source. */
  readonly source: string
  /** The shape in the graph: the same number of elements as the slice. */
  readonly shape: readonly number[]
  /** Rows of the first axis, [from, to); absent: the whole tensor. */
  readonly rows?: readonly [number, number]
  /** Held in fewer bits (quantize.ts): this is its packed values, or their scales. */
  readonly form?: WeightForm
  /** A convolution's, in blocks of so many channels (blocked-convolutions.ts). */
  readonly block?: 8 | 16
  /** Left in float16 as it lies in the file (tables-in-place.ts). */
  readonly half?: true
}

/** How a weight [rows, …] is packed: blocks of a row in 8 or 4 bits, or whole rows (output channels) in 8. */
export interface WeightForm {
  readonly bits: 4 | 8 | 'channels'
  readonly rows: number
  readonly of: 'values' | 'scales'
}

/** A small constant that belongs to the graph itself. */
export interface GraphConstant {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly values: readonly number[]
}

/**
 * A computation under construction. Every operator checks the shapes it is given, so that a wrong model fails while it is
 * built, with both shapes in the message, and not when it runs. `layers.ts` has the operators that models are written in.
 */
export class Graph {
  readonly inputs: Tensor[] = []
  readonly outputs: { readonly name: string; readonly tensor: Tensor }[] = []
  readonly nodes: GraphNode[] = []
  readonly weights = new Map<string, GraphWeight>()
  readonly constants = new Map<string, GraphConstant>()
  /** Every value that a node makes, by its name. */
  readonly tensors = new Map<string, Tensor>()
  /** Numbers of nodes before which the graph may be taken apart: see parts.ts. */
  readonly cuts: number[] = []
  readonly source: WeightSource
  readonly name: string
  #count = 0

  constructor(name: string, source: WeightSource) {
    this.name = name
    this.source = source
  }

  input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
    const tensor = { name, type, shape }
    this.inputs.push(tensor)
    return tensor
  }

  output(name: string, tensor: Tensor): void {
    this.outputs.push({ name, tensor })
  }

  /** One operator with one output of the given shape. */
  add(
    operator: string,
    inputs: readonly (Tensor | undefined)[],
    shape: Shape,
    {
      attributes = {},
      domain = '',
      type = inputs.find((input) => input !== undefined)?.type ?? 'float32',
      unread = 0,
    }: {
      attributes?: Readonly<Record<string, Attribute>>
      domain?: string
      type?: ElementType
      /** How many further outputs the operator must have, which nothing reads. */
      unread?: number
    } = {},
  ): Tensor {
    const name = `${operator}_${this.#count++}`
    const others = Array.from({ length: unread }, (_, n) => `${name}#${n + 1}`)
    // ONNX writes an optional input that is left out as an empty name; trailing ones are dropped.
    const names = inputs.map((input) => input?.name ?? '')
    while (names.at(-1) === '') names.pop()
    this.nodes.push({ operator, domain, inputs: names, outputs: [name, ...others], attributes })
    const tensor = { name, type, shape }
    this.tensors.set(name, tensor)
    return tensor
  }

  /** A place where the graph may be taken into parts that are loaded one by one: between the blocks of a large model. */
  cut(): void {
    this.cuts.push(this.nodes.length)
  }

  /** True when the checkpoint has the tensor: for what only some variants of a model carry. */
  has(name: string): boolean {
    return this.source.info(name) !== undefined
  }

  /** A tensor of the checkpoint. `shape` views it as another shape, `rows` takes a part of its first axis. */
  weight(name: string, { shape, rows }: { shape?: readonly number[]; rows?: readonly [number, number] } = {}): Tensor {
    const stored = requireInfo(this.source, name).shape
    const own = rows === undefined ? stored : [rows[1] - rows[0], ...stored.slice(1)]
    if (rows !== undefined && rows[1] > stored[0]!) {
      throw shapeError(`rows ${rows[0]} to ${rows[1]} of "${name}"`, stored)
    }
    const viewed = shape ?? own
    if (count(viewed) !== count(own)) {
      throw new WorkspaceError(
        'corrupt-file',
        `The tensor "${name}" is ${showShape(own)}; ${this.name} needs ${showShape(viewed)}.`,
        { hint: 'The file is for another variant of this architecture, or damaged.' },
      )
    }
    const parts = `${rows === undefined ? '' : `#${rows[0]}:${rows[1]}`}${sameShape(viewed, own) ? '' : `#${viewed.join('x')}`}`
    const key = name + parts
    this.weights.set(key, { name: key, source: name, shape: viewed, ...(rows === undefined ? {} : { rows }) })
    return { name: key, type: 'float32', shape: viewed }
  }

  constant(values: number | readonly number[], { type = 'float32' }: { type?: ElementType } = {}): Tensor {
    const list = typeof values === 'number' ? [values] : values
    const shape = typeof values === 'number' ? [] : [list.length]
    const name = `constant_${type}_${shape.join('x')}_${list.length > 8 ? this.#count++ : list.join('_')}`
    this.constants.set(name, { name, type, shape, values: list })
    return { name, type, shape }
  }
}

/** An error that shows the shapes that do not go together. */
export function shapeError(what: string, ...shapes: readonly Shape[]): WorkspaceError {
  return new WorkspaceError('internal', `Shapes do not fit in ${what}: ${shapes.map(showShape).join(' and ')}.`)
}

/** A dimension that must be a number here: channels and heads are, batch and picture size need not be. */
export function fixed(dimension: Dimension | undefined, what: string): number {
  if (typeof dimension === 'number') return dimension
  throw new WorkspaceError('internal', `${what} must be a number while the graph is built, not "${dimension}".`)
}

function count(shape: readonly number[]): number {
  return shape.reduce((all, d) => all * d, 1)
}
