import { createStore } from '../store.ts'

export type OverlayName = 'palette' | 'shortcuts' | 'new-project'

/** Which of the studio's own overlays is open; only one at a time. */
export const overlay = createStore<OverlayName | undefined>(undefined)
