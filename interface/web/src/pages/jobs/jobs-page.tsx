import { ListChecks } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function JobsPage() {
  return (
    <Page title="Jobs">
      <EmptyState icon={<ListChecks />} title="This page is being built">
        Until then: ai-workspace jobs list
      </EmptyState>
    </Page>
  )
}
