import type { Node } from '../../../base/node.ts'
import { type Flag, flag } from './flag.ts'
import { flagsOfSchema } from './flags-of-schema.ts'

/** Flags of the queue: every command that runs a node takes them beside the node's own. */
const queueFlags: readonly Flag[] = [
  flag('session', 'text', 'Put the work into the session of this name.'),
  flag('cache', 'boolean', 'Answer from the cache what was computed before.', { default: true }),
]

/** For a node with a seed: other seeds are tried until the measured quality is good enough (the node 'quality.best'). */
const gateFlags: readonly Flag[] = [
  flag('min-quality', 'number', 'Try other seeds until every measured asset reaches this.', { minimum: 0, maximum: 1 }),
  flag('tries', 'integer', 'How many seeds to try at most; the best is kept (4 with --min-quality).', {
    minimum: 1,
    maximum: 64,
  }),
]

/** The flags of a command that runs this node, in the order of its schema. */
export function nodeFlags(node: Node): Flag[] {
  const own = flagsOfSchema(node.input)
  const size = own.some((each) => each.name === 'width') && own.some((each) => each.name === 'height')
  const sizeFlag = flag('size', 'text', 'Width and height at once: 512 or 768x512.')
  const names = new Set(own.map((each) => each.name))
  const gate = own.some((each) => each.randomSeed === true) ? gateFlags : []
  const extra = [
    ...(size && !names.has('size') ? [sizeFlag] : []),
    ...[...gate, ...queueFlags].filter(({ name }) => !names.has(name)),
  ]
  return [...own, ...extra.map((each) => ({ ...each, ofQueue: true }))]
}
