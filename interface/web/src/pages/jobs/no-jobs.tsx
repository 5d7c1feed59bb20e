import { ListChecks, Search } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'

/** An empty list: because nothing was done, or because nothing fits. */
export function NoJobs({ isFiltered, onReset }: { isFiltered: boolean; onReset: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState icon={<Search />} title="No job matches" action={<Button onClick={onReset}>Show all</Button>}>
        Nothing fits this filter.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<ListChecks />}
      title="No jobs yet"
      action={
        <Button variant="primary" asChild>
          <Link to="/">Make something</Link>
        </Button>
      }
    >
      Every picture, texture and mesh is made by a job. They appear here with their progress, also those of the command
      line.
    </EmptyState>
  )
}
