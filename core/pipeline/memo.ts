import type { Memo } from '../../base/pool.ts'

/** What stays at most, in bytes of typed arrays: the maps of a few materials, next to the 1 GB that a whole run may take. */
const mostBytes = 192_000_000

/** Values that several steps of an engine need: a compiled form, the maps of a material. The least recently used go first. */
export function createMemo(): Memo {
  const kept = new Map<string, { readonly value: Promise<unknown>; bytes: number }>()
  return async <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return (await known.value) as T
    }
    const entry = { value: make(), bytes: 0 }
    kept.set(key, entry)
    try {
      const value = await entry.value
      entry.bytes = sizeOf(value)
      let total = [...kept.values()].reduce((sum, other) => sum + other.bytes, 0)
      for (const [oldest, { bytes }] of kept) {
        if (total <= mostBytes) break
        kept.delete(oldest)
        total -= bytes
      }
      return value
    } catch (error) {
      // A cancelled or failed making is made anew by whoever asks next.
      kept.delete(key)
      throw error
    }
  }
}

/** Bytes of the typed arrays in a value and in its fields. */
function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>(
    (sum, field) => sum + (ArrayBuffer.isView(field) ? field.byteLength : 0),
    0,
  )
}
