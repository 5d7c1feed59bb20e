import type { ToolSpec } from '../../../base/chat.ts'
import { loadNode, loadNodes } from '../../pipeline/discovery.ts'
import { loadTools } from '../load-tools.ts'

/** All tools a model is shown when it is scored: every node, and what the workspace itself can do, with all their fields. */
export async function toolSpecs(): Promise<ToolSpec[]> {
  const nodes = (await loadNodes()).list()
  const tools = await loadTools({
    nodes: { ids: () => nodes.map(({ id }) => id), get: loadNode, list: async () => nodes },
  })
  return tools.map(({ name, summary, schema }) => ({ name, description: summary, parameters: schema }))
}
