import { freemem, totalmem } from 'node:os'
import { Hono } from 'hono'
import { formChoices } from '../../../../core/models/form-choices.ts'
import type { ApiContext } from '../../context.ts'
import { listCheckpoints, listModels } from '../named-models.ts'
import { readStyles } from './styles.ts'
import { listUpscalers } from './upscalers.ts'

/** What there is to choose from, below /sdapi/v1: models, samplers, schedulers, upscalers, styles, scripts. */
export function inventoryRoutes(context: ApiContext): Hono {
  const { workspace } = context
  const choices = async () => formChoices(workspace.models, await workspace.library())
  return (
    new Hono()
      .get('/sd-models', async (c) => {
        const checkpoints = await listCheckpoints(workspace)
        return c.json(
          checkpoints.map(({ title, name, hash = null, sha256 = null, filename }) => {
            return { title, model_name: name, hash, sha256, filename, config: null }
          }),
        )
      })
      .get('/sd-vae', async (c) => {
        const vaes = await listModels(workspace, 'vae')
        return c.json(vaes.map(({ filename }) => ({ model_name: filename, filename })))
      })
      .get('/loras', async (c) => {
        const loras = await listModels(workspace, 'lora')
        return c.json(loras.map(({ name, filename }) => ({ name, alias: name, path: filename, metadata: {} })))
      })
      .get('/embeddings', async (c) => {
        const found = await listModels(workspace, 'embedding')
        const loaded = Object.fromEntries(
          // Their sizes stand in their files, which nobody opens for a list.
          found.map(({ name }) => [
            name,
            { step: null, sd_checkpoint: null, sd_checkpoint_name: null, shape: null, vectors: null },
          ]),
        )
        return c.json({ loaded, skipped: {} })
      })
      .get('/hypernetworks', (c) => c.json([]))
      .get('/face-restorers', (c) => c.json([]))
      .get('/realesrgan-models', (c) => c.json([]))
      .get('/samplers', async (c) => {
        const { samplers } = await choices()
        return c.json(samplers.map(({ title, aliases }) => ({ name: title, aliases, options: {} })))
      })
      .get('/schedulers', async (c) => {
        const { schedules } = await choices()
        return c.json(
          schedules.map(({ id, title, aliases }) => {
            return { name: id, label: title, aliases, default_rho: id === 'karras' ? 7 : -1, need_inner_model: false }
          }),
        )
      })
      .get('/upscalers', async (c) => {
        const upscalers = await listUpscalers(workspace)
        return c.json(
          upscalers.map(({ name, model = null }) => {
            return { name, model_name: model, model_path: null, model_url: null, scale: null }
          }),
        )
      })
      // Nothing enlarges latents here: a name of one is taken, and the picture enlarged.
      .get('/latent-upscale-modes', (c) => c.json([]))
      .get('/prompt-styles', (c) => c.json(readStyles(workspace.home)))
      .get('/scripts', async (c) => {
        const names = (await scripts()).map(({ name }) => name)
        return c.json({ txt2img: names, img2img: names })
      })
      .get('/script-info', async (c) => {
        const found = await scripts()
        return c.json(
          found.flatMap((each) =>
            [false, true].map((is_img2img) => ({ ...each, is_alwayson: true, is_img2img, args: [] })),
          ),
        )
      })
      .get('/cmd-flags', (c) => c.json({ api: true, nowebui: false, port: workspace.config.server.port }))
      .get('/memory', (c) => {
        const [total, free] = [totalmem(), freemem()]
        return c.json({ ram: { free, used: total - free, total }, cuda: { error: 'unavailable' } })
      })
      // The folder is read for each request: there is nothing to refresh.
      .post('/refresh-checkpoints', (c) => c.json(null))
      .post('/refresh-vae', (c) => c.json(null))
      .post('/refresh-loras', (c) => c.json(null))
      .post('/refresh-embeddings', (c) => c.json(null))
      .post('/unload-checkpoint', async (c) => {
        await workspace.unloadModels()
        return c.json({})
      })
      .post('/reload-checkpoint', (c) => {
        // Weights are read with the next picture; the process that reads them starts now.
        workspace.warmUp()
        return c.json({})
      })
  )

  async function scripts() {
    return (await listModels(workspace, 'controlnet')).length > 0 ? [{ name: 'controlnet' }] : []
  }
}
