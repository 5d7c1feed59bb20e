import { Box } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { Page } from '../../design/page.tsx'

export default function ViewerPage() {
  return (
    <Page title="3D">
      <EmptyState icon={<Box />} title="This page is being built">
        Until then the meshes lie in the assets folder of the project.
      </EmptyState>
    </Page>
  )
}
