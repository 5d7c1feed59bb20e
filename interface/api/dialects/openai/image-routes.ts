import { type Context, Hono } from 'hono'
import { readSettings } from '../../../../core/imaging/metadata/read-settings.ts'
import type { ApiContext } from '../../context.ts'
import { withoutNulls } from '../lenient-fields.ts'
import { maskPicture } from '../mask-picture.ts'
import { type TakenPicture, takePicture } from '../take-picture.ts'
import { refuse } from './answer-error.ts'
import { answerImages, streamImages } from './answer-images.ts'
import { type CommonFields, editSchema, generationSchema, variationSchema } from './image-schemas.ts'
import { type Plan, planImages } from './plan-images.ts'
import { readForm, type SentFiles } from './read-form.ts'
import type { SignedFiles } from './signed-files.ts'

/** Strengths where a request states none: it is told what to change, or only that something shall. */
const strengths = { masked: 1, low: 0.75, high: 0.5, variation: 0.6 } as const

/** POST /images/generations, /images/edits and /images/variations. */
export function imageRoutes(context: ApiContext, files: SignedFiles): Hono {
  const { workspace } = context
  const answer = (c: Context, request: CommonFields, plan: Plan, kind: 'image_generation' | 'image_edit') => {
    const answering = { context, files, request, plan }
    return request.stream ? streamImages(c, answering, kind) : answerImages(c, answering)
  }
  return new Hono()
    .post('/images/generations', async (c) => {
      const body = await c.req.json().catch(() => refuse('The body is not JSON.'))
      const request = generationSchema.parse(withoutNulls(body))
      return answer(c, request, await planImages(workspace, request), 'image_generation')
    })
    .post('/images/edits', async (c) => {
      const { fields: request, files } = await readForm(c, editSchema, ['image', 'mask'])
      const { name, bytes } = onlyPicture(files)
      const picture = await takePicture(workspace, bytes, 'start-picture', name)
      const mask = await maskOf(bytes, files.get('mask')?.[0]?.bytes)
      const strength = request.strength ?? strengths[mask === undefined ? (request.input_fidelity ?? 'low') : 'masked']
      return answer(c, request, await planImages(workspace, request, { picture, mask, strength }), 'image_edit')
    })
    .post('/images/variations', async (c) => {
      const { fields: request, files } = await readForm(c, variationSchema, ['image'])
      const { name, bytes } = onlyPicture(files)
      const picture = await takePicture(workspace, bytes, 'start-picture', name)
      // What the picture says that it was made with; without words a diffusion model keeps to the picture alone.
      const { prompt = '' } = readSettings(bytes) ?? {}
      const start = { picture, strength: request.strength ?? strengths.variation }
      return answer(c, request, await planImages(workspace, { ...request, prompt }, start), 'image_generation')
    })

  /** What is transparent in the mask, or without one in the picture, is painted anew. */
  async function maskOf(picture: Uint8Array, mask: Uint8Array | undefined): Promise<TakenPicture | undefined> {
    const white = await maskPicture(mask ?? picture, { by: 'transparent' })
    if (white !== undefined) return takePicture(workspace, white, 'mask')
    if (mask === undefined) return undefined
    refuse('The mask has no transparency: what is transparent in it is painted anew.', { param: 'mask' })
  }
}

function onlyPicture(files: SentFiles) {
  const [picture, ...more] = files.get('image') ?? []
  if (picture === undefined) {
    refuse("Missing required parameter: 'image'.", { param: 'image', code: 'missing_required_parameter' })
  }
  if (more.length > 0) refuse(`${more.length + 1} pictures were sent; one can be edited at a time.`, { param: 'image' })
  return picture
}
