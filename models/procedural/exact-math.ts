/**
 * Mathematics whose results are the same bits on every machine. ECMAScript leaves sin, exp, pow … to the implementation,
 * and those differ in the last bit between processors; + − × ÷, sqrt, floor and imul do not (IEEE 754).
 * Everything that reaches a pixel or a vertex of the built-in engine uses this file instead of Math.sin and friends.
 */

const bits = new DataView(new ArrayBuffer(8))
const TWO_PI = 6.283185307179586

/** Sine of x in radians; absolute error below 1e-9 for |x| < 1e6. */
export function sin(x: number): number {
  // Reduce to [-π, π], fold to [-π/2, π/2], then the Taylor series to x^15 (its next term is below 1e-11 there).
  let r = x - TWO_PI * Math.floor(x / TWO_PI + 0.5)
  if (r > 1.5707963267948966) r = Math.PI - r
  else if (r < -1.5707963267948966) r = -Math.PI - r
  const s = r * r
  return (
    r *
    (1 +
      s *
        (-1 / 6 +
          s *
            (1 / 120 +
              s * (-1 / 5040 + s * (1 / 362880 + s * (-1 / 39916800 + s * (1 / 6227020800 - s / 1307674368000)))))))
  )
}

/** Cosine of x in radians; absolute error below 1e-9 for |x| < 1e6. */
export function cos(x: number): number {
  return sin(x + 1.5707963267948966)
}

/** 2 to the power x; relative error below 1e-9. Underflows to 0 below -1022, overflows to Infinity from 1024. */
export function exp2(x: number): number {
  if (x >= 1024) return Infinity
  if (x < -1022) return 0
  const whole = Math.floor(x + 0.5)
  const f = (x - whole) * Math.LN2 // in [-0.347, 0.347]
  const fraction =
    1 + f * (1 + f * (1 / 2 + f * (1 / 6 + f * (1 / 24 + f * (1 / 120 + f * (1 / 720 + f * (1 / 5040 + f / 40320)))))))
  if (whole === 1024) return fraction * 2 * 8.98846567431158e307
  bits.setInt32(0, (whole + 1023) << 20)
  bits.setInt32(4, 0)
  return fraction * bits.getFloat64(0)
}

/** Base-2 logarithm of a positive normal number; absolute error below 1e-10. */
export function log2(x: number): number {
  if (x <= 0) return x === 0 ? -Infinity : NaN
  bits.setFloat64(0, x)
  const high = bits.getInt32(0)
  let exponent = (high >>> 20) - 1023
  bits.setInt32(0, (high & 0xfffff) | 0x3ff00000)
  let m = bits.getFloat64(0)
  if (m > Math.SQRT2) {
    m /= 2
    exponent += 1
  }
  // log(m) = 2 artanh(z), z = (m − 1) / (m + 1), |z| ≤ 0.172
  const z = (m - 1) / (m + 1)
  const s = z * z
  const series = 1 + s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * (1 / 13))))))
  return exponent + z * series * 2.8853900817779268
}

/** x to the power y for x ≥ 0. */
export function pow(x: number, y: number): number {
  if (x === 0) return y === 0 ? 1 : 0
  return exp2(y * log2(x))
}

/** Angle of the vector (x, y) in radians, in (−π, π]; absolute error below 1e-9. */
export function atan2(y: number, x: number): number {
  const ax = Math.abs(x)
  const ay = Math.abs(y)
  if (ax === 0 && ay === 0) return 0
  const swap = ay > ax
  let t = swap ? ax / ay : ay / ax // in [0, 1]
  // Reduce once more: atan(t) = π/6 + atan((t√3 − 1) / (√3 + t)) above tan(π/12).
  let offset = 0
  if (t > 0.2679491924311227) {
    t = (t * 1.7320508075688772 - 1) / (1.7320508075688772 + t)
    offset = 0.5235987755982989
  }
  const s = t * t
  let angle =
    offset + t * (1 + s * (-1 / 3 + s * (1 / 5 + s * (-1 / 7 + s * (1 / 9 + s * (-1 / 11 + s * (1 / 13 - s / 15)))))))
  if (swap) angle = 1.5707963267948966 - angle
  if (x < 0) angle = Math.PI - angle
  return y < 0 ? -angle : angle
}
