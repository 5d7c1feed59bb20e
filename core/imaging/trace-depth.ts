import type { Asset } from '../../base/asset.ts'
import type { Context } from '../../base/node.ts'
import type { DepthOfImage } from './estimate-depth.ts'
import { sceneOfImage } from './scene-of-image.ts'

/** The exact depth of a picture of the built-in engine: the same rays are traced again. Undefined for other pictures. */
export async function traceDepth(context: Context, image: Asset): Promise<DepthOfImage | undefined> {
  const scene = await sceneOfImage(context, image)
  if (scene === undefined) return undefined
  const { form, document, width, height } = scene
  const { pool, memo, signal } = context
  const { traceDocument } = await import('../../models/procedural/render-document.ts')
  const { depth, camera } = await traceDocument(
    document,
    { width, height },
    { pool, memo, signal, onProgress: (fraction) => context.progress(fraction * 0.8, 'Tracing depth') },
  )
  return {
    ...{ width, height, depth, kind: 'metric' },
    parents: [form.id],
    facts: { verticalFovDegrees: camera.verticalFovDegrees, exact: true },
  }
}
