import { WorkspaceError } from '../../../base/error.ts'
import { openByteSource } from '../../formats/byte-source.ts'
import { type GgufHeader, readGgufHeader } from '../../formats/gguf/read-gguf.ts'
import { recogniseFormat } from '../../formats/recognise-format.ts'

/** What the header of a language model's file tells. */
export interface GgufFacts {
  /** 'llama', 'qwen3', 'gemma3' … */
  readonly architecture: string
  /** What most of its numbers are stored as: 'Q4_K'. */
  readonly quantisation: string
  /** What it was trained on. */
  readonly contextTokens: number
  /** It makes vectors of texts and does not talk. */
  readonly embeds: boolean
  /** Of keys and values, for each token that is kept. */
  readonly bytesPerToken: number
  /** Of its tensors. */
  readonly weightBytes: number
  /** How many tokens it knows. */
  readonly vocabulary: number
}

/** Architectures that llama.cpp runs for vectors alone. */
const encoders = /^(nomic-)?bert|^jina-bert|^modern-bert|^t5encoder|^gemma-embedding|^neo-bert/

export async function isGguf(path: string): Promise<boolean> {
  await using source = await openByteSource(path)
  return (await recogniseFormat(source)) === 'gguf'
}

/** Errors: `corrupt-file`; `bad-input` for a GGUF file that is no language model. */
export async function readGgufFacts(path: string): Promise<GgufFacts> {
  await using source = await openByteSource(path)
  return ggufFacts(await readGgufHeader(source), path)
}

function ggufFacts({ metadata, tensors }: GgufHeader, path: string): GgufFacts {
  const architecture = String(metadata.get('general.architecture') ?? 'unknown')
  const number = (key: string) => {
    const value = metadata.get(`${architecture}.${key}`)
    // Models whose layers differ list one number for each.
    return Array.isArray(value) ? Math.max(...value.map(Number)) : typeof value === 'number' ? value : undefined
  }
  const contextTokens = number('context_length')
  if (contextTokens === undefined) {
    throw new WorkspaceError('bad-input', `${path} is a GGUF file, and no language model.`)
  }
  const heads = number('attention.head_count') ?? 1
  const keyLength = number('attention.key_length') ?? (number('embedding_length') ?? 0) / heads
  const valueLength = number('attention.value_length') ?? keyLength
  const keyHeads = number('attention.head_count_kv') ?? heads
  const bytesByType = new Map<string, number>()
  for (const { type, sizeBytes } of tensors.values()) bytesByType.set(type, (bytesByType.get(type) ?? 0) + sizeBytes)
  const [quantisation = 'unknown'] = [...bytesByType].toSorted((a, b) => b[1] - a[1])[0] ?? []
  return {
    architecture,
    quantisation,
    contextTokens,
    embeds: encoders.test(architecture) || number('pooling_type') !== undefined,
    // Kept in 16 bits.
    bytesPerToken: (number('block_count') ?? 0) * keyHeads * (keyLength + valueLength) * 2,
    weightBytes: [...bytesByType.values()].reduce((sum, bytes) => sum + bytes, 0),
    vocabulary: tensors.get('token_embd.weight')?.shape[0] ?? 0,
  }
}

/** Node and llama.cpp in a process before anything is loaded: 99 MB measured on Linux. */
const PROCESS_BYTES = 100e6
/** Tokens of a prompt that are computed at once; the largest of what llama.cpp keeps for it is a number for each word of the vocabulary. */
const BATCH_TOKENS = 512

/** The memory that a file takes once it is loaded for so long a conversation. */
export function ggufMemory({ weightBytes, bytesPerToken, vocabulary }: GgufFacts, contextTokens: number): number {
  return weightBytes + bytesPerToken * contextTokens + vocabulary * BATCH_TOKENS * 4 + PROCESS_BYTES
}
