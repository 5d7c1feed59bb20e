import { WorkspaceError } from '../../../base/error.ts'
import type { GuessedMesh, LoadContext, MeshModel } from '../../../base/model.ts'
import type { Values } from '../../graph/session.ts'
import { checkViews } from '../check-views.ts'
import { fromGltf, toGltf } from '../gltf-axes.ts'
import type { MeshSettings } from '../mesh-settings.ts'
import { prepareView } from '../prepare-view.ts'
import { resizeAntialiased } from '../resize-antialiased.ts'
import { closeBorder } from '../surface/close-border.ts'
import { marchingCubes } from '../surface/marching-cubes.ts'
import type { TripoSrConfig } from './triposr-config.ts'
import type { TripoSrParts } from './triposr-parts.ts'

interface TripoSr {
  readonly title: string
  readonly config: TripoSrConfig
  readonly settings: MeshSettings
}

/** The grey that run.py of TripoSR lays a cut-out on. */
const grey = 0.5

/** TripoSR from a picture to a mesh; its networks are loaded when they are needed. */
export function tripoSrHandle(
  parts: TripoSrParts,
  { title, config, settings }: TripoSr,
  { budget, provider }: Pick<LoadContext, 'budget' | 'provider'>,
): MeshModel & AsyncDisposable {
  const { radius } = config.renderer
  const { threshold } = settings
  return {
    views: 1,
    async reconstruct(views, { signal, onProgress, resolution = settings.mc_resolution }) {
      checkViews(views, 1, title)
      const side = config.cond_image_size
      const framed = prepareView(views[0]!, { ratio: settings.foreground_ratio, background: grey })
      const image = { data: resizeAntialiased(framed, side, side).data, shape: [1, 3, side, side] }
      onProgress(0, provider.notice ?? 'Loading the mesh model')
      const planes = await seeScene(image)
      onProgress(0.5, 'Asking what is where')
      using lease = await budget.use(parts.field(resolution))
      const density = await lease.value.field.grid(planes, resolution, {
        signal,
        onProgress: (fraction) => onProgress(0.5 + 0.45 * fraction),
      })
      checkDensity(density)
      onProgress(0.95, 'Extracting the surface')
      closeBorder(density, resolution)
      const { positions, indices } = marchingCubes(density, [resolution, resolution, resolution], threshold)
      if (indices.length === 0) throw nothingThere(density)
      const placed = positions.map((value) => (2 * radius * value) / (resolution - 1) - radius)
      return guessed(toGltf(placed), indices, planes, resolution)

      async function seeScene(image: Values): Promise<Values> {
        using scene = await budget.use(parts.scene)
        signal.throwIfAborted()
        onProgress(0.15, 'Looking at the picture')
        return (await scene.value.run({ image }, { signal }))['scene_codes']!
      }
    },
    [Symbol.asyncDispose]: async () => {},
  }

  function guessed(
    positions: GuessedMesh['positions'],
    indices: GuessedMesh['indices'],
    planes: Values,
    resolution: number,
  ): GuessedMesh {
    return {
      positions,
      indices,
      async colours(points, { signal }) {
        using lease = await budget.use(parts.field(resolution))
        const { color } = await lease.value.field.at(planes, fromGltf(points), { signal })
        return Uint8Array.from(color, (value) => Math.round(255 * value))
      },
      facts: { resolution, threshold },
    }
  }

  /** Damaged weights give no numbers, and no surface tells why it is missing. */
  function checkDensity(density: Float32Array): void {
    if (!density.some(Number.isNaN)) return
    throw new WorkspaceError('corrupt-file', `${title} gave densities that are no numbers.`, {
      hint: 'Its weights are damaged: ai-workspace models verify',
    })
  }

  function nothingThere(density: Float32Array): WorkspaceError {
    const most = density.reduce((all, value) => Math.max(all, value), 0)
    return new WorkspaceError(
      'bad-input',
      `${title} sees no shape in the picture: its densities reach ${most.toPrecision(3)}, a surface begins at ${threshold}.`,
      { hint: 'Give a picture of one thing, cut out of its background and not cut off.' },
    )
  }
}
