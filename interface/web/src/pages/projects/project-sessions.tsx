import { Link } from 'react-router'
import { useSessions } from '../../api/projects.ts'
import type { Project } from '../../api/wire.ts'
import { ErrorState } from '../../design/error-state.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { counted } from '../../format/counted.ts'
import { formatAgo, formatMoment } from '../../format/format-time.ts'

/** The sittings of work in a project, newest first; each leads to what it made. */
export function ProjectSessions({ project }: { project: Project }) {
  const { data: sessions, error, refetch } = useSessions(project.slug)
  return (
    <section aria-label="Sessions" className="flex flex-col gap-2">
      <h2 className="text-xs font-medium text-ink-faint">Sessions</h2>
      {sessions === undefined ? (
        error === null ? (
          <SkeletonRows rows={3} className="h-11" />
        ) : (
          <ErrorState compact error={error} onRetry={() => void refetch()} />
        )
      ) : sessions.length === 0 ? (
        <p className="text-ink-soft">None yet: a session begins with the first job.</p>
      ) : (
        <ul className="flex flex-col rounded-lg border border-line bg-surface-1">
          {sessions.map((session) => (
            <li key={session.name} className="border-b border-line last:border-0">
              <Link
                to={`/gallery?project=${project.id}&session=${encodeURIComponent(session.name)}`}
                className="flex items-center justify-between gap-3 px-3 py-2 -outline-offset-2 hover:bg-surface-3"
              >
                <span className="flex min-w-0 flex-col">
                  <span className="truncate font-medium">{session.name}</span>
                  <span className="text-xs text-ink-faint">
                    {counted(session.jobs, 'job')}, {counted(session.assets, 'asset')}
                  </span>
                </span>
                <time
                  dateTime={session.lastAt}
                  title={formatMoment(session.lastAt)}
                  className="shrink-0 text-xs text-ink-faint"
                >
                  {formatAgo(session.lastAt)}
                </time>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
