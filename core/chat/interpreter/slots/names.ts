import type { Clause } from '../text/clause.ts'
import type { Settings } from './settings.ts'

/** Takes the name a result is to have: 'called "hull"', 'name it hull-2'. */
export function takeNames(clause: Clause, settings: Settings): void {
  const taken = clause.take(
    /(?<= )(?:,? ?(?:and )?(?:call|name|title) (?:it|them|this|that|the \w+) |(?:,? ?(?:and )?(?:called|named|titled|under the name(?: of)?|with the name|name:?) ))(?<n>"…"|[\w][\w-]*(?: \d+)?)(?= (?:·|$|,|\.|;|!|\?|and|in|with|please|at|of))/,
  )
  if (taken === undefined) return
  const quoted = /["'`](?<q>[^"`]+?)["'`]$/.exec(taken.source)
  settings.name = quoted?.groups?.['q'] ?? taken.source.split(' ').at(-1)!
}
