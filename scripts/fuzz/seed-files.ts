/** Small safetensors files: every type, a scalar, an empty tensor, metadata, and names that are special in JavaScript. */
export function smallSafetensors(): readonly Uint8Array[] {
  const entry = (dtype: string, shape: readonly number[], begin: number, end: number) =>
    JSON.stringify({ dtype, shape, data_offsets: [begin, end] })
  const header = [
    '"__metadata__":{"format":"pt","modelspec.title":"a \\"quoted\\" title"}',
    `"model.diffusion_model.input_blocks.0.0.weight":${entry('F16', [2, 3], 0, 12)}`,
    `"__proto__":${entry('F32', [2], 12, 20)}`,
    `"scalar":${entry('F64', [], 20, 28)}`,
    `"none":${entry('BF16', [0, 4], 28, 28)}`,
    `"i":${entry('I64', [1], 28, 36)}`,
    `"e":${entry('F8_E4M3', [4], 36, 40)}`,
  ]
  return [fileOf(`{${header.join(',')}}`, 40), fileOf('{}', 0), fileOf(`{"a":${entry('U8', [3], 0, 3)}}   `, 3)]
}

function fileOf(header: string, dataBytes: number): Uint8Array {
  const json = Buffer.from(header)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, Buffer.alloc(dataBytes, 0x41)])
}
