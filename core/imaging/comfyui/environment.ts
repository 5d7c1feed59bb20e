/** An installed model as a graph names it. */
export interface NamedModel {
  /** By which the workspace knows it. */
  readonly id: string
  /** What lists show: its file's name. */
  readonly name: string
  /** Makes pictures without weights: of a sampler only the seed has a meaning for it. */
  readonly builtIn?: true
}

/** A picture that a graph may load. */
export interface NamedPicture {
  /** The asset's id. */
  readonly asset: string
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** What a graph may name here and now. */
export interface ComfyEnvironment {
  /** The first one is the default. */
  readonly checkpoints: readonly NamedModel[]
  readonly loras: readonly NamedModel[]
  readonly vaes: readonly NamedModel[]
  readonly controlnets: readonly NamedModel[]
  readonly upscalers: readonly NamedModel[]
  /** Names of uploaded pictures, for lists. */
  readonly pictures: readonly string[]
  /** By the name that an upload or a result was given. */
  findPicture(name: string): NamedPicture | undefined
  /** For date fields in a file's name. */
  readonly now: Date
}

/**
 * A model by the name in a list, its id, or another spelling of the same: without its folder or ending, in other letters, with
 * another separator. A spelling that fits several is none.
 */
export function findModel(models: readonly NamedModel[], name: string): NamedModel | undefined {
  const exact = models.find((model) => model.name === name) ?? models.find(({ id }) => id === name)
  if (exact !== undefined) return exact
  const wanted = plain(name)
  const fitting = models.filter((model) => plain(model.name) === wanted || plain(model.id) === wanted)
  return fitting.length === 1 ? fitting[0] : undefined
}

function plain(name: string): string {
  return name
    .replace(/^.*[\\/]/, '')
    .replace(/\.(safetensors|sft|ckpt|pt|pth|bin|gguf)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
