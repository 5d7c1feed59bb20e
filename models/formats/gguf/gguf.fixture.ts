/** Writes small GGUF files for tests. */
export interface GgufDraft {
  readonly version?: number
  readonly metadata?: readonly (readonly [string, number, Uint8Array])[]
  readonly tensors?: readonly { name: string; dimensions: readonly number[]; type: number; start: number }[]
  readonly dataBytes?: number
}

export function ggufBytes({ version = 3, metadata = [], tensors = [], dataBytes = 0 }: GgufDraft): Uint8Array {
  const parts = [Buffer.from('GGUF'), u32(version), u64(tensors.length), u64(metadata.length)]
  for (const [key, type, value] of metadata) parts.push(text(key), u32(type), Buffer.from(value))
  for (const { name, dimensions, type, start } of tensors) {
    parts.push(text(name), u32(dimensions.length), ...dimensions.map(u64), u32(type), u64(start))
  }
  const header = Buffer.concat(parts)
  return Buffer.concat([header, Buffer.alloc(Math.ceil(header.length / 32) * 32 - header.length + dataBytes)])
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

export function text(value: string): Buffer {
  return Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)])
}

/** A model of two tensors with a vocabulary. */
export function smallGguf(): Uint8Array {
  const words = Array.from({ length: 100 }, (_, i) => text(`word${i}`))
  return ggufBytes({
    metadata: [
      ['general.architecture', 8, text('llama')],
      ['general.name', 8, text('Tiny Llama')],
      ['llama.context_length', 4, u32(2048)],
      ['tokenizer.ggml.tokens', 9, Buffer.concat([u32(8), u64(words.length), ...words])],
      ['tokenizer.ggml.token_type', 9, Buffer.concat([u32(5), u64(100), Buffer.alloc(400)])],
      ['general.alignment', 4, u32(32)],
    ],
    tensors: [
      { name: 'token_embd.weight', dimensions: [256, 4], type: 12, start: 0 },
      { name: 'output_norm.weight', dimensions: [3], type: 0, start: 576 },
    ],
    dataBytes: 588,
  })
}
