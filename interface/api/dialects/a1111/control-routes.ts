import { Hono } from 'hono'
import { z } from 'zod'
import type { ApiContext } from '../../context.ts'
import { decodeBase64 } from '../decode-base64.ts'
import { number } from '../lenient-fields.ts'
import { listModels } from '../named-models.ts'
import { readBody } from './answer-error.ts'
import { controlModules, guidingPicture } from './control-modules.ts'

const detectSchema = z.looseObject({
  controlnet_module: z.string().default('none'),
  controlnet_input_images: z.array(z.string()).max(20).default([]),
  controlnet_threshold_a: number.default(-1),
  controlnet_threshold_b: number.default(-1),
})

/** Below /controlnet: what the extension (sd-webui-controlnet, built into Forge) tells of itself, and pictures that guide. */
export function controlNetRoutes(context: ApiContext): Hono {
  const { workspace } = context
  const titles = async () =>
    (await listModels(workspace, 'controlnet')).map(({ name, hash }) =>
      hash === undefined ? name : `${name} [${hash.slice(0, 8)}]`,
    )
  return new Hono()
    .get('/version', (c) => c.json({ version: 3 }))
    .get('/model_list', async (c) => c.json({ model_list: await titles() }))
    .get('/module_list', (c) => c.json({ module_list: controlModules, module_detail: {} }))
    .get('/control_types', async (c) => {
      const model_list = ['None', ...(await titles())]
      const all = { module_list: controlModules, model_list, default_option: 'none', default_model: 'None' }
      return c.json({ control_types: { All: all } })
    })
    .get('/settings', (c) => c.json({ control_net_unit_count: 8 }))
    .post('/detect', async (c) => {
      const request = await readBody(c, detectSchema)
      const thresholds = [request.controlnet_threshold_a, request.controlnet_threshold_b] as const
      const images: string[] = []
      for (const image of request.controlnet_input_images) {
        const bytes = decodeBase64(image, 'The image')
        const { id } = await guidingPicture(context, bytes, { name: request.controlnet_module, thresholds })
        images.push(Buffer.from(workspace.assets.read(workspace.assets.get(id))).toString('base64'))
      }
      return c.json({ images, info: 'Success' })
    })
}
