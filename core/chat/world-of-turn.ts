import { AsyncLocalStorage } from 'node:async_hooks'
import type { ChatWorld } from './world.ts'

/** Several conversations may be answered at once, each in its own project: what is asked within a turn gets that turn's world. */
const worlds = new AsyncLocalStorage<ChatWorld>()

export function withWorld<T>(world: ChatWorld, action: () => T): T {
  return worlds.run(world, action)
}

/** The world of the turn that is being answered; undefined outside of one. */
export function worldOfTurn(): ChatWorld | undefined {
  return worlds.getStore()
}
