import { Library, Sparkles, Trash2 } from 'lucide-react'
import { useAssetFacets } from '../../../api/asset-facets.ts'
import type { AssetKind } from '../../../api/wire.ts'
import { Field } from '../../../design/field.tsx'
import { Input } from '../../../design/input.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { Select } from '../../../design/select.tsx'
import { Switch } from '../../../design/switch.tsx'
import { kindWords, roleWords } from '../asset-words.ts'
import { KindIcon } from '../kind-icon.tsx'
import { change, kinds, resultKinds, roles, showsResults } from '../list/gallery-query.ts'
import { CollectionList } from './collection-list.tsx'
import { FacetRow } from './facet-row.tsx'
import { FacetSection } from './facet-section.tsx'
import type { FilterProps } from './filter-props.ts'

/** What the list can be narrowed by, with how many there are of each. */
export function FilterPanel({ query, onChange, projectId }: FilterProps) {
  const facets = useAssetFacets(projectId).data
  const set = (part: Parameters<typeof change>[1]) => onChange(change(query, part))
  const chosen = query.kind === undefined || query.kind === 'all' ? [] : query.kind
  const counted = (some: readonly AssetKind[]) => some.reduce((sum, kind) => sum + (facets?.kinds[kind] ?? 0), 0)
  const inTrash = query.view === 'trash'
  return (
    <div className="flex flex-col gap-5">
      <nav aria-label="Library" className="flex flex-col gap-px">
        <FacetRow
          icon={<Sparkles strokeWidth={1.75} />}
          label="Results"
          count={counted(resultKinds)}
          on={showsResults(query)}
          onPress={() => onChange(change({}, { sort: query.sort, project: query.project }))}
        />
        <FacetRow
          icon={<Library strokeWidth={1.75} />}
          label="Everything"
          count={facets?.total ?? 0}
          on={query.kind === 'all' && !inTrash}
          onPress={() => set({ kind: 'all', view: undefined })}
        />
        {kinds.map((kind) => {
          const count = facets?.kinds[kind] ?? 0
          const on = chosen.includes(kind)
          if (count === 0 && !on) return null
          return (
            <FacetRow
              key={kind}
              icon={<KindIcon kind={kind} strokeWidth={1.75} />}
              label={kindWords[kind]}
              count={count}
              on={on}
              onPress={() => {
                const next = on ? chosen.filter((other) => other !== kind) : [...chosen, kind]
                set({ kind: next.length === 0 ? undefined : next })
              }}
            />
          )
        })}
        <FacetRow
          icon={<Trash2 strokeWidth={1.75} />}
          label="Trash"
          count={facets?.trashed ?? 0}
          on={inTrash}
          onPress={() => set({ view: inTrash ? undefined : 'trash' })}
        />
      </nav>
      <CollectionList query={query} onChange={onChange} projectId={projectId} />
      <FacetSection
        title="Tags"
        items={(facets?.tags ?? []).map(({ tag, count }) => ({ value: tag, count }))}
        value={query.tag}
        onChange={(tag) => set({ tag })}
      />
      <section aria-label="Rating" className="flex flex-col gap-1.5">
        <h3 className="px-2 text-2xs font-medium text-ink-faint">Rating</h3>
        <Segmented
          label="At least so many stars"
          value={String(query.rating ?? 0)}
          onValueChange={(stars) => set({ rating: Number(stars) || undefined })}
          options={[
            { value: '0', label: 'Any' },
            ...[1, 2, 3, 4, 5].map((stars) => ({
              value: String(stars),
              label: stars === 5 ? '5' : `${stars}+`,
              title: `${stars} ${stars === 1 ? 'star' : 'stars'}${stars === 5 ? '' : ' or more'}`,
            })),
          ]}
          className="[&_button]:px-1"
        />
      </section>
      <FacetSection
        title="Models"
        items={(facets?.models ?? []).map(({ model, count }) => ({
          value: model,
          label: model === 'procedural' ? 'Built-in engine' : model,
          count,
        }))}
        value={query.model}
        onChange={(model) => set({ model })}
      />
      <FacetSection
        title="Sessions"
        items={(facets?.sessions ?? []).map(({ session, count }) => ({ value: session, count }))}
        value={query.session}
        onChange={(session) => set({ session })}
      />
      <section aria-label="More" className="flex flex-col gap-3 px-2">
        <Field label="Map">
          <Select
            value={query.role ?? ''}
            onValueChange={(role) => set({ role: roles.find((each) => each === role) })}
            options={[{ value: '', label: 'Any' }, ...roles.map((role) => ({ value: role, label: roleWords[role] }))]}
          />
        </Field>
        <div className="grid grid-cols-2 gap-1">
          <Field label="From">
            <Input
              type="date"
              className="px-1! text-2xs"
              value={query.from ?? ''}
              max={query.to}
              onChange={({ target }) => set({ from: target.value || undefined })}
            />
          </Field>
          <Field label="To">
            <Input
              type="date"
              className="px-1! text-2xs"
              value={query.to ?? ''}
              min={query.from}
              onChange={({ target }) => set({ to: target.value || undefined })}
            />
          </Field>
        </div>
        <div className="flex items-center justify-between gap-2 text-sm text-ink-soft">
          <span>Older versions too</span>
          <Switch
            label="Older versions too"
            checked={query.versions === 'all'}
            onCheckedChange={(on) => set({ versions: on ? 'all' : undefined })}
          />
        </div>
        <div className="flex items-center justify-between gap-2 text-sm text-ink-soft">
          <span>All projects</span>
          <Switch
            label="All projects"
            checked={query.project === 'all'}
            onCheckedChange={(on) =>
              set({ project: on ? 'all' : undefined, collection: undefined, session: undefined })
            }
          />
        </div>
      </section>
    </div>
  )
}
