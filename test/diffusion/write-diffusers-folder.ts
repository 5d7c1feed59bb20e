import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitWeights } from '../../models/diffusion/stable-diffusion/components.ts'
import { type TensorDraft, writeSafetensors } from '../../models/formats/safetensors/write-safetensors.ts'
import type { WeightSource } from '../../models/graph/weights.ts'
import { draftsOf, readFixture } from './tiny-models.ts'

/** Writes a single-file checkpoint as a pipeline of diffusers: the same values, each network in its folder under diffusers' names. */
export async function writeDiffusersFolder(folder: string, checkpoint: WeightSource): Promise<void> {
  const { unet, vae, textEncoders } = splitWeights(checkpoint)
  const parts = [
    ['unet', 'diffusion_pytorch_model', 'sd15-unet-diffusers', unet],
    ['vae', 'diffusion_pytorch_model', 'vae-kl-diffusers', vae],
    ['text_encoder', 'model', 'clip-l-hf', textEncoders[0]!],
  ] as const
  for (const [part, file, fixture, source] of parts) {
    mkdirSync(join(folder, part), { recursive: true })
    writeFileSync(join(folder, part, 'config.json'), '{}')
    await writeSafetensors(join(folder, part, `${file}.safetensors`), underNamesOf(fixture, source))
  }
  const index = { _class_name: 'StableDiffusionPipeline', ...Object.fromEntries(parts.map(([part]) => [part, []])) }
  writeFileSync(join(folder, 'model_index.json'), JSON.stringify(index))
}

/** Names and numbers of dimensions as the fixture has them (attention is linear there), sizes and values from the source. */
function underNamesOf(fixture: string, source: WeightSource): TensorDraft[] {
  const shapes = readFixture(fixture).tensors
  // Where a block changes its width, it has a shortcut: at other places than in the fixture's network.
  const shortcuts = Object.keys(shapes).flatMap((name) =>
    /\.conv1\./.test(name) ? [name.replace('.conv1.', '.conv_shortcut.')] : [],
  )
  const names = [...new Set([...Object.keys(shapes), ...shortcuts])].filter((name) => source.info(name) !== undefined)
  return draftsOf({
    ...source,
    names: () => names,
    info(name) {
      const info = source.info(name)!
      return { ...info, shape: info.shape.slice(0, shapes[name]?.length) }
    },
  })
}
