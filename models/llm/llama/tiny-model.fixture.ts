import { writeFileSync } from 'node:fs'
import { text, u32, u64 } from '../../formats/gguf/gguf.fixture.ts'

/** ChatML, with tools in the way of Hermes: what most of today's small models speak. */
const chatml = `{%- if tools %}<|im_start|>system
{% if messages[0].role == 'system' %}{{ messages[0].content + '\\n' }}{% endif %}Tools:
{%- for tool in tools %}
{{ tool | tojson }}
{%- endfor %}
Call: <tool_call>{"name": …, "arguments": …}</tool_call><|im_end|>
{% elif messages[0].role == 'system' %}<|im_start|>system
{{ messages[0].content }}<|im_end|>
{% endif %}
{%- for message in messages %}
{%- if message.role == 'user' or (message.role == 'system' and not loop.first) or (message.role == 'assistant' and not message.tool_calls) %}<|im_start|>{{ message.role }}
{{ message.content }}<|im_end|>
{% elif message.role == 'assistant' %}<|im_start|>assistant
{{ message.content }}
{%- for call in message.tool_calls %}
<tool_call>
{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}
</tool_call>
{%- endfor %}<|im_end|>
{% elif message.role == 'tool' %}<|im_start|>user
<tool_response>
{{ message.content }}
</tool_response><|im_end|>
{% endif %}
{%- endfor %}
{%- if add_generation_prompt %}<|im_start|>assistant
{% endif %}`

const special = ['<unk>', '<s>', '</s>', '<|im_start|>', '<|im_end|>', '<tool_call>', '</tool_call>']
/** ggml's kinds of tokens. */
const [normal, unknown, control, userDefined, byte] = [1, 2, 3, 4, 6]

export interface TinyModelOptions {
  readonly template?: string
  readonly contextTokens?: number
  readonly width?: number
  readonly layers?: number
  readonly seed?: number
  /** What 'pooling_type' says; with it llama.cpp takes it for an embedding model too. */
  readonly pooling?: number
}

/**
 * Writes a language model of random numbers: llama's architecture, one token for each byte, a chat template. It says nothing
 * that means anything, and runs as a real one does, in milliseconds.
 */
export function writeTinyModel(path: string, options: TinyModelOptions = {}): void {
  writeFileSync(path, tinyModelBytes(options))
}

export function tinyModelBytes({
  template = chatml,
  contextTokens = 4096,
  width = 32,
  layers = 1,
  seed = 1,
  pooling,
}: TinyModelOptions = {}): Uint8Array {
  const words = [
    ...special,
    ...Array.from({ length: 256 }, (_, value) => `<0x${value.toString(16).toUpperCase().padStart(2, '0')}>`),
    // Letters and digits as they are: so that the tokenizer of sentence pieces finds each.
    ...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)),
    '▁',
  ]
  const kinds = words.map((word, i) =>
    i === 0 ? unknown : i < 5 ? control : i < special.length ? userDefined : /^<0x..>$/.test(word) ? byte : normal,
  )
  const heads = 2
  const facts: (readonly [string, number, Uint8Array])[] = [
    ['general.architecture', 8, text('llama')],
    ['general.name', 8, text('Tiny Random')],
    ['llama.context_length', 4, u32(contextTokens)],
    ['llama.embedding_length', 4, u32(width)],
    ['llama.block_count', 4, u32(layers)],
    ['llama.feed_forward_length', 4, u32(width * 2)],
    ['llama.attention.head_count', 4, u32(heads)],
    ['llama.attention.head_count_kv', 4, u32(heads)],
    ['llama.attention.layer_norm_rms_epsilon', 6, f32([1e-5])],
    ['llama.rope.dimension_count', 4, u32(width / heads)],
    ['llama.vocab_size', 4, u32(words.length)],
    ...(pooling === undefined ? [] : [['llama.pooling_type', 4, u32(pooling)] as const]),
    ['tokenizer.ggml.model', 8, text('llama')],
    ['tokenizer.ggml.tokens', 9, Buffer.concat([u32(8), u64(words.length), ...words.map(text)])],
    ['tokenizer.ggml.scores', 9, Buffer.concat([u32(6), u64(words.length), f32(words.map(() => 0))])],
    ['tokenizer.ggml.token_type', 9, Buffer.concat([u32(5), u64(words.length), ...kinds.map(u32)])],
    ['tokenizer.ggml.bos_token_id', 4, u32(1)],
    ['tokenizer.ggml.eos_token_id', 4, u32(4)],
    ['tokenizer.ggml.unknown_token_id', 4, u32(0)],
    ['tokenizer.ggml.add_bos_token', 7, Uint8Array.of(0)],
    ['tokenizer.ggml.add_space_prefix', 7, Uint8Array.of(0)],
    ['tokenizer.chat_template', 8, text(template)],
  ]
  const random = randomNumbers(seed)
  const matrix = (columns: number, rows: number) => ({
    dimensions: [columns, rows],
    values: Array.from({ length: columns * rows }, () => random() / Math.sqrt(columns)),
  })
  const ones = { dimensions: [width], values: Array.from({ length: width }, () => 1) }
  const tensors: [string, { dimensions: number[]; values: number[] }][] = [
    ['token_embd.weight', matrix(width, words.length)],
    ...Array.from({ length: layers }, (_, i): [string, { dimensions: number[]; values: number[] }][] => [
      [`blk.${i}.attn_norm.weight`, ones],
      [`blk.${i}.attn_q.weight`, matrix(width, width)],
      [`blk.${i}.attn_k.weight`, matrix(width, width)],
      [`blk.${i}.attn_v.weight`, matrix(width, width)],
      [`blk.${i}.attn_output.weight`, matrix(width, width)],
      [`blk.${i}.ffn_norm.weight`, ones],
      [`blk.${i}.ffn_gate.weight`, matrix(width, width * 2)],
      [`blk.${i}.ffn_up.weight`, matrix(width, width * 2)],
      [`blk.${i}.ffn_down.weight`, matrix(width * 2, width)],
    ]).flat(),
    ['output_norm.weight', ones],
    ['output.weight', matrix(width, words.length)],
  ]
  const header = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(facts.length)]
  for (const [key, type, value] of facts) header.push(text(key), u32(type), Buffer.from(value))
  const data: Buffer[] = []
  let start = 0
  for (const [name, { dimensions, values }] of tensors) {
    header.push(text(name), u32(dimensions.length), ...dimensions.map(u64), u32(0), u64(start))
    const bytes = padded(f32(values))
    data.push(bytes)
    start += bytes.length
  }
  return Buffer.concat([padded(Buffer.concat(header)), ...data])
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(Math.ceil(bytes.length / 32) * 32 - bytes.length)])
}

function f32(values: readonly number[]): Buffer {
  return Buffer.from(Float32Array.from(values).buffer)
}

/** Numerical Recipes' generator: in [-1, 1). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}
