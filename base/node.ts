import type { z } from 'zod'
import type { Asset, AssetDraft, Recipe } from './asset.ts'
import type { Config } from './config.ts'
import type { ModelHandles, Task } from './model.ts'
import type { Pixels } from './pixels.ts'
import type { Memo, Pool } from './pool.ts'

/**
 * One step of work. A CLI command, an HTTP job, a chat tool and a workflow step are views of it.
 * Adding one is adding one `<verb>-<noun>.node.ts` file with `export default defineNode({ … })`.
 */
export interface Node<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** '<noun>.<verb>': 'image.generate'. */
  readonly id: string
  /** One sentence: CLI help, tool description, tooltip. */
  readonly summary: string
  /** Part of the cache key: raise it when the result for the same input changes. */
  readonly version: number
  readonly input: Input
  readonly output: Output
  /** A valid input, shown in the docs and run by the smoke test. '$image', '$map', '$form', '$mesh' … stand for an asset of that kind. */
  readonly example: z.input<Input>
  /** The models a run with this input uses: their hashes are part of the cache key, and missing ones fail before the run. */
  models?(input: z.output<Input>): readonly ModelReference[]
  /**
   * What else its output depends on, in a few words that change when it changes (an outside program's version): part of the
   * cache key. Must be quick: it is asked for each run.
   */
  environment?(input: z.output<Input>, config: Config): Promise<string>
  /**
   * Starts what is slow to start and needs no input yet (an outside program), or answers undefined. A node that will run this one
   * later may call it early and hand over what it got: `context.run(node, input, { prepared })`; it also disposes of it.
   */
  prepare?(config: Config): Promise<AsyncDisposable | undefined>
  /** Its output depends on more than can be named (a server's answer, the clock): never answered from the cache. */
  readonly uncached?: boolean
  /** False for an output that the next try may better (an outside program failed): neither it nor what was made around it is kept. */
  isKept?(output: z.output<Output>): boolean
  run(input: z.output<Input>, context: Context): Promise<z.output<Output>>
}

/** A model that a run uses: by its task, or by its kind where it goes into another model (a LoRA, an autoencoder). */
export type ModelReference =
  | {
      readonly task: Task
      /** Absent: the default model of the task. */
      readonly id?: string
      /** The node can do without: a missing default is no error. */
      readonly optional?: boolean
    }
  | { readonly kind: string; readonly id: string }
  /** All installed ones of the kind whose names stand in the text: textual inversions. */
  | { readonly kind: string; readonly mentionedIn: string }

/** Everything a node may touch. */
export interface Context {
  readonly jobId: string
  readonly projectId: string
  readonly signal: AbortSignal
  readonly config: Config
  /** Writes the file and its record; in a job all its assets become current together when the job is done. */
  putAsset(draft: AssetDraft, bytes: Uint8Array): Promise<Asset>
  readAsset(id: string): Promise<{ asset: Asset; bytes: Uint8Array }>
  /** All assets `id` was made from, nearest first, itself not included. */
  ancestors(id: string): Promise<readonly Asset[]>
  /** The loaded model, with its id for the records. */
  model<T extends Task>(
    task: T,
    id?: string,
  ): Promise<ModelHandles[T] & { readonly modelId: string; readonly modelHash?: string }>
  progress(fraction: number, message?: string, preview?: Pixels): void
  /**
   * Runs another node inside this one: its progress is shown as a step of this job, its output is cached on its own.
   * `until` is the fraction of this node that is done when it ends: its own progress moves from the last one said to that.
   * `prepared` is what the other node's `prepare` gave.
   */
  run<I extends z.ZodType, O extends z.ZodType>(
    node: Node<I, O>,
    input: z.input<I>,
    options?: { readonly until?: number; readonly prepared?: AsyncDisposable | undefined },
  ): Promise<z.output<O>>
  /** What this node's `prepare` gave the node that runs it, if that asked for it. */
  readonly prepared?: AsyncDisposable | undefined
  /** Any node by its id, for nodes that run what their input names. */
  node(id: string): Promise<Node>
  /** Runs a recipe again without keeping anything. `replace` gives other bytes for some of the assets it reads. */
  rerun(recipe: Recipe, replace: ReadonlyMap<string, Uint8Array>): Promise<readonly Uint8Array[]>
  /** A worker pool for plain functions over typed arrays; shared by the whole engine. */
  readonly pool: Pool
  readonly memo: Memo
}

/** Gives a node literal its types. */
export function defineNode<I extends z.ZodType, O extends z.ZodType>(node: Node<I, O>): Node<I, O> {
  return node
}
