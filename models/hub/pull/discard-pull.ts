import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pullKey } from './pull-key.ts'
import { tryLock } from './pull-lock.ts'
import type { PullPlan } from './pull-plan.ts'

/** Deletes what has arrived of a model that is not wanted any more, unless a process fetches it now. */
export function discardPull(plan: Pick<PullPlan, 'id' | 'source'>, modelsFolder: string): void {
  const path = join(modelsFolder, '.downloads', pullKey(plan))
  if (!existsSync(path)) return
  const lock = tryLock(`${path}.lock`)
  if (lock === undefined) return
  rmSync(path, { recursive: true, force: true })
  lock.close()
  for (const rest of [`${path}.lock`, `${path}.progress.json`]) rmSync(rest, { force: true })
}
