/** Things of one day, newest day first, with the day's name as a person says it. */
export interface Day<Item> {
  /** 'Today', 'Yesterday', 'Monday', '3 March', '3 March 2025'. */
  readonly title: string
  readonly items: readonly Item[]
}

/** Groups what is already sorted by time. Days are those of the person's own time zone. */
export function groupByDay<Item>(
  items: readonly Item[],
  timeOf: (item: Item) => string,
  now: Date = new Date(),
): readonly Day<Item>[] {
  return [...Map.groupBy(items, (item) => dayName(new Date(timeOf(item)), now))].map(([title, group]) => ({
    title,
    items: group,
  }))
}

function dayName(date: Date, now: Date): string {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000)
  if (days <= 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days < 7) return date.toLocaleDateString('en-GB', { weekday: 'long' })
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...year })
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
