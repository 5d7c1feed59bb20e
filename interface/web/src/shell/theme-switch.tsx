import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from '../design/icon-button.tsx'
import { Menu } from '../design/menu.tsx'
import { type Theme, theme } from '../theme.ts'

const looks: Readonly<Record<Theme, { label: string; icon: React.ReactNode }>> = {
  system: { label: 'As the system', icon: <Monitor /> },
  light: { label: 'Light', icon: <Sun /> },
  dark: { label: 'Dark', icon: <Moon /> },
}

export function ThemeSwitch() {
  const chosen = useSyncExternalStore(theme.subscribe, theme.get)
  return (
    <Menu
      align="end"
      trigger={<IconButton label={`Theme: ${looks[chosen].label}`} icon={looks[chosen].icon} />}
      entries={(['system', 'light', 'dark'] as const).map((name) => ({
        ...looks[name],
        checked: name === chosen,
        onSelect: () => theme.set(name),
      }))}
    />
  )
}
