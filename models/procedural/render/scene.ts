import type { CoarseGrid, FormRunner, PortableForm } from '../forms/run-form.ts'
import type { View } from './camera.ts'
import type { Environment } from './environment.ts'
import type { SurfaceTexture } from './surface-texture.ts'

/** All that a thread needs to draw any tile of one picture. */
export interface Scene {
  /** Names the scene in a thread's cache, so that a form is instantiated once and not for each tile. */
  readonly id: number
  readonly form: PortableForm
  readonly coarseGrid: CoarseGrid | undefined
  readonly bounds: { readonly min: readonly [number, number, number]; readonly max: readonly [number, number, number] }
  /** One for each material of the form, in its order. */
  readonly textures: readonly SurfaceTexture[]
  readonly view: View
  readonly environment: Environment
  /** Height of the floor, or undefined for a form that floats before the backdrop. */
  readonly ground: number | undefined
  readonly width: number
  readonly height: number
  /** Extra samples of pixels at edges. */
  readonly samples: number
  readonly output: SceneOutput
}

/** Where tiles are written, in shared memory. */
export interface SceneOutput {
  /** Linear r, g, b. */
  readonly light: Float32Array
  readonly depth: Float32Array
  readonly normal: Float32Array
  readonly coverage: Uint8Array
}

/** A scene with the form made runnable in this thread. */
export interface LiveScene extends Scene {
  readonly runner: FormRunner
  readonly packedEnvironment: Float64Array
  /** Mean colour, roughness and so on of each material: what a reflection shows. */
  readonly means: readonly Float64Array[]
}
