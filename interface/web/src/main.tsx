import './design/studio.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { restoreNotices } from './notices.ts'
import { Studio } from './studio.tsx'
import { restoreTheme } from './theme.ts'

restoreTheme()
restoreNotices()
createRoot(document.getElementById('studio')!).render(
  <StrictMode>
    <Studio />
  </StrictMode>,
)
