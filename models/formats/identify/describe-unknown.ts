import type { Finding, Tensors } from './identity.ts'

/** So many prefixes say enough. */
const MOST_PREFIXES = 4

/** What can be said of weights that nothing recognises: the first parts of their names, the commonest ones first. */
export function describeUnknown(tensors: Tensors): Finding {
  const counts = new Map<string, number>()
  for (const name of tensors.keys()) {
    const prefix = name.split(/[./]/, 2).join('.').slice(0, 60)
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_PREFIXES)
  const listed = common.map(([prefix, count]) => `${prefix}… (${count})`).join(', ')
  return {
    kind: 'unknown',
    what: 'weights of an architecture that is not known here',
    notes: tensors.size === 0 ? ['there is no tensor in it'] : [`their names begin with ${listed}`],
  }
}
