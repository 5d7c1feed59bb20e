/** From axes of x towards the camera, y to the picture's right and z up to glTF's: (y, z, x). */
export function toGltf(points: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return points.map((_, i) => points[i - (i % 3) + ((i + 1) % 3)]!)
}

/** The way back. */
export function fromGltf(points: Float32Array): Float32Array {
  return points.map((_, i) => points[i - (i % 3) + ((i + 2) % 3)]!)
}
