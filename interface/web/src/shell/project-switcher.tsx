import { ChevronDown, FolderOpen, List, Plus } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useProjects, useSwitchProject } from '../api/projects.ts'
import { Button } from '../design/button.tsx'
import { Menu } from '../design/menu.tsx'
import { toastError } from '../design/toast-store.ts'
import { overlay } from './overlay-store.ts'

/** More would not fit a menu; the others are on the projects page. */
const MOST_LISTED = 8

/** The project that new work goes into. */
export function ProjectSwitcher() {
  const navigate = useNavigate()
  const projects = useProjects().data ?? []
  const { mutate: switchTo } = useSwitchProject()
  const current = projects.find((project) => project.current)
  return (
    <Menu
      trigger={
        <Button variant="quiet" className="min-w-0 shrink px-2!" aria-label={`Project: ${current?.name ?? 'none'}`}>
          <FolderOpen aria-hidden />
          <span className="max-w-24 truncate text-ink sm:max-w-48">{current?.name ?? 'Project'}</span>
          <ChevronDown aria-hidden className="size-3.5! text-ink-faint" />
        </Button>
      }
      entries={[
        ...projects.slice(0, MOST_LISTED).map((project) => ({
          label: project.name,
          checked: project.current,
          onSelect: () => switchTo(project.slug, { onError: toastError }),
        })),
        'line' as const,
        { label: 'New project …', icon: <Plus />, onSelect: () => overlay.set('new-project') },
        { label: 'All projects', icon: <List />, keys: 'g p', onSelect: () => void navigate('/projects') },
      ]}
    />
  )
}
