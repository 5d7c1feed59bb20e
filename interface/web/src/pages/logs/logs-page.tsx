import { ScrollText } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function LogsPage() {
  return (
    <Page title="Logs">
      <EmptyState icon={<ScrollText />} title="This page is being built">
        Until then: ai-workspace logs
      </EmptyState>
    </Page>
  )
}
