import { FolderOpen } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function ProjectPage() {
  return (
    <Page title="Project">
      <EmptyState icon={<FolderOpen />} title="This page is being built">
        Until then: ai-workspace project status
      </EmptyState>
    </Page>
  )
}
