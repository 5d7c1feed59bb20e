import { WorkspaceError } from '../../../base/error.ts'
import type { Picture, PictureReference } from './values.ts'

/** A call of a node, and the graph's node that it is mostly for. */
export interface PlanStep {
  readonly node: string
  readonly input: Record<string, unknown>
  readonly at: string
}

/** Pictures that a graph keeps or shows. */
export interface PlanOutput {
  /** The graph's node. */
  readonly node: string
  /** 'temp' for what is only shown, 'socket' for what goes to the client's WebSocket and has no name. */
  readonly type: 'output' | 'temp' | 'socket'
  /** Folder and beginning of the files' names, as ComfyUI would use them. */
  readonly subfolder: string
  readonly prefix: string
  readonly pictures: readonly PictureReference[]
}

/** What is done in another way than ComfyUI does it, a sentence each. */
export interface PlanNote {
  readonly node: string
  readonly message: string
}

/** A graph in calls of this workspace's nodes. */
export interface ComfyPlan {
  readonly steps: readonly PlanStep[]
  readonly outputs: readonly PlanOutput[]
  /** The graph's nodes that count, in the order in which they are done. */
  readonly order: readonly string[]
  readonly notes: readonly PlanNote[]
}

/** Where in a graph a fault lies: the cause of the errors that a translation throws. */
export interface GraphFault {
  readonly node: string
  readonly input?: string
}

/** A graph of a hundred pictures has so many steps; `steps.run` takes no more. */
const mostSteps = 1000

/** Collects a plan's steps. */
export class PlanBuilder {
  readonly steps: PlanStep[] = []
  readonly outputs: PlanOutput[] = []
  readonly notes: PlanNote[] = []
  readonly #places = new Map<string, number>()
  readonly #drawn = new Map<unknown, Map<string, readonly Picture[]>>()

  /** Adds a call, or finds the same one, and gives the picture it will make. */
  step(
    at: string,
    node: string,
    input: Record<string, unknown>,
    {
      output = 'image',
      width,
      height,
    }: { output?: string; width?: number | undefined; height?: number | undefined } = {},
  ): Picture {
    const text = JSON.stringify([node, input])
    const step = this.#places.get(text) ?? this.steps.push({ at, node, input }) - 1
    if (step >= mostSteps) {
      this.refuse(
        { node: at },
        `The graph comes to more than ${mostSteps} steps.`,
        'Send parts of it one after another.',
      )
    }
    this.#places.set(text, step)
    return { reference: { step, output }, width, height }
  }

  /** Names what a step makes, unless it has a name: the first node that keeps it says how it is called. */
  name({ reference }: Picture, name: string): void {
    if ('step' in reference) this.steps[reference.step]!.input['name'] ??= name
  }

  note(node: string, message: string): void {
    if (!this.notes.some((note) => note.node === node && note.message === message)) this.notes.push({ node, message })
  }

  /** Draws once for each thing and key. */
  once(thing: unknown, key: string, draw: () => readonly Picture[]): readonly Picture[] {
    const keys = this.#drawn.get(thing) ?? new Map<string, readonly Picture[]>()
    this.#drawn.set(thing, keys)
    const drawn = keys.get(key) ?? draw()
    keys.set(key, drawn)
    return drawn
  }

  /** The graph asks for something that cannot be done here. */
  refuse(fault: GraphFault, message: string, hint: string): never {
    throw new WorkspaceError('bad-input', message, { hint, cause: fault })
  }
}

/** A picture as an input of a step: the asset's id, or what `steps.run` takes for an earlier step's output. */
export function asInput({ reference }: Picture): unknown {
  return 'asset' in reference ? reference.asset : reference
}

/** The one call that does all of a plan: its only step, or all of them as one job. */
export function callOfPlan({ steps }: ComfyPlan): { node: string; input: unknown } {
  const [only] = steps
  if (only !== undefined && steps.length === 1) return { node: only.node, input: only.input }
  return { node: 'steps.run', input: { steps: steps.map(({ node, input }) => ({ node, input })) } }
}

/** The asset that a reference stands for, by what the call of `callOfPlan` gave. */
export function assetOfReference(
  reference: PictureReference,
  { steps }: Pick<ComfyPlan, 'steps'>,
  output: unknown,
): string | undefined {
  if ('asset' in reference) return reference.asset
  const given = steps.length === 1 ? output : (output as { outputs?: unknown[] } | undefined)?.outputs?.[reference.step]
  const value = (given as Record<string, unknown> | undefined)?.[reference.output]
  const found = reference.index === undefined ? value : (value as unknown[] | undefined)?.[reference.index]
  return typeof found === 'string' ? found : undefined
}
