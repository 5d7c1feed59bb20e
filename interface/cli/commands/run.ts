import { loadNode, nodeFiles } from '../../../core/pipeline/discovery.ts'
import type { CommandSpec } from '../command.ts'
import { nodeCommand } from './node-command.ts'

/** `run <node-id>`: any node; the id decides which flags there are. */
export async function runCommand(words: readonly string[]): Promise<CommandSpec> {
  const known = nodeFiles()
  // The id may stand after flags, whose values look like words too.
  const nodeId = words.find((word) => known.has(word)) ?? words[0]
  const outline = {
    name: 'run',
    summary: 'Run any node by its id; its fields are the flags.',
    examples: [
      {
        line: 'ai-workspace run image.generate --prompt "marble bust" --width 256 --height 256',
        does: 'One node with its own flags.',
      },
      { line: 'ai-workspace run image.generate --help', does: 'The flags of that node.' },
      { line: 'ai-workspace nodes', does: 'Which nodes there are.' },
    ],
  }
  const idArgument = { name: 'node-id', description: 'Which node; see: ai-workspace nodes', required: true }
  if (nodeId === undefined) return { ...outline, arguments: [idArgument], run: () => ({ data: null, text: '' }) }
  const node = await loadNode(nodeId)
  const spec = nodeCommand(node, { name: 'run', examples: [] })
  return {
    ...spec,
    name: 'run',
    summary: `${node.id}: ${node.summary}`,
    examples: [],
    arguments: [idArgument, ...(spec.arguments ?? [])],
    run: (call) => {
      if (spec.run === undefined) throw new Error(`The node "${node.id}" has no command.`)
      return spec.run({ ...call, words: call.words.slice(1) })
    },
  }
}
