/** `list` with the item at `from` moved so that it stands at `to`. */
export function moved<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const rest = list.toSpliced(from, 1)
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, list[from]!)
}

/** What to ask the server for, so that the item at `index` of the new order stands there: before which id, or 'end'. */
export function beforeOf(order: readonly { readonly id: string }[], index: number): string {
  return order[index + 1]?.id ?? 'end'
}

/** Where an item belongs whose middle is at `y`, among the middles of the others in order. */
export function placeAt(y: number, middles: readonly number[]): number {
  return middles.filter((middle) => middle < y).length
}
