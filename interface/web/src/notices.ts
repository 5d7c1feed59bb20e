import { createStore } from './store.ts'

const key = 'notices'

/** Whether this browser tells of jobs that end while the studio is out of sight. Off until a person turns it on. */
const store = createStore(false)

export const notices = {
  subscribe: store.subscribe,
  /** Both: a person wants it, and the browser allows it. */
  get: store.get,
  /** False where the browser has no notifications, or refuses them for good. */
  isPossible: () => 'Notification' in globalThis && Notification.permission !== 'denied',
  /** Asks the browser where it must be asked. Answers whether it is on now. */
  async turn(on: boolean): Promise<boolean> {
    const allowed = on && (await Notification.requestPermission()) === 'granted'
    localStorage.setItem(key, String(allowed))
    store.set(allowed)
    return allowed
  },
}

/** Takes up what was chosen the last time. */
export function restoreNotices(): void {
  store.set(
    localStorage.getItem(key) === 'true' && 'Notification' in globalThis && Notification.permission === 'granted',
  )
}
