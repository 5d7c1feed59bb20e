/** A heading of the list: 'Today', 'Yesterday', 'Monday, 3 March 2025', or the name of a session. `key` is a day of the server's calendar or a name. */
export function formatGroup(key: string, now: Date = new Date()): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(key)
  if (parts === null) return key
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const date = new Date(year, month - 1, day)
  const days = Math.round(
    (new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime() - date.getTime()) / 86_400_000,
  )
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return date.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year === now.getFullYear() ? {} : { year: 'numeric' }),
  })
}

/** A mark beside the scrollbar: 'Nov 2026' for a day, a session's name as it is. */
export function formatMark(key: string): string {
  const parts = /^(\d{4})-(\d\d)-\d\d$/.exec(key)
  if (parts === null) return key
  return new Date(Number(parts[1]), Number(parts[2]) - 1, 1).toLocaleDateString('en-GB', {
    month: 'short',
    year: 'numeric',
  })
}
