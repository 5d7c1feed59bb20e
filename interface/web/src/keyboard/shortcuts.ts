import { createStore } from '../store.ts'
import { isStroke, type KeyPress } from './keys.ts'

/** Something a key does. */
export interface Shortcut {
  /** '<where>-<verb>': 'studio-undo'. The same id again replaces it. */
  readonly id: string
  /** As keys.ts writes them: 'mod+z', 'g j'. */
  readonly keys: string
  /** What it does, as a button would say it. */
  readonly label: string
  /** The heading it stands under in the list of shortcuts: 'Studio', 'Gallery'. */
  readonly scope: string
  readonly action: () => void
  /** Also while text is being typed; only for strokes with mod that editing text does not know. */
  readonly whileTyping?: boolean
}

/** The second stroke of a sequence must come within this. */
const SEQUENCE_MS = 1200

const store = createStore<readonly Shortcut[]>([])

/** All shortcuts that work now. */
export const shortcuts = {
  subscribe: store.subscribe,
  get: store.get,
  /** Returns how to take it away again. */
  add(shortcut: Shortcut): () => void {
    store.set([...store.get().filter(({ id }) => id !== shortcut.id), shortcut])
    return () => store.set(store.get().filter((other) => other !== shortcut))
  },
}

/** Turns key presses into shortcuts, remembering the first stroke of a sequence. `now` in milliseconds. */
export function makeMatcher(list: () => readonly Shortcut[] = shortcuts.get) {
  let pending: { stroke: string; at: number } | undefined
  return (press: KeyPress, { typing, now }: { typing: boolean; now: number }): Shortcut | undefined => {
    const first = pending !== undefined && now - pending.at < SEQUENCE_MS ? pending.stroke : undefined
    pending = undefined
    // Newest first: a page's own shortcut wins over the studio's.
    const usable = list()
      .filter((shortcut) => !typing || shortcut.whileTyping === true)
      .toReversed()
    if (first !== undefined) {
      const second = usable.find(({ keys }) => keys.startsWith(`${first} `) && isStroke(press, keys.split(' ')[1]!))
      if (second !== undefined) return second
    }
    const direct = usable.find(({ keys }) => !keys.includes(' ') && isStroke(press, keys))
    if (direct !== undefined) return direct
    const opener = usable.find(({ keys }) => keys.includes(' ') && isStroke(press, keys.split(' ')[0]!))
    if (opener !== undefined) pending = { stroke: opener.keys.split(' ')[0]!, at: now }
    return undefined
  }
}
