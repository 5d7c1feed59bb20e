import { WorkspaceError } from '../../base/error.ts'
import type { ByteSource } from './byte-source.ts'
import { cannotRead } from './cannot-read.ts'
import { type FileFormat, recogniseFormat } from './recognise-format.ts'
import { readSafetensorsHeader } from './safetensors/read-header.ts'
import type { TensorTable } from './tensor-table.ts'
import { readTorchFile } from './torch/read-torch-file.ts'

/**
 * Lists the tensors of an open file of weights; a torch file's state dict is taken out of what is wrapped around it.
 * `path` is the name that the user knows it by. Errors: `corrupt-file`, `bad-input` (no weights, or code in them).
 */
export async function readTable(path: string, source: ByteSource): Promise<TensorTable> {
  const format = await recogniseFormat(source)
  const claimsSafetensors = path.toLowerCase().endsWith('.safetensors')
  if (format === 'safetensors') return readSafetensorsHeader(source)
  if (format === 'torch') {
    if (claimsSafetensors) {
      throw new WorkspaceError(
        'bad-input',
        `${path} is a torch file (a pickle, which can carry code) under the name of a safetensors file.`,
        {
          hint: 'Ask where it comes from. Renamed to .ckpt it opens: the workspace reads torch files and never runs them.',
        },
      )
    }
    return readTorchFile(source, { unwrap: true })
  }
  const known = explanations[format]
  if (known !== undefined) throw new WorkspaceError('bad-input', `${path} ${known.is}.`, { hint: known.hint })
  if (claimsSafetensors) return readSafetensorsHeader(source)
  throw cannotRead(path, 'its first bytes are those of neither a safetensors nor a torch file')
}

const explanations: Partial<Record<FileFormat, { readonly is: string; readonly hint: string }>> = {
  empty: { is: 'is empty', hint: 'Download it again.' },
  gguf: { is: 'is a GGUF file, which language models use', hint: 'Add it as a language model.' },
  'web-page': {
    is: 'is a web page, not weights',
    hint: 'The download link answered with a page, perhaps to log in or to accept a licence. Open it in a browser.',
  },
  'git-lfs-pointer': {
    is: 'is a Git LFS pointer: the few lines that stand for the real file',
    hint: 'In its repository run: git lfs pull',
  },
  json: { is: 'is a JSON file, not weights', hint: 'Give the weights or the folder it belongs to.' },
  hdf5: { is: 'is an HDF5 file (Keras weights)', hint: 'Use the .safetensors or .ckpt file of the same model.' },
  archive: { is: 'is a compressed archive', hint: 'Unpack it first.' },
}
