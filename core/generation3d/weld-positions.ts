/** For each vertex the first one at the same place. Exact: two places differ, or all their bits are the same (but −0 is 0). */
export function weldPositions(positions: Float32Array): Uint32Array {
  const count = Math.floor(positions.length / 3)
  const values = new Float32Array(positions.length)
  // −0 + 0 is 0.
  for (let i = 0; i < values.length; i++) values[i] = positions[i]! + 0
  const words = new Uint32Array(values.buffer)
  let capacity = 16
  while (capacity < count * 2) capacity *= 2
  const table = new Int32Array(capacity).fill(-1)
  const weld = new Uint32Array(count)
  for (let v = 0; v < count; v++) {
    const x = words[v * 3]!
    const y = words[v * 3 + 1]!
    const z = words[v * 3 + 2]!
    let hash = Math.imul(x, 0x85ebca6b) ^ Math.imul(y, 0xc2b2ae35) ^ Math.imul(z, 0x27d4eb2f)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    let slot = (hash ^ (hash >>> 13)) & (capacity - 1)
    for (;;) {
      const other = table[slot]!
      if (other < 0) {
        table[slot] = v
        weld[v] = v
        break
      }
      if (words[other * 3] === x && words[other * 3 + 1] === y && words[other * 3 + 2] === z) {
        weld[v] = other
        break
      }
      slot = (slot + 1) & (capacity - 1)
    }
  }
  return weld
}
