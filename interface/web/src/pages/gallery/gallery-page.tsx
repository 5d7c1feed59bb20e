import { useMemo } from 'react'
import { useTimeline } from '../../api/asset-facets.ts'
import { useCurrentProject, useProjects } from '../../api/projects.ts'
import { ErrorState } from '../../design/error-state.tsx'
import { Page } from '../../design/page.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { Announcements } from './announce.tsx'
import { DetailView } from './detail/detail-view.tsx'
import { GalleryList } from './gallery-list.tsx'
import { toFilter, writeQuery } from './list/gallery-query.ts'
import { useListState } from './list/use-list-state.ts'
import { useViewSettings } from './list/view-settings.ts'
import { DropZone } from './upload/drop-zone.tsx'
import { UploadPanel } from './upload/upload-panel.tsx'
import { useGalleryAddress } from './use-gallery-address.ts'

export { prefetchGallery as prefetch } from './prefetch-gallery.ts'

/** Everything that was made: the list, and over it the one asset that is open. */
export default function GalleryPage() {
  const { query, assetId, mode, compare, go } = useGalleryAddress()
  const settings = useViewSettings()
  const projects = useProjects()
  const current = useCurrentProject()
  const projectId = query.project === 'all' ? undefined : (query.project ?? current?.id)
  const filter = useMemo(() => toFilter(query, current?.id), [query, current?.id])
  const list = useListState(`${writeQuery(query)} ${filter.projectId}`)
  const byTime = filter.sort === 'newest' || filter.sort === 'oldest'
  const isGrouped = settings.grouping !== 'none' && byTime
  // Without headings the days still stand beside the scrollbar.
  const grouping = settings.grouping === 'session' ? 'session' : 'day'
  const timeline = useTimeline(filter, current === undefined || !byTime ? undefined : grouping).data
  if (projects.error !== null && projects.data === undefined) {
    return <ErrorState error={projects.error} onRetry={() => void projects.refetch()} />
  }
  if (current === undefined) return <Page title="Gallery">{projects.isPending ? <SkeletonRows /> : null}</Page>
  return (
    <DropZone projectId={projectId ?? current.id}>
      {/* The list stays as it is beneath what is open: going back finds it where it was. */}
      <div className="h-full" inert={assetId !== undefined}>
        <GalleryList
          {...list}
          query={query}
          filter={filter}
          projectId={projectId}
          settings={settings}
          timeline={byTime ? timeline : undefined}
          grouped={isGrouped}
          open={assetId !== undefined}
          go={go}
        />
      </div>
      {assetId === undefined ? null : (
        <DetailView
          id={assetId}
          mode={mode}
          compare={compare}
          filter={filter}
          index={list.focus}
          onMove={(id, index) => {
            list.setFocus(index)
            go({ asset: id, mode }, true)
          }}
          go={go}
        />
      )}
      <UploadPanel />
      <Announcements />
    </DropZone>
  )
}
