import { WorkspaceError } from '../../base/error.ts'
import type { DepthKind } from '../../base/model.ts'

/**
 * How depth lies in 16 bits: near is white. 0 = nothing is there; 1 = the farthest, 65535 = the nearest, straight in between. Of
 * metres one step is (far − near) / 65534, a hundredth of a millimetre for a thing of 65 cm.
 */
export interface DepthRange {
  /** Metres along the view axis. */
  readonly near: number
  readonly far: number
}

/** Of relative inverse depth, whose larger numbers are nearer. */
export interface InverseRange {
  readonly least: number
  readonly most: number
}

/** Metres as 16 bits; Infinity where nothing is. */
export function encodeDepth(depth: Float32Array): DepthRange & { readonly values: Uint16Array } {
  const { least: near, most: far } = rangeOf(depth)
  const values = new Uint16Array(new SharedArrayBuffer(depth.length * 2))
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

/** Relative inverse depth as 16 bits; Infinity where nothing is. */
export function encodeInverse(inverse: Float32Array): InverseRange & { readonly values: Uint16Array } {
  const { least, most } = rangeOf(inverse)
  const values = new Uint16Array(new SharedArrayBuffer(inverse.length * 2))
  const scale = most > least ? 65534 / (most - least) : 0
  for (let i = 0; i < inverse.length; i++) {
    if (inverse[i] !== Infinity) values[i] = 1 + Math.round((inverse[i]! - least) * scale)
  }
  return { least, most, values }
}

/** What the 16-bit numbers mean, for the record. */
export function encodingOf(kind: DepthKind): string {
  return kind === 'metric'
    ? '0 = nothing; metres = far - (value - 1) / 65534 * (far - near)'
    : '0 = nothing; relative inverse depth = least + (value - 1) / 65534 * (most - least); larger is nearer'
}

/** Smallest and largest of what is there; 0 and 0 where nothing is. Error: `corrupt-file` for what is no number. */
function rangeOf(values: Float32Array): InverseRange {
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value === Infinity) continue
    if (!Number.isFinite(value)) throw notNumbers()
    if (value < least) least = value
    if (value > most) most = value
  }
  return least === Infinity ? { least: 0, most: 0 } : { least, most }
}

/** A depth that holds NaN or −Infinity. */
export function notNumbers(): WorkspaceError {
  return new WorkspaceError('corrupt-file', 'The depth map holds values that are no numbers (NaN or -Infinity).', {
    hint: 'Write it again with +Infinity where nothing is.',
  })
}
