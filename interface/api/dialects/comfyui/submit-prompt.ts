import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { writeExactJson } from '../../../../core/imaging/comfyui/exact-json.ts'
import { callOfPlan } from '../../../../core/imaging/comfyui/plan.ts'
import { translateGraph } from '../../../../core/imaging/comfyui/translate-graph.ts'
import type { ComfyPrompt } from '../../../../core/storage/comfy-store.ts'
import type { ApiContext } from '../../context.ts'
import { answerFault, answerJson, answerRefusal } from './answers.ts'
import { environmentOf } from './environment.ts'
import { readBody } from './read-body.ts'

const bodySchema = z.looseObject({
  prompt: z.unknown(),
  client_id: z.string().max(200).nullish(),
  /** ComfyUI takes UUIDs; any word that can stand in an address does. */
  prompt_id: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'is to be a UUID')
    .nullish(),
  extra_data: z.record(z.string(), z.unknown()).nullish(),
  front: z.boolean().nullish(),
  number: z.number().nullish(),
  partial_execution_targets: z.array(z.string()).nullish(),
})

/** Seconds after which a place is likely free: jobs take seconds to minutes. */
const retryAfterSeconds = 10

/** `POST /prompt`: a graph becomes a job, or is refused before anything runs. The same `prompt_id` again is the same prompt. */
export async function submitPrompt(context: ApiContext, c: Context): Promise<Response> {
  const { workspace } = context
  const { comfy, queue, config } = workspace
  const body = await readBody(c, bodySchema)
  const id = body.prompt_id ?? randomUUID()
  const graph = writeExactJson(body.prompt ?? null)
  const known = comfy.find(id)
  if (known !== undefined) {
    if (known.graph === graph) return answerJson(c, accepted(known))
    const details = `The id ${id} was given to another graph. Take a new one for each prompt.`
    return answerFault(c, 400, { type: 'invalid_prompt_id', message: 'Prompt id is in use', details })
  }
  const targets = body.partial_execution_targets ?? undefined
  const translated = translateGraph(body.prompt, await environmentOf(context), { targets })
  if ('refusal' in translated) return answerRefusal(c, translated.refusal)
  if (queue.countQueued() >= config.server.queueLimit) {
    c.header('Retry-After', String(retryAfterSeconds))
    const details = `${config.server.queueLimit} jobs wait. Try again later, or raise the setting server.queueLimit.`
    return answerFault(c, 503, { type: 'queue_full', message: 'The queue is full', details })
  }
  const { plan } = translated
  const { job } = await queue.submitOnce(callOfPlan(plan), `comfyui ${id}`)
  const front = body.front === true || (body.number ?? 0) < 0
  const clientId = body.client_id ?? undefined
  const extra = writeExactJson(body.extra_data ?? {})
  const given = { id, jobId: job.id, graph, extra, plan, ...(clientId === undefined ? {} : { clientId }) }
  const prompt = comfy.add(given, { front })
  const [next] = queue.queued()
  if (front && next !== undefined && next.id !== job.id && queue.get(job.id).state === 'queued') {
    queue.move(job.id, next.id)
  }
  return answerJson(c, accepted(prompt))
}

/** ComfyUI's answer, and what is done in another way than there. */
function accepted({ id, number, jobId, plan }: ComfyPrompt) {
  const warnings = plan.notes.map(({ node, message }) => ({ node_id: node, message }))
  return { prompt_id: id, number, node_errors: {}, job_id: jobId, warnings }
}
