import { Settings } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function SettingsPage() {
  return (
    <Page title="Settings">
      <EmptyState icon={<Settings />} title="This page is being built">
        Until then: ai-workspace config list
      </EmptyState>
    </Page>
  )
}
