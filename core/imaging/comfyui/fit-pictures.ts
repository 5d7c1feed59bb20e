import { asInput, type PlanBuilder } from './plan.ts'
import type { Picture } from './values.ts'

/** Pixels for each place of a latent image. */
const unit = 8

/**
 * A picture cut to sides that are multiples of 8, as ComfyUI's VAEEncode cuts it (nodes.py, `vae_encode_crop_pixels`), and its
 * mask in the same size: cut alike where it was as large as the picture, else stretched.
 */
export function fitToLatent(
  picture: Picture,
  mask: Picture | undefined,
  node: string,
  plan: PlanBuilder,
): { readonly picture: Picture; readonly mask?: Picture } {
  const { width, height } = picture
  if (width === undefined || height === undefined) return { picture, ...(mask === undefined ? {} : { mask }) }
  const part = {
    left: Math.floor((width % unit) / 2),
    top: Math.floor((height % unit) / 2),
    width: Math.floor(width / unit) * unit,
    height: Math.floor(height / unit) * unit,
  }
  if (part.width < unit || part.height < unit) {
    plan.refuse(
      { node },
      `A picture of ${width} × ${height} is too small.`,
      'Models make pictures from 64 × 64 pixels.',
    )
  }
  const fits = part.width === width && part.height === height
  const cut = (whole: Picture) =>
    fits ? whole : plan.step(node, 'image.crop', { image: asInput(whole), ...part }, part)
  if (!fits) {
    plan.note(node, `The picture is cut from ${width} × ${height} to ${part.width} × ${part.height}: multiples of 8.`)
  }
  if (mask === undefined) return { picture: cut(picture) }
  const alike = mask.width === width && mask.height === height
  return { picture: cut(picture), mask: alike ? cut(mask) : stretchTo(mask, part, node, plan) }
}

function stretchTo(
  picture: Picture,
  { width, height }: { readonly width: number; readonly height: number },
  node: string,
  plan: PlanBuilder,
): Picture {
  if (picture.width === width && picture.height === height) return picture
  const input = { image: asInput(picture), width, height, filter: 'bilinear' }
  return plan.step(node, 'image.resize', input, { width, height })
}
