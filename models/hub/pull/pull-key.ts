import { createHash } from 'node:crypto'
import type { PullPlan } from './pull-plan.ts'

/** The name of the folder, lock and progress of a pull: of one model from one source. */
export function pullKey({ id, source }: Pick<PullPlan, 'id' | 'source'>): string {
  return `${id}-${createHash('sha256').update(source).digest('hex').slice(0, 8)}`
}
