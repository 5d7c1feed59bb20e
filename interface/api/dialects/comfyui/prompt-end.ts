import type { Job } from '../../../../base/job.ts'
import { parseExactJson } from '../../../../core/imaging/comfyui/exact-json.ts'
import type { ComfyPrompt } from '../../../../core/storage/comfy-store.ts'

export type ComfyMessage = readonly [type: string, data: Readonly<Record<string, unknown>>]

/** How a prompt ended, as the message that ComfyUI sends and keeps. `node` is where it was; absent: nobody saw it. */
export function endMessage(
  prompt: ComfyPrompt,
  job: Job,
  {
    node = prompt.plan.steps[0]?.at ?? '',
    executed = [],
  }: { node?: string | undefined; executed?: readonly string[] } = {},
): ComfyMessage {
  const data = { prompt_id: prompt.id, timestamp: Date.parse(job.endedAt ?? prompt.createdAt) }
  if (job.state === 'done') return ['execution_success', data]
  const place = { ...data, node_id: node, node_type: classOf(prompt, node), executed }
  if (job.state === 'cancelled') return ['execution_interrupted', place]
  const { code = 'internal', message = 'It failed.', hint } = job.error ?? {}
  return [
    'execution_error',
    {
      ...place,
      exception_message: hint === undefined ? message : `${message} ${hint}`,
      // Clients look for this word to offer a smaller size.
      exception_type: code === 'out-of-memory' ? 'OutOfMemoryError' : code,
      traceback: [],
      current_inputs: {},
      current_outputs: [],
    },
  ]
}

export function classOf({ graph }: ComfyPrompt, node: string): string {
  const nodes = parseExactJson(graph) as Record<string, { class_type?: string } | undefined>
  return nodes[node]?.class_type ?? ''
}
