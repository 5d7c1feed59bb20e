import { Box } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAsset, useAssetList, useAssets, useUploadAsset } from '../../api/assets.ts'
import { useCurrentProject } from '../../api/projects.ts'
import type { Asset } from '../../api/wire.ts'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Page } from '../../design/page.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { Spinner } from '../../design/spinner.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { useMedia } from '../../design/use-media.ts'
import { MakeMenu } from '../../make/make-menu.tsx'
import { ExportPanel, MaterialExport } from './export-panel.tsx'
import { FactsPanel } from './facts-panel.tsx'
import { LookPanel } from './look-panel.tsx'
import { materialMaps } from './material-maps.ts'
import { OtherFormat } from './other-format.tsx'
import { loadMesh } from './scene/load-mesh.ts'
import { loadMaterialBody } from './scene/material-body.ts'
import type { ViewState } from './scene/view-state.ts'
import { viewableTypes } from './scene/viewable-types.ts'
import { SubjectStrip } from './subject-strip.tsx'
import { screenshotName, useSubject, useViewer, type ViewerState } from './use-viewer.ts'
import { ViewerCanvas } from './viewer-canvas.tsx'
import { ViewerToolbar } from './viewer-toolbar.tsx'

/** Meshes and materials as they will look in an engine: turn, light, take apart, measure, export. */
export default function ViewerPage() {
  const { assetId } = useParams()
  const project = useCurrentProject()
  const list = useAssets({ kind: ['mesh', 'material'], ...(project === undefined ? {} : { projectId: project.id }) })
  const assets = list.data?.pages.flatMap(({ items }) => items) ?? []
  const chosen = useAsset(assetId)
  const asset = assetId === undefined ? assets[0] : chosen.data
  const error = list.error ?? chosen.error

  if (error !== null && asset === undefined) {
    return (
      <Page title="3D">
        <ErrorState error={error} onRetry={() => void (assetId === undefined ? list.refetch() : chosen.refetch())} />
      </Page>
    )
  }
  if (asset === undefined && !list.isPending && !chosen.isLoading) return <NothingYet />
  return (
    <Page title="3D" wide detail={asset?.name}>
      <div className="flex h-full min-h-0 flex-col">
        {asset === undefined ? (
          <div className="flex-1" />
        ) : asset.kind === 'material' || viewableTypes.has(asset.mediaType) ? (
          <Stage asset={asset} />
        ) : (
          <OtherFormat asset={asset} />
        )}
        <SubjectStrip
          assets={assets}
          chosen={asset?.id}
          onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        />
      </div>
    </Page>
  )
}

/** The canvas, and beside it (or in a sheet on narrow screens) how it is looked at, what it is, and the ways out. */
function Stage({ asset }: { asset: Asset }) {
  const state = useViewer()
  const { view, setView, viewer, loading, broken } = state
  const [panelOpen, setPanelOpen] = useState(false)
  const beside = useMedia('(min-width: 60rem)')
  const upload = useUploadAsset()
  useChosen(state, asset)
  const change = (part: Partial<ViewState>) => setView((before) => ({ ...before, ...part }))
  const picture = async (use: (blob: Blob) => void) => {
    try {
      use(await viewer.current!.screenshot())
    } catch (error) {
      toastError(error)
    }
  }
  const keep = (blob: Blob) => {
    const file = new File([blob], screenshotName(asset), { type: 'image/png' })
    const done = {
      onSuccess: () => toast({ tone: 'success', title: 'The picture is in the project.' }),
      onError: toastError,
    }
    upload.mutate({ file, projectId: asset.projectId }, done)
  }
  if (broken) {
    const message = 'This browser gives no WebGL, which the viewer draws with.'
    return (
      <div className="flex-1">
        <ErrorState
          error={{ code: 'internal', message, hint: 'Switch on hardware acceleration, or use another browser.' }}
        />
      </div>
    )
  }
  const panel = (
    <div className="flex flex-col gap-2">
      <div className="flex justify-end">
        <MakeMenu asset={asset} />
      </div>
      <Panel asset={asset} state={state} onChange={change} />
    </div>
  )
  return (
    <div className="flex min-h-0 flex-1">
      <div className="relative min-w-0 flex-1 bg-radial-[at_50%_42%] from-surface-3 to-canvas to-75%">
        <ViewerCanvas state={state} label={`${asset.kind} ${asset.name}`} />
        <ViewerToolbar
          view={view}
          onChange={change}
          onFit={() => viewer.current?.fit()}
          onSave={() => void picture((blob) => download(blob, screenshotName(asset)))}
          onKeep={() => void picture(keep)}
          onPanel={beside ? undefined : () => setPanelOpen(true)}
        />
        {loading.state === 'loading' ? (
          <div role="status" className="absolute inset-0 flex items-center justify-center gap-2 text-ink-faint">
            <Spinner /> Loading
          </div>
        ) : null}
        {loading.state === 'failed' ? (
          <div className="absolute inset-0 flex items-center justify-center bg-canvas">
            <ErrorState error={loading.error} />
          </div>
        ) : null}
      </div>
      {beside ? (
        <aside
          aria-label="Look, facts, export"
          className="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface-1 p-4 pt-2"
        >
          {panel}
        </aside>
      ) : (
        <Sheet open={panelOpen} onOpenChange={setPanelOpen} title={asset.name}>
          {panel}
        </Sheet>
      )}
    </div>
  )
}

/** Loads the asset into the viewer: a mesh from its file, a material from its maps. */
function useChosen(state: ViewerState, asset: Asset): void {
  const isMaterial = asset.kind === 'material'
  const maps = useAssetList(isMaterial ? asset.parents : [])
  const { body } = state.view
  const key = isMaterial ? (maps.data === undefined ? undefined : `${asset.id} ${body}`) : asset.id
  useSubject(state, key, (signal) =>
    isMaterial
      ? loadMaterialBody(materialMaps(asset, maps.data ?? []), body, state.viewer.current?.detail.segments ?? 384)
      : loadMesh(asset, { signal, renderer: state.viewer.current?.renderer }),
  )
}

function Panel({
  asset,
  state: { view, facts, level },
  onChange,
}: {
  asset: Asset
  state: ViewerState
  onChange: (change: Partial<ViewState>) => void
}) {
  const [tab, setTab] = useState('look')
  const isMaterial = asset.kind === 'material'
  const maps = useAssetList(isMaterial ? asset.parents : []).data?.filter(({ kind }) => kind === 'map') ?? []
  const look = (
    <LookPanel view={view} onChange={onChange} levels={facts?.levels ?? []} level={level} isMaterial={isMaterial} />
  )
  const tabs = [
    { value: 'look', label: 'Look', content: look },
    { value: 'facts', label: 'Facts', content: <FactsPanel asset={asset} facts={facts} /> },
    {
      value: 'export',
      label: 'Export',
      content: isMaterial ? <MaterialExport asset={asset} maps={maps} /> : <ExportPanel asset={asset} />,
    },
  ]
  return <Tabs label="About the view" tabs={tabs} value={tab} onValueChange={setTab} />
}

function NothingYet() {
  return (
    <Page title="3D">
      <EmptyState
        icon={<Box />}
        title="No mesh or material in this project yet"
        action={
          <Button asChild variant="primary">
            <Link to="/?mode=3d">Create one</Link>
          </Button>
        }
      >
        Choose 3D while creating, or make a texture set: both can be turned and lit here, and a mesh exported.
      </EmptyState>
    </Page>
  )
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
