import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TimelineGroup } from '../../api/asset-facets.ts'
import { fetchIds, knownAsset, useAssetCount, useKnownAssets } from '../../api/asset-window.ts'
import type { AssetFilter } from '../../api/assets.ts'
import { ContextMenu } from '../../design/menu.tsx'
import { Page } from '../../design/page.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { ActionDialogs } from './actions/action-dialogs.tsx'
import { SelectionBar } from './actions/selection-bar.tsx'
import { useGalleryShortcuts } from './actions/use-gallery-shortcuts.ts'
import { useListActions } from './actions/use-list-actions.ts'
import { countWords } from './asset-words.ts'
import { EmptyList } from './empty-list.tsx'
import { FilterChips } from './filters/filter-chips.tsx'
import { FilterPanel } from './filters/filter-panel.tsx'
import { GalleryToolbar } from './gallery-toolbar.tsx'
import { AssetGrid } from './list/asset-grid.tsx'
import type { GalleryQuery } from './list/gallery-query.ts'
import { type Selection, selectedIds } from './list/selection.ts'
import type { useListState } from './list/use-list-state.ts'
import { changeViewSettings, type ViewSettings } from './list/view-settings.ts'
import { QuickLook } from './quick-look.tsx'
import { TrashBar } from './trash-bar.tsx'
import { chooseFiles } from './upload/choose-files.ts'
import type { useGalleryAddress } from './use-gallery-address.ts'

interface GalleryListProps extends ReturnType<typeof useListState> {
  readonly query: GalleryQuery
  readonly filter: AssetFilter
  readonly projectId: string | undefined
  readonly settings: ViewSettings
  /** How the list falls into days or sessions; only lists by time do. */
  readonly timeline: readonly TimelineGroup[] | undefined
  /** Whether these have headings. */
  readonly grouped: boolean
  /** An asset is open over the list. */
  readonly open: boolean
  readonly go: ReturnType<typeof useGalleryAddress>['go']
}

const wide = globalThis.matchMedia?.('(min-width: 64rem)')

/** The list with everything around it: search, filters, selection, trash. */
export function GalleryList(props: GalleryListProps) {
  const { query, filter, projectId, settings, selection, setSelection, focus, setFocus, go, open } = props
  const client = useQueryClient()
  const [sheet, setSheet] = useState(false)
  const [preview, setPreview] = useState(false)
  const [menu, setMenu] = useState<number | undefined>(undefined)
  const total = useAssetCount(filter)
  const change = (next: GalleryQuery, how?: { replace: boolean }) => go({ query: next }, how?.replace)
  const chosen = selectedIds(selection)
  const focused = knownAsset(client, filter, focus)
  const acted = chosen.length > 0 ? chosen : focused === undefined ? [] : [focused.id]
  const actions = useListActions({
    ids: acted,
    assets: useKnownAssets(acted),
    trashed: query.view === 'trash',
    go,
    onGone: () => setSelection(nothingChosen),
  })
  const toggleFilters = () => (wide?.matches ? changeViewSettings({ panel: !settings.panel }) : setSheet(true))
  useGalleryShortcuts({
    enabled: !open,
    actions,
    preview,
    setPreview,
    toggleFilters,
    clear: chosen.length > 0 ? () => setSelection(nothingChosen) : undefined,
    selectAll: async () => {
      const ids = await fetchIds(client, filter, 0, (total ?? 0) - 1)
      setSelection({ base: new Set(ids), range: new Set(), anchor: 0 })
    },
  })
  const panel = <FilterPanel query={query} onChange={change} projectId={projectId} />
  return (
    <Page
      fill
      title="Gallery"
      detail={total === undefined ? undefined : countWords(total)}
      toolbar={
        <>
          <GalleryToolbar
            query={query}
            onChange={change}
            settings={settings}
            onFilters={toggleFilters}
            onUpload={() => chooseFiles(projectId)}
          />
          <FilterChips query={query} onChange={change} projectId={projectId} />
        </>
      }
    >
      <div className="flex h-full min-h-0">
        {settings.panel ? (
          <aside
            aria-label="Filters"
            className="hidden w-60 shrink-0 overflow-y-auto border-r border-line bg-surface-1 p-2 pb-6 lg:block"
          >
            {panel}
          </aside>
        ) : null}
        <div className="relative flex min-w-0 flex-1 flex-col">
          {query.view === 'trash' ? <TrashBar projectId={projectId} count={total ?? 0} /> : null}
          <ContextMenu entries={actions.entries(menu === undefined ? undefined : knownAsset(client, filter, menu))}>
            <div className="min-h-0 flex-1">
              <AssetGrid
                filter={filter}
                settings={settings}
                timeline={props.timeline}
                grouped={props.grouped}
                selection={selection}
                setSelection={setSelection}
                focus={focus}
                setFocus={setFocus}
                onOpen={(id, index) => {
                  setFocus(index)
                  setPreview(false)
                  go({ asset: id })
                }}
                onMenu={setMenu}
                empty={
                  <EmptyList
                    query={query}
                    onChange={change}
                    onUpload={() => chooseFiles(projectId)}
                    projectId={projectId}
                  />
                }
              />
            </div>
          </ContextMenu>
          {preview && focused !== undefined && !open ? (
            <QuickLook asset={focused} onClose={() => setPreview(false)} />
          ) : null}
          {chosen.length === 0 || open ? null : (
            <SelectionBar count={chosen.length} actions={actions} onClear={() => setSelection(nothingChosen)} />
          )}
        </div>
      </div>
      <Sheet open={sheet} onOpenChange={setSheet} title="Filters">
        {panel}
      </Sheet>
      <ActionDialogs actions={actions} projectId={projectId} />
    </Page>
  )
}

const nothingChosen: Selection = { base: new Set(), range: new Set(), anchor: 0 }
