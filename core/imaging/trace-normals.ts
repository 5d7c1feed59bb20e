import type { Asset } from '../../base/asset.ts'
import type { Context } from '../../base/node.ts'
import { sceneOfImage } from './scene-of-image.ts'

/** Normals over a picture, 8-bit RGB, green up, with what their record says. */
export interface Normals {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
  /** Beside what they were asked of. */
  readonly parents: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
}

/** Camera space: what normals of pictures and of depth are in. */
export const cameraSpace = 'camera: x right, y up, z to the viewer'

/** The exact normals of a picture of the built-in engine: the same rays are traced again. Undefined for other pictures. */
export async function traceNormals(context: Context, image: Asset): Promise<Normals | undefined> {
  const scene = await sceneOfImage(context, image)
  if (scene === undefined) return undefined
  const { form, document, width, height } = scene
  const [{ traceDocument }, { viewOf, dot }, { writeNormal }] = await Promise.all([
    import('../../models/procedural/render-document.ts'),
    import('../../models/procedural/render/camera.ts'),
    import('./maps/normals-from-height.ts'),
  ])
  const { normal, camera } = await traceDocument(
    document,
    { width, height },
    {
      pool: context.pool,
      memo: context.memo,
      signal: context.signal,
      onProgress: (fraction) => context.progress(fraction * 0.8, 'Tracing normals'),
    },
  )
  const { right, up, forward } = viewOf(camera, width / height)
  const data = new Uint8Array(new SharedArrayBuffer(width * height * 3))
  for (let i = 0; i < width * height; i++) {
    const world = [normal[i * 3]!, normal[i * 3 + 1]!, normal[i * 3 + 2]!] as const
    const nothing = world[0] === 0 && world[1] === 0 && world[2] === 0
    // A point that is seen faces the viewer; rounding at the outline may say otherwise.
    if (nothing) writeNormal(data, i * 3, 0, 0, 1)
    else writeNormal(data, i * 3, dot(world, right), dot(world, up), Math.max(0, -dot(world, forward)))
  }
  return { ...{ width, height, data }, parents: [form.id], facts: { space: cameraSpace, exact: true } }
}
