import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { encodePictures } from '../imaging/encode-assets.ts'
import { imageSide, nameField, seedField } from '../imaging/input-fields.ts'

/** A picture of a form that somebody wrote, or of one the built-in engine made. */
export default defineNode({
  id: 'form.render',
  summary: 'Draw a form program (JSON) with its materials.',
  version: 2,
  input: z.strictObject({
    form: assetId('form').describe('The form program: see docs/forms.md.'),
    width: imageSide('Width'),
    height: imageSide('Height'),
    seed: seedField,
    name: nameField.describe('Name of the image; by default made of the form.'),
  }),
  output: z.object({
    image: assetId('image'),
    form: assetId('form').describe('The form with the materials, light and camera of this picture.'),
    seed: z.int(),
  }),
  example: { form: '$form', width: 64, height: 64, seed: 1 },

  async run({ form: formId, width, height, seed, name }, context) {
    const [{ parseFormDocument }, { renderDocument }] = await Promise.all([
      import('../../models/procedural/form-document.ts'),
      import('../../models/procedural/render-document.ts'),
    ])
    const { pool, memo, signal } = context
    const { asset, bytes } = await context.readAsset(formId)
    const document = parseFormDocument(JSON.parse(new TextDecoder().decode(bytes)), { seed })
    const { rgba, camera } = await renderDocument(
      document,
      { width, height },
      {
        pool,
        memo,
        signal,
        onProgress: (fraction, message, preview) => context.progress(fraction * 0.9, message, preview),
      },
    )
    const title = name ?? asset.name.replace(/-form$/, '')
    const facts = { seed, width, height, subject: document.subject, summary: document.summary }
    const scene = { ...document, camera }
    const [picture] = await encodePictures([{ image: { width, height, channels: 4, data: rgba } }], { pool, signal })
    const framed = await context.putAsset(
      { name: `${title}-form`, kind: 'form', mediaType: 'application/json', parents: [formId], facts },
      new TextEncoder().encode(`${JSON.stringify(scene, undefined, 1)}\n`),
    )
    const image = await context.putAsset(
      { name: title, kind: 'image', mediaType: 'image/png', parents: [framed.id], quality: picture!.quality, facts },
      picture!.bytes,
    )
    return { image: image.id, form: framed.id, seed }
  },
})
