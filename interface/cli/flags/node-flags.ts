import type { Node } from '../../../base/node.ts'
import { type Flag, flag } from './flag.ts'
import { flagsOfSchema } from './flags-of-schema.ts'

/** Flags of the queue: every command that runs a node takes them beside the node's own. */
const queueFlags: readonly Flag[] = [
  flag('session', 'text', 'Put the work into the session of this name.'),
  flag('cache', 'boolean', 'use of the cache: every step runs again.', { default: true }),
]

/** The flags of a command that runs this node, in the order of its schema. */
export function nodeFlags(node: Node): Flag[] {
  const own = flagsOfSchema(node.input)
  const size = own.some((each) => each.name === 'width') && own.some((each) => each.name === 'height')
  const sizeFlag = flag('size', 'text', 'Width and height at once: 512 or 768x512.')
  const names = new Set(own.map((each) => each.name))
  const extra = [
    ...(size && !names.has('size') ? [sizeFlag] : []),
    ...queueFlags.filter(({ name }) => !names.has(name)),
  ]
  return [...own, ...extra]
}
