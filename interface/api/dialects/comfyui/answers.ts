import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { writeExactJson } from '../../../../core/imaging/comfyui/exact-json.ts'
import type { GraphRefusal } from '../../../../core/imaging/comfyui/refusal.ts'

/** JSON in which seeds keep all their digits. */
export function answerJson(c: Context, value: unknown, status: ContentfulStatusCode = 200): Response {
  return c.body(writeExactJson(value), status, { 'Content-Type': 'application/json; charset=utf-8' })
}

/** A graph that cannot be computed, in the form of ComfyUI's POST /prompt. */
export function answerRefusal(c: Context, refusal: GraphRefusal): Response {
  const nodes = [...refusal.nodes].map(([id, node]) => {
    const errors = node.faults.map(({ type, message, details, input, received }) => ({
      type,
      message,
      details,
      extra_info: {
        ...(input === undefined ? {} : { input_name: input }),
        ...(received === undefined ? {} : { received_value: received }),
        ...(type === 'missing_node_type' ? { node_id: id, class_type: node.class } : {}),
      },
    }))
    return [id, { errors, dependent_outputs: node.outputs, class_type: node.class }]
  })
  return answerFault(c, 400, refusal, Object.fromEntries(nodes))
}

/** Any other error of POST /prompt. */
export function answerFault(
  c: Context,
  status: ContentfulStatusCode,
  { type, message, details }: { readonly type: string; readonly message: string; readonly details: string },
  node_errors: Readonly<Record<string, unknown>> = {},
): Response {
  return answerJson(c, { error: { type, message, details, extra_info: {} }, node_errors }, status)
}

/** What the other routes of ComfyUI say of an error. */
export function answerSentence(c: Context, status: ContentfulStatusCode, error: string): Response {
  return answerJson(c, { error }, status)
}
