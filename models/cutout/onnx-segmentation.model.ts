import { basename } from 'node:path'
import type { ModelFamily, Weights } from '../../base/model.ts'
import { cutoutHandle } from './cutout-handle.ts'
import { openOnnxSegmentation } from './open-onnx-segmentation.ts'
import { segmentationForm } from './segmentation-form.ts'

/** Background networks as ONNX files, as rembg offers them: U²-Net, IS-Net and others that give one mask. */
const family: ModelFamily<'cutout', { readonly sizeBytes: number }> = {
  id: 'onnx-segmentation',
  task: 'cutout',
  summary: 'Background networks in ONNX files (U²-Net, IS-Net …): cut anything out of its background.',
  version: 1,
  architectures: ['isnet', 'u2net'],

  detect({ configs }) {
    const facts = configs.get('onnx') as { readonly sizeBytes: number } | undefined
    return facts === undefined ? undefined : { sizeBytes: facts.sizeBytes }
  },

  async load({ sizeBytes }, weights, context) {
    const { path, sha256, title, settings } = weights!
    const names = namesOf(weights!)
    return cutoutHandle(
      {
        key: `onnx:${sha256}:${JSON.stringify(settings)}`,
        title,
        finds: 'anything',
        // IS-Net at 1024² holds some 64 channels of the whole picture at once, several times.
        bytes: sizeBytes + 1.5e9,
        open: () =>
          openOnnxSegmentation(path, {
            what: `the background model ${title}`,
            threads: context.threads,
            provider: context.provider.provider,
            form: (side) => segmentationForm(settings, { side, names, title }),
          }),
      },
      context,
    )
  },
}
export default family

function namesOf({ id, title, path, architecture = '' }: Weights): string {
  return `${id} ${title} ${basename(path)} ${architecture}`
}
