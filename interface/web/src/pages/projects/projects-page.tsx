import { FolderOpen } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function ProjectsPage() {
  return (
    <Page title="Projects">
      <EmptyState icon={<FolderOpen />} title="This page is being built">
        Until then: ai-workspace project list
      </EmptyState>
    </Page>
  )
}
