/** Degrees around the thing and above its equator from which Zero123++ shows it, in its order; the given picture looks from 0. */
export const zero123Views = [
  { azimuth: 30, elevation: 20 },
  { azimuth: 90, elevation: -10 },
  { azimuth: 150, elevation: 20 },
  { azimuth: 210, elevation: -10 },
  { azimuth: 270, elevation: 20 },
  { azimuth: 330, elevation: -10 },
] as const

/**
 * Those cameras as InstantMesh is told them (src/utils/camera_util.py): three rows of the camera's pose in OpenGL's axes, z up in the
 * world, four units away; then the focal lengths and the middle of a field of view of 30°, in widths of the picture. [6, 16]
 */
export function zero123Cameras(): { readonly data: Float32Array; readonly shape: readonly number[] } {
  const focal = 0.5 / Math.tan((15 * Math.PI) / 180)
  const rows = zero123Views.flatMap(({ azimuth, elevation }) => {
    const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180]
    const back = [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)] as const
    // Up × back, then back × right.
    const right = [-Math.sin(a), Math.cos(a), 0] as const
    const up = [-Math.sin(e) * Math.cos(a), -Math.sin(e) * Math.sin(a), Math.cos(e)] as const
    const pose = [0, 1, 2].flatMap((axis) => [right[axis]!, up[axis]!, back[axis]!, 4 * back[axis]!])
    return [...pose, focal, focal, 0.5, 0.5]
  })
  return { data: Float32Array.from(rows), shape: [zero123Views.length, 16] }
}
