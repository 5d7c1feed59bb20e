import type { Asset } from '../../../api/wire.ts'
import { ErrorState } from '../../../design/error-state.tsx'
import { Spinner } from '../../../design/spinner.tsx'
import { loadMesh } from '../../3d/scene/load-mesh.ts'
import { useSubject, useViewer } from '../../3d/use-viewer.ts'
import { ViewerCanvas } from '../../3d/viewer-canvas.tsx'

/** The viewer of the 3D page in a small frame: turned, zoomed, lit. */
export function MeshStage({ mesh }: { mesh: Asset }) {
  const state = useViewer()
  useSubject(state, mesh.id, (signal) => loadMesh(mesh, { signal, renderer: state.viewer.current?.renderer }))
  if (state.broken) {
    const message = 'This browser gives no WebGL, which the viewer draws with.'
    return (
      <ErrorState
        error={{ code: 'internal', message, hint: 'Switch on hardware acceleration, or use another browser.' }}
      />
    )
  }
  return (
    <>
      <ViewerCanvas state={state} label={`Mesh ${mesh.name}`} />
      {state.loading.state === 'loading' ? (
        <div role="status" className="absolute inset-0 flex items-center justify-center gap-2 text-ink-faint">
          <Spinner /> Loading
        </div>
      ) : null}
      {state.loading.state === 'failed' ? (
        <div className="absolute inset-0 flex items-center justify-center bg-canvas">
          <ErrorState error={state.loading.error} />
        </div>
      ) : null}
    </>
  )
}
