import { X } from 'lucide-react'
import { useCollections } from '../../../api/collections.ts'
import { useProjects } from '../../../api/projects.ts'
import { Button } from '../../../design/button.tsx'
import { kindWords, roleWords } from '../asset-words.ts'
import { change, type GalleryQuery } from '../list/gallery-query.ts'
import type { FilterProps } from './filter-props.ts'

/** What narrows the list now; each can be taken away. */
export function FilterChips({ query, onChange, projectId }: FilterProps) {
  const collections = useCollections(projectId).data ?? []
  const projects = useProjects().data ?? []
  const chips = describe(query, {
    collection: (id) => collections.find((collection) => collection.id === id)?.name,
    project: (id) => projects.find((project) => project.id === id)?.name,
  })
  if (chips.length === 0) return null
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ label, without }) => (
        <li
          key={label}
          className="flex h-7 max-w-full items-center rounded-full bg-accent-soft pl-2.5 text-xs font-medium text-accent-text pointer-coarse:h-9"
        >
          <span className="truncate">{label}</span>
          <button
            type="button"
            aria-label={`Remove the filter ${label}`}
            onClick={() => onChange(without)}
            className="flex size-7 shrink-0 items-center justify-center rounded-full hover:text-ink pointer-coarse:size-9"
          >
            <X className="size-3.5" />
          </button>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <Button
            size="small"
            variant="quiet"
            onClick={() => onChange({ ...(query.sort === undefined ? {} : { sort: query.sort }) })}
          >
            Clear all
          </Button>
        </li>
      ) : null}
    </ul>
  )
}

function describe(
  query: GalleryQuery,
  names: { collection: (id: string) => string | undefined; project: (id: string) => string | undefined },
): { label: string; without: GalleryQuery }[] {
  const chip = (label: string | false | undefined, ...parts: (keyof GalleryQuery)[]) =>
    label ? [{ label, without: change(query, Object.fromEntries(parts.map((part) => [part, undefined]))) }] : []
  const { q, kind, role, model, tag, collection, rating, from, to, project, session, versions, view } = query
  return [
    ...chip(view === 'trash' && 'Trash', 'view'),
    ...chip(q !== undefined && `“${q}”`, 'q'),
    ...chip(kind !== undefined && kind !== 'all' && kind.map((each) => kindWords[each]).join(', '), 'kind'),
    ...chip(role !== undefined && `${roleWords[role]} maps`, 'role'),
    ...chip(tag !== undefined && `Tag: ${tag}`, 'tag'),
    ...chip(collection !== undefined && `In ${names.collection(collection) ?? 'a collection'}`, 'collection'),
    ...chip(rating !== undefined && (rating === 5 ? '5 stars' : `${rating} stars or more`), 'rating'),
    ...chip(model !== undefined && `Model: ${model === 'procedural' ? 'built-in engine' : model}`, 'model'),
    ...chip(session !== undefined && `Session ${session}`, 'session'),
    ...chip((from !== undefined || to !== undefined) && range(from, to), 'from', 'to'),
    ...chip(versions === 'all' && 'All versions', 'versions'),
    ...chip(
      project !== undefined && (project === 'all' ? 'All projects' : `Project: ${names.project(project) ?? project}`),
      'project',
    ),
  ]
}

function range(from: string | undefined, to: string | undefined): string {
  if (from === to) return `On ${from}`
  if (from === undefined) return `Until ${to}`
  return to === undefined ? `Since ${from}` : `${from} – ${to}`
}
