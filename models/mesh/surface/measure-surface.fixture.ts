import type { Surface } from './marching-cubes.ts'

/** The volume that a surface encloses; open edges; vertices − edges + faces. */
export function measureSurface({ positions, indices }: Surface) {
  const point = (i: number) => [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!] as const
  const edges = new Map<string, number>()
  let volume = 0
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [indices[t]!, indices[t + 1]!, indices[t + 2]!] as const
    const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = [point(corners[0]), point(corners[1]), point(corners[2])]
    volume += (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6
    for (const [n, from] of corners.entries()) {
      const key = `${from}>${corners[(n + 1) % 3]}`
      edges.set(key, (edges.get(key) ?? 0) + 1)
    }
  }
  const unpaired = [...edges].filter(
    ([key, count]) => count !== 1 || edges.get(key.split('>').reverse().join('>')) !== 1,
  )
  return { volume, unpaired: unpaired.length, euler: positions.length / 3 - edges.size / 2 + indices.length / 3 }
}
