import { Compass } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '../design/button.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Page } from '../design/page.tsx'

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState
        icon={<Compass />}
        title="There is no such page"
        action={
          <Button asChild variant="primary">
            <Link to="/">Go to Create</Link>
          </Button>
        }
      >
        The address may be of an older version of the studio.
      </EmptyState>
    </Page>
  )
}
