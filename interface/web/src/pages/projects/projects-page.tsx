import { FolderOpen, Plus, Search } from 'lucide-react'
import { useState } from 'react'
import { useProjects } from '../../api/projects.ts'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Input } from '../../design/input.tsx'
import { Page } from '../../design/page.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { overlay } from '../../shell/overlay-store.ts'
import { ProjectCard } from './project-card.tsx'

/** A search field for fewer would be noise. */
const SEARCH_FROM = 8

/** All projects of the workspace. */
export default function ProjectsPage() {
  const { data: projects, error, refetch } = useProjects()
  const [text, setText] = useState('')
  const create = () => overlay.set('new-project')
  useShortcut({ id: 'projects-new', keys: 'n', label: 'New project', scope: 'Projects', action: create })
  const shown = projects?.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <Page
      title="Projects"
      detail={projects === undefined ? undefined : String(projects.length)}
      actions={
        <Button variant="primary" icon={<Plus />} onClick={create}>
          New project
        </Button>
      }
      {...((projects?.length ?? 0) < SEARCH_FROM
        ? {}
        : {
            toolbar: (
              <div className="w-full max-w-72">
                <Input
                  type="search"
                  aria-label="Search projects"
                  placeholder="Search by name"
                  icon={<Search />}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              </div>
            ),
          })}
    >
      {shown === undefined ? (
        error === null ? (
          <SkeletonRows rows={4} className="h-28" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : shown.length === 0 ? (
        text.trim() === '' ? (
          <EmptyState
            icon={<FolderOpen />}
            title="No projects yet"
            action={
              <Button variant="primary" onClick={create}>
                New project
              </Button>
            }
          >
            A project is a folder of its own for assets, history and sessions.
          </EmptyState>
        ) : (
          <EmptyState icon={<Search />} title="No project of that name" />
        )
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-3">
          {shown.map((project) => (
            <li key={project.id}>
              <ProjectCard project={project} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
