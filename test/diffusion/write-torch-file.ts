import { writeFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import type { TensorDraft } from '../../models/formats/safetensors/write-safetensors.ts'

/**
 * Writes float32 tensors as torch.save does since 1.6: a zip file without compression, a pickle that describes the tensors
 * and one entry for each one's bytes. The pickle is protocol 2 (CPython's Lib/pickletools.py), a dictionary under `state_dict`.
 */
export async function writeTorchFile(path: string, tensors: readonly TensorDraft[]): Promise<void> {
  const entries: Record<string, Uint8Array> = { 'archive/data.pkl': pickleOf(tensors) }
  for (const [key, tensor] of tensors.entries()) entries[`archive/data/${key}`] = Uint8Array.from(await tensor.bytes())
  writeFileSync(path, zipSync(entries, { level: 0 }))
}

function pickleOf(tensors: readonly TensorDraft[]): Uint8Array {
  const rebuilt = tensors.map(({ name, shape }, key) => {
    const elements = shape.reduce((all, d) => all * d, 1)
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((all, d) => all * d, 1))
    const storage = [
      '(',
      text('storage'),
      'ctorch\nFloatStorage\n',
      text(`${key}`),
      text('cpu'),
      number(elements),
      'tQ',
    ]
    const facts = [
      '(',
      ...storage,
      number(0),
      tuple(shape),
      tuple(strides),
      '\x89',
      'ccollections\nOrderedDict\n)R',
      't',
    ]
    return [text(name), 'ctorch._utils\n_rebuild_tensor_v2\n', ...facts, 'R']
  })
  const dictionary = ['}(', ...rebuilt.flat(), 'u']
  const pieces = ['\x80\x02', '}', text('state_dict'), ...dictionary, 's', '.']
  return Buffer.from(pieces.join(''), 'latin1')
}

/** BINUNICODE */
function text(value: string): string {
  return `X${littleEndian(Buffer.byteLength(value))}${Buffer.from(value).toString('latin1')}`
}

/** BININT */
function number(value: number): string {
  return `J${littleEndian(value)}`
}

function tuple(values: readonly number[]): string {
  return `(${values.map(number).join('')}t`
}

function littleEndian(value: number): string {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes.toString('latin1')
}
