import type { TensorInfo } from '../../../base/model.ts'
import type { Tensors } from './identity.ts'

/** The tensors whose names begin with one of the prefixes, without it. */
export function below(tensors: Tensors, ...prefixes: readonly string[]): Tensors {
  const found = new Map<string, TensorInfo>()
  for (const [name, info] of tensors) {
    const prefix = prefixes.find((candidate) => name.startsWith(candidate))
    if (prefix !== undefined) found.set(name.slice(prefix.length), info)
  }
  return found
}

export function hasName(tensors: Tensors, pattern: RegExp): boolean {
  for (const name of tensors.keys()) if (pattern.test(name)) return true
  return false
}

/** The shape of the first tensor whose name matches. */
export function shapeOf(tensors: Tensors, pattern: RegExp): readonly number[] | undefined {
  for (const [name, { shape }] of tensors) if (pattern.test(name)) return shape
  return undefined
}

/** How many there are of what a pattern numbers in its group, by the highest number: 12 where `blocks.11` is the last. */
export function countOf(tensors: Tensors, pattern: RegExp): number {
  let count = 0
  for (const name of tensors.keys()) {
    const match = pattern.exec(name)
    if (match !== null) count = Math.max(count, Number(match[1]) + 1)
  }
  return count
}
