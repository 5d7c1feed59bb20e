import { Cpu } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function ModelsPage() {
  return (
    <Page title="Models">
      <EmptyState icon={<Cpu />} title="This page is being built">
        Until then: ai-workspace models list
      </EmptyState>
    </Page>
  )
}
