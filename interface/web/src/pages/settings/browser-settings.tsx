import { LogOut } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { connection } from '../../api/connection.ts'
import { logout, useHealth } from '../../api/health.ts'
import { Button } from '../../design/button.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { Switch } from '../../design/switch.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { notices } from '../../notices.ts'
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
      <Notices />
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

function Notices() {
  const on = useSyncExternalStore(notices.subscribe, notices.get)
  const turn = async (wanted: boolean) => {
    if (wanted && !(await notices.turn(true))) {
      toast({
        tone: 'error',
        title: 'The browser does not allow notifications here',
        detail: 'They can be allowed beside the address bar.',
      })
    } else if (!wanted) await notices.turn(false)
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">Tell me when a job ends</p>
        <p className="text-ink-soft">By a notification of this browser, while the studio is out of sight.</p>
      </div>
      <Switch
        label="Tell me when a job ends"
        checked={on}
        disabled={!notices.isPossible() && !on}
        onCheckedChange={(wanted) => void turn(wanted)}
      />
    </div>
  )
}
