import type { Effect } from './effect.ts'

/** An effect in a few words, for the history. */
export function describeEffect(effect: Effect): string {
  switch (effect.type) {
    case 'tags':
      return `tags ${[...effect.add.map((tag) => `+${tag}`), ...effect.remove.map((tag) => `−${tag}`)].join(' ')}`
    case 'rating':
      return `rating ${effect.before} → ${effect.after}`
    case 'collection':
      if (effect.before === undefined) return `collection "${effect.after}" made`
      return effect.after === undefined
        ? `collection "${effect.before}" deleted`
        : `collection "${effect.before}" → "${effect.after}"`
    case 'collect':
      return `collection: ${effect.add.length} in, ${effect.remove.length} out`
    case 'rename':
      return `"${effect.before}" → "${effect.after}"`
    case 'setting':
      return `setting ${effect.key}`
    case 'file':
      return `file ${effect.path}`
    case 'model-default':
      return `default ${effect.kind}: ${effect.after ?? 'none chosen'}`
    case 'current-project':
      return 'project in use'
    case 'project':
      return `project "${effect.name}" made`
    default:
      return effect satisfies never
  }
}
