import { plural } from '../terminal/format.ts'
import type { Paint } from '../terminal/terminal.ts'

/** What the nodes that make meshes say beside the mesh: by which means it came, what was cleaned, and which levels are missing. */
export function meshLines(node: string, output: Readonly<Record<string, unknown>>, paint: Paint): string[] {
  const { method, reason, cleaning, leftOut } = output
  const lines: string[] = []
  if (node === 'mesh.from-image' && typeof method === 'string') {
    lines.push(`${paint('faint', 'by:')} ${method}${typeof reason === 'string' ? ` (${reason})` : ''}`)
  }
  if (node !== 'mesh.finish') return lines
  const cleaned = cleaningWords((cleaning ?? {}) as Readonly<Record<string, unknown>>)
  if (cleaned.length > 0) lines.push(`${paint('faint', 'cleaned:')} ${cleaned.join(', ')}`)
  if (Array.isArray(leftOut) && leftOut.length > 0) {
    const shares = leftOut.map((share) => `${Math.round(Number(share) * 1000) / 10} %`).join(', ')
    const help = output['unwrapped'] === true ? '' : '; new uvs may make them: --unwrap new'
    lines.push(`${paint('warn', '!')} left out: levels of ${shares} of the triangles${help}`)
  }
  return lines
}

function cleaningWords(cleaning: Readonly<Record<string, unknown>>): string[] {
  const count = (key: string) => Number(cleaning[key] ?? 0)
  return [
    ...(count('droppedPieces') > 0 ? [`${plural(count('droppedPieces'), 'loose piece')} removed`] : []),
    ...(count('filledHoles') > 0 ? [`${plural(count('filledHoles'), 'hole')} filled`] : []),
    ...(count('holesLeft') > 0 ? [`${plural(count('holesLeft'), 'hole')} left open`] : []),
    ...(cleaning['turnedOver'] === true ? ['turned outside out'] : []),
  ]
}
