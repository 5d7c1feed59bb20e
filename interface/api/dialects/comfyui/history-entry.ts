import type { Job } from '../../../../base/job.ts'
import { parseExactJson } from '../../../../core/imaging/comfyui/exact-json.ts'
import type { ComfyPrompt } from '../../../../core/storage/comfy-store.ts'
import type { Workspace } from '../../../../core/workspace.ts'
import { type ComfyMessage, endMessage } from './prompt-end.ts'
import { outputsOf } from './prompt-outputs.ts'

/** A prompt as the queue lists it: [number, id, graph, extra_data, outputs to compute]. */
export function queueEntry({ number, id, graph, extra, plan }: ComfyPrompt): unknown[] {
  const outputs = plan.outputs.map(({ node }) => node)
  return [number, id, parseExactJson(graph), parseExactJson(extra), outputs]
}

/** An ended prompt as /history tells it. */
export function historyEntry(workspace: Workspace, prompt: ComfyPrompt, job: Job): Record<string, unknown> {
  const outputs = outputsOf(workspace, prompt, job)
  const meta = Object.keys(outputs).map((node) => [
    node,
    { node_id: node, display_node: node, parent_node: null, real_node_id: node },
  ])
  const warnings = prompt.plan.notes.map(({ node, message }) => ({ node_id: node, message }))
  return {
    prompt: queueEntry(prompt),
    outputs,
    status: {
      status_str: job.state === 'done' ? 'success' : 'error',
      completed: job.state === 'done',
      messages: messagesOf(prompt, job),
    },
    meta: Object.fromEntries(meta),
    job_id: job.id,
    warnings,
  }
}

function messagesOf(prompt: ComfyPrompt, job: Job): ComfyMessage[] {
  const prompt_id = prompt.id
  const timestamp = Date.parse(job.startedAt ?? prompt.createdAt)
  const nodes = job.fromCache ? prompt.plan.order : []
  return [
    ['execution_start', { prompt_id, timestamp }],
    ['execution_cached', { nodes, prompt_id, timestamp }],
    endMessage(prompt, job),
  ]
}
