import { Sparkles } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function CreatePage() {
  return (
    <Page title="Create">
      <EmptyState icon={<Sparkles />} title="This page is being built">
        Until then: ai-workspace generate "ancient stone statue"
      </EmptyState>
    </Page>
  )
}
