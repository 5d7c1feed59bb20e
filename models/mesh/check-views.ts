import { WorkspaceError } from '../../base/error.ts'
import type { Pixels } from '../../base/pixels.ts'

/** Error: `bad-input` where a model is given another number of pictures than it takes. */
export function checkViews(views: readonly Pixels[], wanted: number, title: string, hint = 'Leave --views out.'): void {
  if (views.length === wanted) return
  throw new WorkspaceError(
    'bad-input',
    `${title} takes ${wanted === 1 ? 'one picture' : `${wanted} views`}, not ${views.length}.`,
    { hint },
  )
}
