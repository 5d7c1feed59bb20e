import type { WebGLRenderer } from 'three'

/** How much a machine can draw without stalling. */
export interface Detail {
  readonly shadows: boolean
  /** Edge of one face of the prefiltered surroundings, in pixels. */
  readonly environmentSize: number
  readonly mostPixelRatio: number
  /** Segments a side of the bodies that carry materials. */
  readonly segments: number
}

/** Any graphics chip of the last ten years. */
const full: Detail = { shadows: true, environmentSize: 256, mostPixelRatio: 2, segments: 384 }
/** A processor that stands in for a chip: virtual machines, remote desktops. Each frame costs tens of milliseconds. */
const light: Detail = { shadows: false, environmentSize: 16, mostPixelRatio: 1, segments: 128 }

/** What the renderer behind this canvas can do. Browsers name the software that draws where there is no chip. */
export function detailOf(renderer: WebGLRenderer): Detail {
  const gl = renderer.getContext()
  const information = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(gl.getParameter(information?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER))
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name) ? light : full
}
