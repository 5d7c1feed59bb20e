import { freemem, platform, totalmem } from 'node:os'
import { Hono } from 'hono'
import type { ComfyEnvironment } from '../../../../core/imaging/comfyui/environment.ts'
import type { ApiContext } from '../../context.ts'
import { answerJson, answerSentence } from './answers.ts'
import { environmentOf } from './environment.ts'
import { objectInfo } from './object-info.ts'
import { wantsPage } from './wants-page.ts'

/** ComfyUI's folders of models, with what stands for each here. */
const folders = {
  checkpoints: 'checkpoints',
  loras: 'loras',
  vae: 'vaes',
  controlnet: 'controlnets',
  upscale_models: 'upscalers',
} as const satisfies Record<string, keyof ComfyEnvironment>

/** What there is: classes, models, memory. */
export function infoRoutes(context: ApiContext): Hono {
  const { workspace, version } = context
  const embeddings = async () => {
    const { inventory } = await workspace.library()
    return inventory
      .list()
      .filter((model) => model.isDefault && model.kind === 'embedding')
      .map(({ id }) => id)
  }
  return new Hono()
    .get('/object_info', async (c) => answerJson(c, objectInfo(await environmentOf(context))))
    .get('/object_info/:name', async (c) =>
      answerJson(c, objectInfo(await environmentOf(context), c.req.param('name'))),
    )
    .get('/embeddings', async (c) => answerJson(c, await embeddings()))
    .get('/models', async (c, next) => (wantsPage(c) ? next() : answerJson(c, [...Object.keys(folders), 'embeddings'])))
    .get('/models/:folder', async (c) => {
      const folder = c.req.param('folder')
      if (folder === 'embeddings') return answerJson(c, await embeddings())
      if (!Object.hasOwn(folders, folder)) return answerSentence(c, 404, `There is no folder "${folder}".`)
      const models = (await environmentOf(context))[folders[folder as keyof typeof folders]]
      return answerJson(
        c,
        models.map(({ name }) => name),
      )
    })
    .get('/system_stats', async (c) => {
      const { usedBytes, limitBytes } = await workspace.loadedModels()
      const { provider } = await workspace.models.provider()
      const free = Math.round(Math.max(0, limitBytes - usedBytes))
      return answerJson(c, {
        system: {
          os: platform() === 'win32' ? 'nt' : 'posix',
          ram_total: totalmem(),
          ram_free: freemem(),
          // No version of ComfyUI: what answers here says so.
          comfyui_version: `ai-workspace ${version}`,
          python_version: 'none',
          pytorch_version: 'none',
          embedded_python: false,
          argv: [],
        },
        // The memory that all models share; there is one device.
        devices: [
          {
            name: provider,
            type: provider,
            index: 0,
            vram_total: Math.round(limitBytes),
            vram_free: free,
            torch_vram_total: Math.round(usedBytes),
            torch_vram_free: 0,
          },
        ],
      })
    })
    .get('/features', (c) =>
      answerJson(c, {
        supports_preview_metadata: false,
        max_upload_size: workspace.config.server.maxUploadMb * 1_000_000,
      }),
    )
    .get('/extensions', (c) => answerJson(c, []))
    .post('/free', async (c) => {
      await workspace.unloadModels()
      context.events.add({ type: 'models-changed' })
      return c.body(null, 200)
    })
}
