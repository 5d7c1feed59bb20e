import { WorkspaceError } from '../../../base/error.ts'
import type { ByteSource } from '../byte-source.ts'
import { cannotRead } from '../cannot-read.ts'
import type { TensorEntry } from '../checkpoint.ts'
import { countElements, dtypeBytes } from '../dtype.ts'
import type { TensorTable } from '../tensor-table.ts'
import { collectTensors } from './collect-tensors.ts'
import { PickleProblem, type TorchTensor } from './pickle-values.ts'
import { readLegacyContainer } from './read-legacy-container.ts'
import { readZipContainer } from './read-zip-container.ts'
import type { TorchContainer } from './torch-container.ts'
import { unwrapStateDict } from './unwrap-state-dict.ts'

/**
 * Lists the tensors of a file that torch.save wrote (zip, or the older container of concatenated pickles) and where they
 * lie. Executes nothing of the file. `unwrap` takes the state dict out of what trainers wrap around it. Errors:
 * `corrupt-file`, and `bad-input` for a file that wants to call something, naming it.
 */
export async function readTorchFile(
  source: ByteSource,
  { unwrap = false }: { unwrap?: boolean } = {},
): Promise<TensorTable> {
  try {
    const head = await source.read(0, Math.min(4, source.sizeBytes))
    const isZip = head.length === 4 && new DataView(head.buffer).getUint32(0, true) === 0x04034b50
    const container = isZip ? await readZipContainer(source) : await readLegacyContainer(source)
    const found = collectTensors(unwrap ? unwrapStateDict(container.root) : container.root)
    const tensors = new Map<string, TensorEntry>()
    for (const [name, tensor] of found.tensors) tensors.set(name, await place(name, tensor, container, source.path))
    return { tensors, metadata: Object.fromEntries(found.facts) }
  } catch (error) {
    if (!(error instanceof PickleProblem)) throw error
    if (error.refused === undefined) throw cannotRead(source.path, error.message)
    throw new WorkspaceError('bad-input', `${source.path} may carry code: ${error.message}; nothing of it was run.`, {
      hint: 'Use a .safetensors file of the same model. If you trust this one, save its state dict alone again with torch.save.',
    })
  }
}

async function place(name: string, tensor: TorchTensor, container: TorchContainer, file: string): Promise<TensorEntry> {
  const { shape, dtype, storage, strides } = tensor
  const size = dtypeBytes[dtype]
  const { offset, sizeBytes } = await container.locate(storage)
  const claimed = storage.elements * (storage.dtype === 'untyped' ? 1 : size)
  if (claimed > sizeBytes) {
    throw cannotRead(file, `tensor "${name}" lies in a storage of ${claimed} bytes and ${sizeBytes} are there`)
  }
  const first = storage.start * (storage.dtype === 'untyped' ? 1 : size) + tensor.offset * size
  return {
    dtype,
    shape,
    file,
    offset: offset + first,
    sizeBytes: countElements(shape)! * size,
    ...(strides === undefined ? {} : { strides }),
  }
}
