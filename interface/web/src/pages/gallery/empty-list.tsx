import { Images, SearchX, Trash2, Upload } from 'lucide-react'
import { Link } from 'react-router'
import { useAssetFacets } from '../../api/asset-facets.ts'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { countWords } from './asset-words.ts'
import { change, type GalleryQuery, isNarrowed } from './list/gallery-query.ts'

/** Why the list is empty, and what to do. */
export function EmptyList({
  query,
  onChange,
  onUpload,
  projectId,
}: {
  query: GalleryQuery
  onChange: (query: GalleryQuery) => void
  onUpload: () => void
  projectId: string | undefined
}) {
  const others = useAssetFacets(projectId).data?.total ?? 0
  if (isNarrowed(query)) {
    const { sort, view } = query
    return (
      <EmptyState
        icon={<SearchX />}
        title="Nothing matches"
        action={
          <>
            <Button onClick={() => onChange(change({}, { sort, view }))}>Clear the filters</Button>
            {query.project === 'all' ? null : (
              <Button onClick={() => onChange(change(query, { project: 'all' }))}>Search all projects</Button>
            )}
          </>
        }
      >
        Search looks for the beginnings of words in prompts, names and tags; all of them must occur.
      </EmptyState>
    )
  }
  if (query.view === 'trash') {
    return (
      <EmptyState icon={<Trash2 />} title="The trash is empty">
        What you move here stays until you delete it for good.
      </EmptyState>
    )
  }
  if (others > 0) {
    return (
      <EmptyState
        icon={<Images />}
        title="No results yet"
        action={<Button onClick={() => onChange(change(query, { kind: 'all' }))}>Show everything</Button>}
      >
        Pictures, materials and meshes stand here. There {others === 1 ? 'is' : 'are'}{' '}
        {countWords(others, 'other file')}.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<Images />}
      title="Nothing here yet"
      action={
        <>
          <Button variant="primary" asChild>
            <Link to="/">Make a picture</Link>
          </Button>
          <Button icon={<Upload />} onClick={onUpload}>
            Upload files
          </Button>
        </>
      }
    >
      Everything you make is kept here with its words, settings and seed. Files can be dropped anywhere on this page.
    </EmptyState>
  )
}
