let float8: { readonly F8_E4M3: Uint32Array; readonly F8_E5M2: Uint32Array } | undefined

/** The float32 bits of every 8-bit float, made when first needed. */
export function float8Tables(): { readonly F8_E4M3: Uint32Array; readonly F8_E5M2: Uint32Array } {
  float8 ??= {
    // E4M3 as networks use it ("fn"): no infinities, and only all ones is not a number. https://arxiv.org/abs/2209.05433
    F8_E4M3: Uint32Array.from({ length: 256 }, (_, code) =>
      (code & 0x7f) === 0x7f ? ((code & 0x80) << 24) | 0x7fc00000 : widenBits(code, 4, 3, { specials: false }),
    ),
    F8_E5M2: Uint32Array.from({ length: 256 }, (_, code) => widenBits(code, 5, 2)),
  }
  return float8
}

/** The float32 bits of an IEEE 754 float of that many exponent and mantissa bits. */
function widenBits(code: number, exponentBits: number, mantissaBits: number, { specials = true } = {}): number {
  const sign = (code >> (exponentBits + mantissaBits)) << 31
  const exponent = (code >> mantissaBits) & ((1 << exponentBits) - 1)
  const mantissa = code & ((1 << mantissaBits) - 1)
  const bias = (1 << (exponentBits - 1)) - 1
  if (specials && exponent === (1 << exponentBits) - 1) return sign | 0x7f800000 | (mantissa << (23 - mantissaBits))
  if (exponent > 0) return sign | ((exponent - bias + 127) << 23) | (mantissa << (23 - mantissaBits))
  const value = new Float32Array([mantissa * 2 ** (1 - bias - mantissaBits)])
  return sign | new Uint32Array(value.buffer)[0]!
}
