/** The list with the item at `from` moved to the place `to`. */
export function moveInList<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const moved = list.toSpliced(from, 1)
  return moved.toSpliced(to, 0, list[from]!)
}

/** What the server is told for such a move: the id that the item then stands before, or 'end'. */
export function beforeAfterMove(ids: readonly string[], from: number, to: number): string {
  return moveInList(ids, from, to)[to + 1] ?? 'end'
}
