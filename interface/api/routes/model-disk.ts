import { createRoute, z } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const tags = ['Models']

const diskSchema = z
  .object({
    items: z.array(z.object({ id: z.string(), version: z.string(), title: z.string(), bytes: z.int() })),
    packedBytes: z.int().openapi({ description: 'Weights in fewer bits, made anew when they are gone.' }),
    downloadBytes: z.int().openapi({ description: 'What has arrived of models that are not whole yet.' }),
    usedBytes: z.int(),
    freeBytes: z.int(),
  })
  .openapi('ModelDisk')

const wasteSchema = z
  .object({
    items: z.array(z.object({ what: z.string(), name: z.string(), bytes: z.int() })),
    bytes: z.int(),
  })
  .openapi('ModelWaste')

const disk = createRoute({
  method: 'get',
  path: '/models/disk',
  tags,
  summary: 'What the models of the workspace take on its disk, the largest first.',
  responses: { 200: jsonAnswer(diskSchema, 'The disk.'), ...failure },
})

const waste = createRoute({
  method: 'get',
  path: '/models/waste',
  tags,
  summary: 'What could go: unfinished downloads, models whose files are gone, parts that no model needs.',
  responses: { 200: jsonAnswer(wasteSchema, 'What nothing needs.'), ...failure },
})

const prune = createRoute({
  method: 'post',
  path: '/models/prune',
  tags,
  summary: 'Delete what GET models/waste lists. Paused transfers begin anew after it.',
  responses: { 200: jsonAnswer(wasteSchema, 'What is gone.'), ...failure },
})

/** Models on the disk: use, waste, tidying. */
export function modelDiskRoutes({ workspace, events }: ApiContext) {
  const findWaste = async () => (await workspace.library()).waste()
  return routeApp()
    .openapi(disk, async (c) => {
      const { diskUse } = await import('../../../core/models/disk-use.ts')
      const { items, ...rest } = diskUse(await workspace.library())
      return c.json({ items: [...items], ...rest }, 200)
    })
    .openapi(waste, async (c) => c.json(viewWaste(await findWaste()), 200))
    .openapi(prune, async (c) => {
      const found = await findWaste()
      for (const each of found) each.remove()
      if (found.length > 0) events.add({ type: 'models-changed' })
      return c.json(viewWaste(found), 200)
    })
}

function viewWaste(found: readonly { what: string; name: string; sizeBytes: number }[]) {
  return {
    items: found.map(({ what, name, sizeBytes }) => ({ what, name, bytes: sizeBytes })),
    bytes: found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  }
}
