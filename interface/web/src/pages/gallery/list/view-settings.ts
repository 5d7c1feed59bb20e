import { useSyncExternalStore } from 'react'
import { createStore } from '../../../store.ts'

export const densities = ['small', 'medium', 'large'] as const
export type Density = (typeof densities)[number]
export type Grouping = 'none' | 'day' | 'session'

/** How this browser shows lists; what is shown stands in the address. */
export interface ViewSettings {
  readonly density: Density
  readonly grouping: Grouping
  /** Whether the panel of filters stands beside the list; on narrow screens it opens over it. */
  readonly panel: boolean
}

/** In CSS pixels. */
export const densitySizes: Readonly<Record<Density, { cell: number; gap: number; caption: number }>> = {
  small: { cell: 112, gap: 4, caption: 0 },
  medium: { cell: 184, gap: 8, caption: 0 },
  large: { cell: 280, gap: 16, caption: 44 },
}

const key = 'gallery-view'
const usual: ViewSettings = { density: 'medium', grouping: 'day', panel: true }
const store = createStore<ViewSettings | undefined>(undefined)

export function useViewSettings(): ViewSettings {
  return useSyncExternalStore(store.subscribe, read)
}

export function changeViewSettings(change: Partial<ViewSettings>): void {
  const next = { ...read(), ...change }
  localStorage.setItem(key, JSON.stringify(next))
  store.set(next)
}

function read(): ViewSettings {
  const known = store.get()
  if (known !== undefined) return known
  const loaded = parse(localStorage.getItem(key))
  store.set(loaded)
  return loaded
}

/** What an older or newer studio wrote is taken as far as it is known. */
function parse(text: string | null): ViewSettings {
  try {
    const { density, grouping, panel } = JSON.parse(text ?? '{}') as Record<string, unknown>
    return {
      density: densities.find((each) => each === density) ?? usual.density,
      grouping: (['none', 'day', 'session'] as const).find((each) => each === grouping) ?? usual.grouping,
      panel: typeof panel === 'boolean' ? panel : usual.panel,
    }
  } catch {
    return usual
  }
}
