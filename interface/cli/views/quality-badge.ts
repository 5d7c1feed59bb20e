import type { Asset, Quality } from '../../../base/asset.ts'
import type { Paint } from '../terminal/terminal.ts'

/** '✓ 1.00', '! 0.82' or '✗ 0.40' with the measures that failed; empty for an asset of which nothing is measured. */
export function qualityBadge({ quality }: Pick<Asset, 'quality'>, paint: Paint): string {
  if (quality === undefined) return ''
  const failed = quality.measures.filter((measure) => measure.pass === false).map((measure) => measure.name)
  const score = quality.score.toFixed(2)
  if (failed.length === 0 && quality.score >= 0.9) return paint('good', `✓ ${score}`)
  // Half of what could be wrong being right is the line between a flaw and a failure.
  return paint(
    quality.score >= 0.5 ? 'warn' : 'bad',
    `${quality.score >= 0.5 ? '!' : '✗'} ${score} ${failed.join(', ')}`.trimEnd(),
  )
}

/** Every measure on a line of its own. */
export function qualityLines(quality: Quality, paint: Paint): string[] {
  return quality.measures.map(({ name, value, pass }) => {
    const mark = pass === undefined ? paint('faint', '·') : pass ? paint('good', '✓') : paint('bad', '✗')
    return `${mark} ${name}: ${formatMeasure(value)}`
  })
}

function formatMeasure(value: number | boolean | string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' || Number.isInteger(value)) return String(value)
  return Math.abs(value) >= 0.001 ? String(Number(value.toPrecision(4))) : value.toExponential(2)
}
