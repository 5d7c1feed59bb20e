/** A whole file that is no model this workspace knows: one tensor of noise. */
export function weightsFile(content: Buffer): Buffer {
  const header = JSON.stringify({ weight: { dtype: 'U8', shape: [content.length], data_offsets: [0, content.length] } })
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  return Buffer.concat([length, Buffer.from(header), content])
}
