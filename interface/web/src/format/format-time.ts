/** A span for people: '8 s', '3 min', '1 h 20 min'. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return '< 1 s'
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** How long ago `time` (ISO) was: 'just now', '5 min ago', 'yesterday', else the date. */
export function formatAgo(time: string, now: Date = new Date()): string {
  const then = new Date(time)
  const seconds = (now.getTime() - then.getTime()) / 1000
  if (seconds < 45) return 'just now'
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`
  if (seconds < 12 * 3600) return `${Math.round(seconds / 3600)} h ago`
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000)
  if (days === 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 7) return `${days} days ago`
  return then.toLocaleDateString('en', {
    day: 'numeric',
    month: 'short',
    ...(then.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  })
}

/** Seconds between two moments (ISO); to now while the second is missing. */
export function secondsBetween(from: string, to: string = new Date().toISOString()): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)
}

/** Date and time to the second, in the person's own time zone. */
export function formatMoment(time: string): string {
  return new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
