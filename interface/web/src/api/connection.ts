import { createStore } from '../store.ts'

/**
 * How the studio stands with its server. `live`: events arrive. `polling`: it answers, but the stream of events is down.
 * `offline`: no answer. `signed-out`: it wants the token.
 */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'offline' | 'signed-out'

const store = createStore<ConnectionState>('connecting')

/** The one connection state; requests and the stream of events report to it. */
export const connection = {
  get: store.get,
  subscribe: store.subscribe,
  /** The stream of events is open. */
  streaming: () => store.set('live'),
  /** The stream broke; whether the server answers at all is known at the next request. */
  streamLost: () => store.get() === 'live' && store.set('polling'),
  /** A request was answered. */
  reached: () => (store.get() === 'offline' || store.get() === 'connecting') && store.set('polling'),
  unreachable: () => store.set('offline'),
  signedOut: () => store.set('signed-out'),
  signedIn: () => store.set('connecting'),
}
