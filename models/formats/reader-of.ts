import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'
import type { ByteSource } from './byte-source.ts'
import type { Checkpoint, TensorEntry } from './checkpoint.ts'
import { countElements, dtypeBytes } from './dtype.ts'
import { gatherStrided, stridedSpan } from './strides.ts'
import { widen } from './widen/widen.ts'

/** What is widened at a time: large enough for the disk, small enough to stay in the processor's cache. */
const CHUNK_BYTES = 2 ** 20

type Chunk = Uint8Array<ArrayBuffer>

/** A checkpoint over open files; disposing it closes them. */
export function readerOf(facts: {
  readonly path: string
  readonly layout: Checkpoint['layout']
  readonly tensors: ReadonlyMap<string, TensorEntry>
  readonly metadata: Readonly<Record<string, string>>
  readonly configs: ReadonlyMap<string, unknown>
  readonly opened: readonly ByteSource[]
  readonly close: AsyncDisposable
}): Checkpoint {
  const { path, layout, tensors, metadata, configs } = facts
  const sources = new Map(facts.opened.map((source) => [source.path, source]))

  function find(name: string): { entry: TensorEntry; source: ByteSource } {
    const entry = tensors.get(name)
    if (entry === undefined) {
      const similar = nearest(name, tensors.keys())
      throw new WorkspaceError('not-found', `${path} has no tensor "${name}".`, {
        hint: similar.length > 0 ? `Similar names: ${similar.join(', ')}` : `It has ${tensors.size} tensors.`,
      })
    }
    return { entry, source: sources.get(entry.file)! }
  }

  async function read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const { entry, source } = find(name)
    if (entry.strides === undefined) return source.read(entry.offset, entry.sizeBytes)
    const span = stridedSpan(entry.shape, entry.strides)
    return gatherStrided(
      await source.read(entry.offset, span * dtypeBytes[entry.dtype]),
      entry.shape,
      entry.strides,
      dtypeBytes[entry.dtype],
    )
  }

  async function readFloats(name: string): Promise<Float32Array<ArrayBuffer>> {
    const { entry, source } = find(name)
    if (entry.strides !== undefined) return widen(await read(name), entry.dtype)
    const floats = new Float32Array(countElements(entry.shape)!)
    if (entry.dtype === 'F32') {
      await source.readInto(entry.offset, new Uint8Array(floats.buffer))
      return floats
    }
    const step = dtypeBytes[entry.dtype]
    // Two chunks: the disk fills one while the other is widened.
    let [current, other] = [0, 1].map(() => new Uint8Array(Math.min(CHUNK_BYTES, entry.sizeBytes))) as [Chunk, Chunk]
    const fill = async (chunk: Chunk, from: number) => {
      const bytes = chunk.subarray(0, Math.min(chunk.length, entry.sizeBytes - from))
      await source.readInto(entry.offset + from, bytes)
      return bytes
    }
    let reading = fill(current, 0)
    for (let done = 0; done < entry.sizeBytes; ) {
      const bytes = await reading
      const end = done + bytes.length
      if (end < entry.sizeBytes) reading = fill(other, end)
      widen(bytes, entry.dtype, floats.subarray(done / step, end / step))
      ;[current, other] = [other, current]
      done = end
    }
    return floats
  }

  return {
    path,
    layout,
    tensors,
    metadata,
    configs,
    read,
    readFloats,
    [Symbol.asyncDispose]: async () => await facts.close[Symbol.asyncDispose](),
  }
}
