import type { Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import type { Given } from './given.ts'

/** What came of one clause. Steps are added to the situation. */
export type Outcome =
  | { readonly type: 'plan'; readonly intro?: string }
  /** Would make it, and offers more first. */
  | { readonly type: 'offer'; readonly text: string }
  /** Something essential is open. */
  | { readonly type: 'ask'; readonly text: string; readonly slot: keyof Given; readonly options?: readonly Option[] }
  | { readonly type: 'say'; readonly text: string; readonly refuses?: boolean }

export interface Option {
  readonly id: string
  readonly label: string
}

/** How one tool is asked for in words: a file each, and its line in frames.ts. */
export interface Frame {
  readonly id: string
  /** How well the request fits, 0 = not at all; the best fit wins. 90 and more: these words say nothing else. */
  score(request: Request, situation: Situation): number
  plan(request: Request, situation: Situation): Outcome
}
