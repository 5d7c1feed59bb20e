import { Check, Images, Pencil } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useProjects, useSwitchProject } from '../../api/projects.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Page } from '../../design/page.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { ProjectHistory } from './project-history.tsx'
import { ProjectSessions } from './project-sessions.tsx'
import { ProjectStatus } from './project-status.tsx'
import { RenameProjectDialog } from './rename-project-dialog.tsx'

/** One project: what is in it, what was done, when one worked in it. */
export default function ProjectPage() {
  const { slug } = useParams()
  const { data: projects, error, refetch } = useProjects()
  const switchTo = useSwitchProject()
  const [renaming, setRenaming] = useState(false)
  const project = projects?.find((each) => each.slug === slug)
  if (project === undefined) {
    return (
      <Page title="Project">
        {projects !== undefined ? (
          <EmptyState
            title="There is no such project"
            action={
              <Button asChild>
                <Link to="/projects">All projects</Link>
              </Button>
            }
          />
        ) : error === null ? (
          <SkeletonRows />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    )
  }
  const takeUp = () =>
    switchTo.mutate(project.slug, {
      onSuccess: () => toast({ tone: 'success', title: `New work now goes into ${project.name}` }),
      onError: toastError,
    })
  return (
    <Page
      title={project.name}
      detail={project.current ? <Badge tone="accent">In use</Badge> : undefined}
      actions={
        <>
          <Button icon={<Pencil />} onClick={() => setRenaming(true)}>
            Rename
          </Button>
          <Button asChild>
            <Link to={`/gallery?project=${project.id}`}>
              <Images aria-hidden />
              Gallery
            </Link>
          </Button>
          {project.current ? null : (
            <Button variant="primary" icon={<Check />} busy={switchTo.isPending} onClick={takeUp}>
              Work in it
            </Button>
          )}
        </>
      }
    >
      <div className="mx-auto grid max-w-6xl gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <ProjectHistory project={project} />
        <div className="flex flex-col gap-6 max-lg:order-first sm:max-lg:grid sm:max-lg:grid-cols-2">
          <ProjectStatus project={project} />
          <ProjectSessions project={project} />
        </div>
      </div>
      <RenameProjectDialog project={project} open={renaming} onOpenChange={setRenaming} />
    </Page>
  )
}
