import { LogOut } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { connection } from '../../api/connection.ts'
import { logout, useHealth } from '../../api/health.ts'
import { Button } from '../../design/button.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { toastError } from '../../design/toast-store.ts'
import { theme } from '../../theme.ts'

/** What belongs to this browser and not to the workspace. */
export function BrowserSettings() {
  const chosen = useSyncExternalStore(theme.subscribe, theme.get)
  const version = useHealth().data?.version
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    try {
      await logout()
      connection.signedOut()
    } catch (error) {
      toastError(error)
      setBusy(false)
    }
  }
  return (
    <div className="divide-y divide-line">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <div>
          <p className="font-medium">Theme</p>
          <p className="text-ink-soft">Of this browser only.</p>
        </div>
        <Segmented
          label="Theme"
          value={chosen}
          onValueChange={theme.set}
          options={[
            { value: 'system', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <div>
          <p className="font-medium">Login</p>
          <p className="text-ink-soft">
            {version === undefined ? '' : `ai-workspace ${version}. `}Logging out forgets the thumbnails that this
            browser kept.
          </p>
        </div>
        <Button icon={<LogOut />} busy={busy} onClick={() => void leave()}>
          Log out
        </Button>
      </div>
    </div>
  )
}
