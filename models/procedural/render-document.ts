import { canonicalJson } from '../../base/canonical-json.ts'
import type { Pixels } from '../../base/pixels.ts'
import type { Memo, Pool } from '../../base/pool.ts'
import { documentMaterials } from './document-materials.ts'
import { cameraFor, type FormDocument } from './form-document.ts'
import { type CompiledForm, compileForm } from './forms/compile-form.ts'
import type { FormProgram } from './forms/form-program.ts'
import type { Camera } from './render/camera.ts'
import { type RenderResult, renderForm, traceGeometry } from './render/render-form.ts'

interface Options {
  readonly pool: Pool
  readonly memo: Memo
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number, message?: string, preview?: Pixels) => void) | undefined
}

/** Draws a form document: its materials are built (once each), its form compiled, framed and rendered. */
export async function renderDocument(
  document: FormDocument,
  { width, height }: { readonly width: number; readonly height: number },
  { pool, memo, signal, onProgress = () => {} }: Options,
): Promise<RenderResult & { readonly rgb: Uint8Array; readonly camera: Camera & { readonly aspect: number } }> {
  // The threads begin the first material while this thread compiles the form, which takes a tenth of a second.
  const building = documentMaterials(document, textureSide(width, height), {
    ...{ pool, memo, signal },
    onBuild: (done, family) => onProgress(done * 0.4, `Building ${family}`),
  })
  building.catch(() => {})
  const form = await rememberedForm(document.program, memo)
  const camera = cameraFor(document, form, width / height)
  const materials = await building
  const result = await renderForm(
    { form, camera, width, height, materials, environment: { kind: document.environment } },
    { pool, signal, onProgress: (fraction, preview) => onProgress(0.4 + 0.6 * fraction, 'Rendering', preview) },
  )
  const { depth, normal } = result
  await memo(geometryKey(document, camera, width, height), async () => ({ depth, normal, camera }))
  return { ...result, rgb: withoutAlpha(result.rgba), camera: { ...camera, aspect: width / height } }
}

/** Depth along the view axis (metres) and normals (world space) of a document's picture, by the same rays. */
export async function traceDocument(
  document: FormDocument,
  { width, height }: { readonly width: number; readonly height: number },
  { pool, memo, signal, onProgress = () => {} }: Options,
) {
  const form = await rememberedForm(document.program, memo)
  const camera = cameraFor(document, form, width / height)
  return memo(geometryKey(document, camera, width, height), async () => {
    const { depth, normal } = await traceGeometry(
      { form, camera, width, height },
      { pool, signal, onProgress: (fraction) => onProgress(fraction) },
    )
    return { depth, normal, camera }
  })
}

/** Depth and normals are the same bits whether they come with the picture or from a trace of their own. */
function geometryKey(document: FormDocument, camera: Camera, width: number, height: number): string {
  const { position, target, verticalFovDegrees } = camera
  return `geometry ${width} ${height} ${canonicalJson([document.program, position, target, verticalFovDegrees])}`
}

/** The compiled form of a program, kept for the steps after this one. */
export function rememberedForm(program: FormProgram, memo: Memo): Promise<CompiledForm> {
  return memo(`form ${canonicalJson(program)}`, async () => compileForm(program))
}

/** A texel of a material should be no larger than a pixel of the picture, where the form fills most of it. */
function textureSide(width: number, height: number): number {
  const largest = Math.max(width, height)
  if (largest <= 256) return 256
  return largest <= 800 ? 512 : largest <= 1600 ? 1024 : 2048
}

/** The three colours of each pixel, in shared memory. */
export function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(new SharedArrayBuffer((rgba.length / 4) * 3))
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!
    rgb[to + 1] = rgba[from + 1]!
    rgb[to + 2] = rgba[from + 2]!
  }
  return rgb
}
