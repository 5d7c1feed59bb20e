/**
 * How depth in metres lies in 16 bits: near is white. 0 = nothing is there; 1 = `far`, 65535 = `near`, straight in between,
 * so one step is (far − near) / 65534, a hundredth of a millimetre for a thing of 65 cm.
 */
export interface DepthRange {
  /** Metres along the view axis. */
  readonly near: number
  readonly far: number
}

export function encodeDepth(depth: Float32Array): DepthRange & { readonly values: Uint16Array } {
  let near = Infinity
  let far = 0
  for (let i = 0; i < depth.length; i++) {
    const z = depth[i]!
    if (z === Infinity) continue
    if (z < near) near = z
    if (z > far) far = z
  }
  const values = new Uint16Array(new SharedArrayBuffer(depth.length * 2))
  if (near === Infinity) return { near: 0, far: 0, values }
  const scale = far > near ? 65534 / (far - near) : 0
  for (let i = 0; i < depth.length; i++) {
    if (depth[i] !== Infinity) values[i] = 1 + Math.round((far - depth[i]!) * scale)
  }
  return { near, far, values }
}

/** Metres again; Infinity where nothing is. */
export function decodeDepth(values: Uint16Array, { near, far }: DepthRange): Float32Array {
  const depth = new Float32Array(values.length)
  const scale = (far - near) / 65534
  for (let i = 0; i < values.length; i++) depth[i] = values[i] === 0 ? Infinity : far - (values[i]! - 1) * scale
  return depth
}
