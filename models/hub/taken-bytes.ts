import { statSync } from 'node:fs'

/** What a file takes on its disk: less than its length while parts of it have not arrived. 0 where there is none. */
export function takenBytes(path: string): number {
  const facts = statSync(path, { throwIfNoEntry: false })
  if (facts?.isFile() !== true) return 0
  // Windows counts no blocks.
  return facts.blocks === 0 ? facts.size : Math.min(facts.size, facts.blocks * 512)
}
