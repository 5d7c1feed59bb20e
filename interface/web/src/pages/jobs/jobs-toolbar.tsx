import { Search } from 'lucide-react'
import { useRef } from 'react'
import { useProjects } from '../../api/projects.ts'
import { Input } from '../../design/input.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { Select } from '../../design/select.tsx'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import type { JobSelection, JobView } from './job-filter.ts'

const views: readonly { value: JobView; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'done', label: 'Done' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
]

/** Which jobs are shown: by state, words and project. */
export function JobsToolbar({
  selection,
  text,
  onView,
  onText,
  onProject,
}: {
  selection: JobSelection
  /** As it is being typed. */
  text: string
  onView: (view: JobView) => void
  onText: (text: string) => void
  onProject: (projectId: string | undefined) => void
}) {
  const projects = useProjects().data ?? []
  const search = useRef<HTMLInputElement>(null)
  useShortcut({
    id: 'jobs-search',
    keys: '/',
    label: 'Search jobs',
    scope: 'Jobs',
    action: () => search.current?.focus(),
  })
  return (
    <>
      <Segmented label="Show" options={views} value={selection.view} onValueChange={onView} />
      {projects.length < 2 ? null : (
        <Select
          className="w-40"
          aria-label="Project"
          value={selection.projectId ?? ''}
          options={[
            { value: '', label: 'All projects' },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onValueChange={(value) => onProject(value === '' ? undefined : value)}
        />
      )}
      <div className="min-w-40 flex-1 sm:max-w-72">
        <Input
          ref={search}
          type="search"
          aria-label="Search jobs"
          placeholder="Search by words or node"
          icon={<Search />}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
    </>
  )
}
