import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { WorkspaceError } from '../../../base/error.ts'
import type { TensorInfo } from '../../../base/model.ts'
import { countElements, dtypeBytes } from '../dtype.ts'

/** A tensor to write. Its bytes (row-major, little-endian) are asked for when their turn comes, one tensor at a time, in the order they are given. */
export interface TensorDraft extends TensorInfo {
  readonly name: string
  bytes(): Uint8Array | Promise<Uint8Array>
}

/**
 * Writes a safetensors file that is either there whole or not at all (`.part`, synced, renamed); memory holds one tensor
 * at a time. Wide elements come first, as the reference implementation writes them, so that every tensor is aligned.
 * Errors: `bad-input` (a name twice, bytes that do not fit the shape), `storage-failed`, `cancelled`.
 */
export async function writeSafetensors(
  path: string,
  tensors: readonly TensorDraft[],
  { metadata = {}, signal }: { metadata?: Readonly<Record<string, string>>; signal?: AbortSignal } = {},
): Promise<void> {
  const { header, offsets } = layOut(tensors, metadata)
  const part = `${path}.${process.pid}.part`
  try {
    const file = await open(part, 'w')
    try {
      await writeAll(file, header, 0)
      for (const tensor of tensors) {
        signal?.throwIfAborted()
        const bytes = await tensor.bytes()
        const expected = sizeOf(tensor)
        if (bytes.length !== expected) {
          throw new WorkspaceError(
            'bad-input',
            `Tensor "${tensor.name}" of ${tensor.dtype} [${tensor.shape.join(', ')}] takes ${expected} bytes and ${bytes.length} were given.`,
          )
        }
        await writeAll(file, bytes, header.length + offsets.get(tensor.name)!)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (error instanceof WorkspaceError || code === undefined || (error as Error).name === 'AbortError') throw error
    throw new WorkspaceError('storage-failed', `Writing ${path} failed (${code}).`, { cause: error })
  }
}

function layOut(
  tensors: readonly TensorDraft[],
  metadata: Readonly<Record<string, string>>,
): { header: Uint8Array; offsets: ReadonlyMap<string, number> } {
  const order = tensors.toSorted((a, b) => dtypeBytes[b.dtype] - dtypeBytes[a.dtype])
  const entries = new Map<string, unknown>()
  const offsets = new Map<string, number>()
  if (Object.keys(metadata).length > 0) entries.set('__metadata__', metadata)
  let offset = 0
  for (const tensor of order) {
    if (tensor.name === '__metadata__' || entries.has(tensor.name)) {
      throw new WorkspaceError('bad-input', `A safetensors file cannot hold two tensors "${tensor.name}".`)
    }
    const end = offset + sizeOf(tensor)
    offsets.set(tensor.name, offset)
    entries.set(tensor.name, { dtype: tensor.dtype, shape: tensor.shape, data_offsets: [offset, end] })
    offset = end
  }
  const members = [...entries].map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`)
  const json = new TextEncoder().encode(`{${members.join(',')}}`)
  // Spaces after the JSON are allowed and bring the first tensor to a multiple of eight.
  const header = new Uint8Array(8 + Math.ceil(json.length / 8) * 8).fill(0x20)
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - 8), true)
  header.set(json, 8)
  return { header, offsets }
}

function sizeOf({ name, shape, dtype }: TensorDraft): number {
  const elements = countElements(shape)
  if (elements === undefined) throw new WorkspaceError('bad-input', `Tensor "${name}" has more elements than 2^53.`)
  return elements * dtypeBytes[dtype]
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}
