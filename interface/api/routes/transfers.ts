import { createRoute, z } from '@hono/zod-openapi'
import { modelKinds } from '../../../core/models/model-kinds.ts'
import type { Transfer, TransferKind, TransferOptions } from '../../../core/models/transfers/transfer.ts'
import type { TransferStore } from '../../../core/models/transfers/transfer-store.ts'
import type { ApiContext } from '../context.ts'
import { definedOnly } from '../defined-only.ts'
import { type TransferView, transferSchema } from '../schemas/transfer.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Models']
const idParameter = z.object({ id: z.string() })
const begun = { 202: jsonAnswer(transferSchema, 'It has begun, or was going on already.'), ...failure }

const pull = createRoute({
  method: 'post',
  path: '/models/pull',
  tags,
  summary: 'Fetch a model and what it needs.',
  request: {
    body: jsonBody(
      z.strictObject({
        reference: z.string().min(1).max(2000).openapi({
          description:
            'A name of the catalogue, hf:owner/name[@revision][/file], npm:package@version/folder/*, or an address.',
          example: 'esrgan-x4',
        }),
        optional: z.boolean().optional().openapi({ description: 'Also what is useful with it but not needed.' }),
        refresh: z.boolean().optional().openapi({ description: 'Ask its source again though it is here.' }),
      }),
    ),
  },
  responses: begun,
})

const add = createRoute({
  method: 'post',
  path: '/models/add',
  tags,
  summary: 'Take in a weights file or a diffusers folder of this machine.',
  request: {
    body: jsonBody(
      z.strictObject({
        path: z.string().min(1).max(4000),
        copy: z.boolean().optional().openapi({ description: 'Otherwise it is used where it lies.' }),
        id: z
          .string()
          .regex(/^[a-z0-9][a-z0-9.-]*$/, 'takes small letters, digits, dots and dashes')
          .max(100)
          .optional(),
        kind: z.enum(modelKinds).optional().openapi({ description: 'What it is, where its bytes do not tell.' }),
      }),
    ),
  },
  responses: begun,
})

const verify = createRoute({
  method: 'post',
  path: '/models/{id}/verify',
  tags,
  summary: "Read a model's files again and hold them against their hashes; ask a server again what it can do.",
  request: { params: idParameter },
  responses: begun,
})

const list = createRoute({
  method: 'get',
  path: '/transfers',
  tags,
  summary: 'Models on their way in, and what came of earlier ones; the newest first.',
  responses: { 200: jsonAnswer(z.object({ items: z.array(transferSchema) }), 'Transfers.'), ...failure },
})

const show = createRoute({
  method: 'get',
  path: '/transfers/{id}',
  tags,
  summary: 'One transfer.',
  request: { params: idParameter },
  responses: { 200: jsonAnswer(transferSchema, 'The transfer.'), ...failure },
})

const change = <A extends string>(action: A, summary: string) =>
  createRoute({
    method: 'post',
    path: `/transfers/{id}/${action}`,
    tags,
    summary,
    request: { params: idParameter },
    responses: { 200: jsonAnswer(transferSchema, 'The transfer.'), ...failure },
  })
const pause = change('pause', 'Stop; what has arrived is kept, over a restart too.')
const resume = change('resume', 'Go on where it stopped, also after a failure.')
const cancel = change('cancel', 'End it for good and delete what has arrived.')

const forget = createRoute({
  method: 'delete',
  path: '/transfers/{id}',
  tags,
  summary: 'Take one that has ended out of the list.',
  request: { params: idParameter },
  responses: { 204: { description: 'It is gone.' }, ...failure },
})

/** Pulls and other long work on models. */
export function transferRoutes({ workspace, events }: ApiContext) {
  let opened: Promise<TransferStore> | undefined
  const transfers = () => {
    opened ??= workspace.transfers().then((store) => {
      store.subscribe(({ id, bytesDone, state }) => {
        events.add({ type: 'transfer-progress', transferId: id, bytesDone, state })
        if (state === 'done') events.add({ type: 'models-changed' })
      })
      return store
    })
    return opened
  }
  const start = async (kind: TransferKind, reference: string, options?: TransferOptions) =>
    viewTransfer(await (await transfers()).start(kind, reference, options))
  return routeApp()
    .openapi(pull, async (c) => {
      const { reference, ...options } = c.req.valid('json')
      return c.json(await start('pull', reference, definedOnly(options)), 202)
    })
    .openapi(add, async (c) => {
      const { path, ...options } = c.req.valid('json')
      return c.json(await start('add', path, definedOnly(options)), 202)
    })
    .openapi(verify, async (c) => c.json(await start('verify', c.req.valid('param').id), 202))
    .openapi(list, async (c) => c.json({ items: (await transfers()).list().map(viewTransfer) }, 200))
    .openapi(show, async (c) => {
      return c.json(viewTransfer((await transfers()).get(c.req.valid('param').id)), 200)
    })
    .openapi(pause, async (c) => {
      return c.json(viewTransfer((await transfers()).pause(c.req.valid('param').id)), 200)
    })
    .openapi(resume, async (c) => {
      return c.json(viewTransfer((await transfers()).resume(c.req.valid('param').id)), 200)
    })
    .openapi(cancel, async (c) => {
      return c.json(viewTransfer((await transfers()).cancel(c.req.valid('param').id)), 200)
    })
    .openapi(forget, async (c) => {
      ;(await transfers()).forget(c.req.valid('param').id)
      return c.body(null, 204)
    })
}

function viewTransfer({ options: _, error, problems, ...transfer }: Transfer): TransferView {
  return {
    ...transfer,
    problems: [...problems],
    ...(error !== undefined && {
      error: { code: error.code, message: error.message, ...(error.hint && { hint: error.hint }) },
    }),
  }
}
