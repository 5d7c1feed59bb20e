import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import type { Weights } from '../../base/model.ts'
import type { SizeRule } from './network-size.ts'
import { centred, type PictureForm } from './picture-values.ts'

const triple = z.tuple([z.number(), z.number(), z.number()])
const processor = z.looseObject({
  size: z.union([z.number(), z.looseObject({ height: z.number(), width: z.number() })]).default(384),
  keep_aspect_ratio: z.boolean().default(false),
  ensure_multiple_of: z.number().default(1),
  /** Pillow's number: 2 bilinear, 3 bicubic. */
  resample: z.number().default(3),
  image_mean: triple.default([0.5, 0.5, 0.5]),
  image_std: triple.default([0.5, 0.5, 0.5]),
})

/**
 * How transformers shows a picture to a DPT: by the model's `preprocessor_config.json` where it lies beside the weights, else as the
 * processor does unasked (stretched to a square). `patch` divides both sides.
 */
export async function transformersForm(
  { files }: Weights,
  { size, patch }: { readonly size: number; readonly patch: number },
): Promise<{ readonly rule: SizeRule; readonly form: PictureForm }> {
  const file = files.find(({ path }) => basename(path) === 'preprocessor_config.json')
  if (file === undefined) {
    return {
      rule: { width: size, height: size, multiple: patch, method: 'stretch' },
      form: { ...centred, resampling: 'cubic-smooth', levels: true },
    }
  }
  const asked = readProcessor(file.path, await readFile(file.path, 'utf8'))
  const [width, height] =
    typeof asked.size === 'number' ? [asked.size, asked.size] : [asked.size.width, asked.size.height]
  return {
    rule: {
      ...{ width, height },
      multiple: asked.ensure_multiple_of % patch === 0 ? asked.ensure_multiple_of : patch,
      method: asked.keep_aspect_ratio ? 'minimal' : 'stretch',
    },
    form: {
      ...{ mean: asked.image_mean, std: asked.image_std, levels: true },
      resampling: asked.resample === 2 ? 'bilinear-smooth' : 'cubic-smooth',
    },
  }
}

function readProcessor(path: string, text: string): z.output<typeof processor> {
  try {
    return processor.parse(JSON.parse(text))
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', `${path} does not say how pictures are prepared.`, {
      hint: 'Get the file again from where the model came.',
      cause,
    })
  }
}
