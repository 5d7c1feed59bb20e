import type { ChatWorld } from '../../world.ts'
import type { Request } from '../read-request.ts'
import type { Settings } from '../slots/settings.ts'
import { takeSettings } from '../slots/take-settings.ts'
import type { Clause } from '../text/clause.ts'

/** Words before and after what is to be made that belong to the request, not to the prompt. */
const openers: readonly RegExp[] = [
  /^(?: ·)* (?:(?:for )?(?:me|us)|you|it|him) (?=\S)/,
  /^(?: ·)* (?:with|using|use|at|in|for|and|to|:|,|of|please|also|now|just|then|as|set|that|is|should|be|new|another|some|·) (?=\S)/,
]
const closers =
  /(?: (?:with|using|at|in|for|and|to|:|,|of|please|also|now|then|as|the|a|an|but|\.|!|\?|;|-|or|by|from|·|that|is|it|plus))+ $/

/** The words for what holds a picture, with what comes before its content: 'an image of', 'some pictures showing'. */
const containers =
  '(?:image|picture|img|pic|visual|render(?:ing)?|shot|scene|one|thing|something|graphic|variant|variation|version|option|artwork|copy|take|result|study|studie)s?'

/** The verb, the articles and the container taken off, all settings too: what is left is the prompt. */
export function contentOf(
  request: Request,
  world: ChatWorld,
  { object, verb = true }: { object?: RegExp; verb?: boolean } = {},
): { prompt: string; settings: Settings; clause: Clause } {
  const clause = request.clause.copy()
  if (verb && request.verb !== undefined)
    clause.take(/(?<=^(?: ·| ,)*) (?:come up with|(?:whip|cook|knock|mock|conjure) up|[\w-]+) /)
  const settings = takeSettings(clause, world)
  takeTerseCount(clause, settings)
  const quotes = clause.quotes()
  clause.take(/(?<=^(?: ·)*) (?:(?:, )?(?:only|just) |, )(?=\S)/)
  if (object !== undefined) clause.take(object)
  else
    clause.take(
      new RegExp(
        `(?<=^(?: ·)*) (?:(?:for )?(?:me|us) )?(?:(?:a|an|the|some|another|one|new|more|different|·|single|nice|good|cool|great|beautiful|quick) )*${containers} (?:(?:that )?(?:shows?|showing|depicts?|depicting|displaying|featuring|contains?|containing|with|of|for|about|where|in which|representing)(?: the)?(?= (?:a|an|the|some|my|\\S)))? ?`,
      ),
    )
  for (let again = true; again; ) again = openers.some((opener) => clause.take(opener) !== undefined)
  clause.take(closers)
  // A quotation alone is the prompt, word for word.
  const rest = clause.rest().trim()
  const [only] = quotes
  const bare = rest.replaceAll(/["'`“”]/g, '').trim()
  const prompt = only !== undefined && bare.length <= only.length + 2 ? only : trimPrompt(rest)
  return { prompt, settings, clause }
}

/** 'mossy rock x5', '3x owl', 'barrel, 3 of them'. */
function takeTerseCount(clause: Clause, settings: Settings): void {
  if (settings.count !== undefined) return
  const n =
    clause.take(/(?<= )(?:, )?(?:x ?(?<n>\d{1,2})|(?<m>\d{1,2})x)(?= (?:·|,|$))/)?.groups ??
    clause.take(/(?<=^(?: ·)*) (?<n>\d{1,2})x(?= [a-z])/)?.groups ??
    clause.take(/(?<= )(?:, )(?<n>\d{1,2})(?: (?:of (?:them|those|these)|pieces|pcs|times))?(?= (?:$|·))/)?.groups
  const count = Number(n?.['n'] ?? n?.['m'] ?? 0)
  if (count > 0) settings.count = count
}

function trimPrompt(text: string): string {
  return text
    .replace(/^[\s,.:;–-]+/, '')
    .replace(/[\s,.:;!?–-]+$/, '')
    .replaceAll(/(?:\s*,)+/g, ',')
    .replaceAll(/\s+/g, ' ')
}
