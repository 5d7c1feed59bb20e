export { formatBytes } from '../../../base/format-bytes.ts'

export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** How long ago, in the largest unit that fits; `now` is a parameter so that it can be tested. */
export function formatAgo(iso: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000)
  if (Number.isNaN(seconds)) return iso
  if (seconds < 45) return 'just now'
  const units = [
    [60, 'minute'],
    [3600, 'hour'],
    [86_400, 'day'],
  ] as const
  const [size, unit] = units.findLast(([length]) => seconds >= length * 0.75) ?? units[0]
  const count = Math.max(1, Math.round(seconds / size))
  return count > 30 && unit === 'day' ? iso.slice(0, 10) : `${count} ${unit}${count === 1 ? '' : 's'} ago`
}

export function plural(count: number, word: string, many = `${word}s`): string {
  return `${count} ${count === 1 ? word : many}`
}

/** Long text on one line of at most `length` characters. */
export function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= length ? line : `${line.slice(0, Math.max(1, length - 1))}…`
}

/** '★★★☆☆'; '' where it is not rated. */
export function formatRating(rating = 0): string {
  return rating === 0 ? '' : `${'★'.repeat(rating)}${'☆'.repeat(5 - rating)}`
}
