import { WorkspaceError } from '../../base/error.ts'
import type { TensorInfo } from '../../base/model.ts'

/**
 * Where a graph's weights come from. The graph itself needs only names, shapes and types; `floats` and `locate` are asked
 * when a session is opened over it.
 */
export interface WeightSource {
  /** Undefined when there is no tensor of that name. */
  info(name: string): TensorInfo | undefined
  names(): Iterable<string>
  /** The values in row-major order, widened to float32. */
  floats(name: string): Promise<Float32Array>
  /** The bytes as they lie in a file, for runtimes that map it; undefined where the values exist only in memory. */
  locate(name: string): WeightLocation | undefined
}

export interface WeightLocation {
  /** Absolute path. */
  readonly file: string
  readonly offset: number
  readonly sizeBytes: number
}

/** The same weights under other names: `original` says what a name is called in `source`, undefined that it is not there. */
export function renamed(source: WeightSource, original: (name: string) => string | undefined): WeightSource {
  return {
    info: (name) => {
      const old = original(name)
      return old === undefined ? undefined : source.info(old)
    },
    names: () => source.names(),
    floats: (name) => source.floats(known(name, original(name))),
    locate: (name) => {
      const old = original(name)
      return old === undefined ? undefined : source.locate(old)
    },
  }
}

/** The tensors whose names begin with `prefix`, without it. */
export function below(source: WeightSource, prefix: string): WeightSource {
  return {
    ...renamed(source, (name) => prefix + name),
    *names() {
      for (const name of source.names()) if (name.startsWith(prefix)) yield name.slice(prefix.length)
    },
  }
}

/** The info of a tensor that must be there. */
export function requireInfo(source: WeightSource, name: string): TensorInfo {
  return known(name, source.info(name))
}

function known<T>(name: string, value: T | undefined): T {
  if (value === undefined) {
    throw new WorkspaceError('corrupt-file', `The checkpoint holds no tensor "${name}".`, {
      hint: 'The file may be cut short, or made for another architecture: ai-workspace models show tells what it looks like.',
    })
  }
  return value
}
