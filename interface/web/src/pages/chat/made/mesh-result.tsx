import { Box, Download, Rotate3d } from 'lucide-react'
import { lazy, Suspense, useId, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { downloadUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { AssetPicture } from '../../../design/asset-picture.tsx'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Spinner } from '../../../design/spinner.tsx'
import { activeMesh } from './active-mesh.ts'

// 600 kB of viewer come only when a mesh is turned.
const MeshStage = lazy(async () => ({ default: (await import('./mesh-stage.tsx')).MeshStage }))

/** A mesh: its picture, and in the same place the viewer that turns it. */
export function MeshResult({ mesh }: { mesh: Asset }) {
  // The same mesh may stand in the conversation twice.
  const place = useId()
  const isActive = useSyncExternalStore(activeMesh.subscribe, activeMesh.get) === place
  const triangles = mesh.facts['triangles'] ?? mesh.facts['triangleCount']
  return (
    <figure className="w-full max-w-md overflow-hidden rounded-lg border border-line bg-surface-2">
      <div className="relative aspect-square bg-radial-[at_50%_42%] from-surface-3 to-canvas to-75%">
        {isActive ? (
          <Suspense
            fallback={
              <div role="status" className="absolute inset-0 flex items-center justify-center gap-2 text-ink-faint">
                <Spinner /> Loading the viewer
              </div>
            }
          >
            <MeshStage mesh={mesh} />
          </Suspense>
        ) : (
          <button
            type="button"
            data-result={mesh.id}
            onClick={() => activeMesh.set(place)}
            className="group absolute inset-0 -outline-offset-2"
          >
            <AssetPicture
              asset={mesh}
              size="large"
              className="size-full in-data-undone:opacity-35 in-data-undone:grayscale [&>svg]:size-12"
            />
            <span className="absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center gap-2 rounded-full border border-line bg-surface-1/90 px-3 py-1.5 text-xs font-medium whitespace-nowrap text-ink shadow-low transition-colors group-hover:bg-surface-3">
              <Rotate3d aria-hidden className="size-4" />
              Turn it around
              <span className="sr-only">: {mesh.name}</span>
            </span>
          </button>
        )}
      </div>
      <figcaption className="flex items-center gap-1 border-t border-line px-2.5 py-1.5">
        <Box aria-hidden className="mr-1 size-4 shrink-0 text-ink-faint" />
        <span className="min-w-0 flex-1 truncate text-xs tabular-nums">
          {mesh.name}
          {typeof triangles === 'number' ? (
            <span className="text-ink-faint"> · {triangles.toLocaleString('en')} triangles</span>
          ) : null}
        </span>
        <IconButton
          size="small"
          label={`Download ${mesh.name}`}
          icon={<Download />}
          onClick={() => {
            location.href = downloadUrl(mesh)
          }}
        />
        <Button size="small" variant="quiet" asChild>
          <Link to={`/3d/${mesh.id}`}>
            <Box aria-hidden />
            Open in 3D
          </Link>
        </Button>
      </figcaption>
    </figure>
  )
}
