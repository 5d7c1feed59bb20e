/** `list` with the item `id` put before the item `before`, or at the end; unchanged where either is not there any more. */
export function placed<Item extends { readonly id: string }>(
  list: readonly Item[],
  id: string,
  before: string,
): readonly Item[] {
  const item = list.find((each) => each.id === id)
  const rest = list.filter((each) => each.id !== id)
  const at = before === 'end' ? rest.length : rest.findIndex((each) => each.id === before)
  return item === undefined || at < 0 ? list : rest.toSpliced(at, 0, item)
}
