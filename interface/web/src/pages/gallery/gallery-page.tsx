import { Images } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function GalleryPage() {
  return (
    <Page title="Gallery">
      <EmptyState icon={<Images />} title="This page is being built">
        Until then: ai-workspace assets list
      </EmptyState>
    </Page>
  )
}
