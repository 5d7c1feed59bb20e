import { WorkspaceError } from '../../../base/error.ts'
import type { GuessedMesh, LoadContext, MeshModel } from '../../../base/model.ts'
import type { Pixels } from '../../../base/pixels.ts'
import type { Values } from '../../graph/session.ts'
import { checkViews } from '../check-views.ts'
import { fromGltf, toGltf } from '../gltf-axes.ts'
import { prepareView } from '../prepare-view.ts'
import { resizeAntialiased } from '../resize-antialiased.ts'
import { cornersOfCell, flexiCubes, surfaceCells } from '../surface/flexicubes.ts'
import { closeGrid, gridVertices, guardEmpty, movedVertices } from './dual-grid.ts'
import type { InstantField } from './instant-field.ts'
import type { InstantMeshConfig } from './instantmesh-config.ts'
import type { InstantMeshParts } from './instantmesh-parts.ts'
import { zero123Cameras, zero123Views } from './zero123-cameras.ts'

/** InstantMesh from six views to a mesh; its networks are loaded when they are needed. */
export function instantMeshHandle(
  parts: InstantMeshParts,
  { title, config }: { readonly title: string; readonly config: InstantMeshConfig },
  { budget, provider }: Pick<LoadContext, 'budget' | 'provider'>,
): MeshModel & AsyncDisposable {
  return {
    views: zero123Views.length,
    async reconstruct(views, { signal, onProgress, resolution = config.grid_res }) {
      checkViews(views, zero123Views.length, title, viewsHint)
      onProgress(0, provider.notice ?? 'Loading the mesh model')
      const planes = await seePlanes()
      onProgress(0.6, 'Asking what is where')
      using lease = await budget.use(parts.field(resolution))
      const grid = { ...config, grid_res: resolution }
      const surface = await extract(lease.value.field, planes, grid, {
        signal,
        onProgress: (fraction) => onProgress(0.6 + 0.4 * fraction),
      })
      return { ...surface, colours: colours(planes, resolution), facts: { resolution, views: views.length } }

      async function seePlanes(): Promise<Values> {
        const images = stacked(views, config.view_size)
        using network = await budget.use(parts.planes)
        signal.throwIfAborted()
        onProgress(0.15, 'Looking at the views')
        return (await network.value.run({ images, cameras: zero123Cameras() }, { signal }))['planes']!
      }
    },
    [Symbol.asyncDispose]: async () => {},
  }

  function colours(planes: Values, resolution: number): GuessedMesh['colours'] {
    return async (points, { signal }) => {
      using lease = await budget.use(parts.field(resolution))
      const values = await lease.value.field.colours(planes, fromGltf(points), { signal })
      return Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))))
    }
  }

  async function extract(
    field: InstantField,
    planes: Values,
    config: InstantMeshConfig,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
  ): Promise<Pick<GuessedMesh, 'positions' | 'indices'>> {
    const n = config.grid_res
    const vertices = gridVertices(config)
    const { sdf, deformation } = await field.geometry(planes, vertices, {
      signal,
      onProgress: (fraction) => onProgress(0.7 * fraction),
    })
    if (sdf.some(Number.isNaN)) throw notNumbers(title)
    guardEmpty(sdf, n)
    const outside = closeGrid(sdf, n)
    const cells = surfaceCells({ n, sdf })
    const weights = await field.weights(planes, cornerPoints(vertices, cells, n), {
      signal,
      onProgress: (fraction) => onProgress(0.7 + 0.2 * fraction),
    })
    const moved = movedVertices(vertices, deformation, config)
    const { positions, indices } = flexiCubes({ n, sdf, vertices: moved }, cells, weights)
    // They face where the field is positive.
    return { positions: toGltf(positions), indices: outside === 1 ? indices : indices.toReversed() }
  }
}

const viewsHint = `It takes views from ${zero123Views.map(({ azimuth, elevation }) => `${azimuth}°/${elevation}°`).join(', ')} around/above, on white or cut out: --views a.png --views b.png … Zero123++, which makes them of one picture, is not run here.`

function notNumbers(title: string): WorkspaceError {
  return new WorkspaceError('corrupt-file', `${title} gave distances that are no numbers.`, {
    hint: 'Its weights are damaged: ai-workspace models verify',
  })
}

/** The views on white, [v, 3, side, side] in [0, 1]. */
function stacked(views: readonly Pixels[], side: number): Values {
  const data = new Float32Array(views.length * 3 * side * side)
  views.forEach((view, n) => {
    data.set(resizeAntialiased(prepareView(view, { background: 1 }), side, side).data, n * 3 * side * side)
  })
  return { data, shape: [views.length, 3, side, side] }
}

/** xyz of the eight corners of each cell. */
function cornerPoints(vertices: Float32Array, cells: Uint32Array, n: number): Float32Array {
  const points = new Float32Array(24 * cells.length)
  cells.forEach((cell, at) => {
    cornersOfCell(cell, n).forEach((corner, c) => {
      points.set(vertices.subarray(3 * corner, 3 * corner + 3), 24 * at + 3 * c)
    })
  })
  return points
}
