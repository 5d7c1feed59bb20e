import { open } from 'node:fs/promises'
import { openCheckpoint } from '../formats/checkpoint.ts'
import type { ModelKind } from './model-kind.ts'

export interface FileIdentity {
  readonly kind?: ModelKind
  readonly architecture?: string
}

/** What a weights file is by its header. A damaged file is an error; one that is read but not known has no kind. */
export async function identifyFile(path: string): Promise<FileIdentity> {
  // GGUF is read by the engine of language models; ONNX and TFLite by theirs.
  if ((await firstBytes(path, 4)) === 'GGUF') return { kind: 'language' }
  if (/\.(onnx|tflite|h5)$/i.test(path)) return {}
  await using _ = await openCheckpoint(path)
  return {}
}

async function firstBytes(path: string, count: number): Promise<string> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
  return buffer.toString('latin1', 0, bytesRead)
}
