import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { phrasePattern } from '../slots/phrase.ts'
import type { Frame } from './frame.ts'
import { isOutcome } from './need-pictures.ts'
import { targets } from './targets.ts'

/** Tags on assets, and off them. */
export const tag: Frame = {
  id: 'asset_tag',
  score({ verbs, text, question }) {
    if (question || / \d ?-?stars? /.test(text)) return 0
    if (/^ (?:tag|untag|label) /.test(text) || / tags? /.test(text))
      return verbs.size > 0 && !verbs.has('find') && !verbs.has('show') ? 83 : 0
    return /^ (?:mark|flag) (?:it|this|that|them|these|the \w+|\S+) as /.test(text) && !/ favou?rite /.test(text)
      ? 80
      : 0
  },
  plan(request, situation) {
    const clause = request.clause.copy()
    const quotes = clause.quotes()
    const plainly = taggedPlainly(request, situation)
    if (plainly !== undefined) {
      addStep(situation, { tool: 'asset_tag', arguments: plainly })
      return { type: 'plan' }
    }
    clause.take(
      /(?<=^(?: ·| ,)*) (?:tag|untag|label|mark|flag) (?=(?:it|this|that|them|these|those|the|all|both|my|every|\S+-\S+|\S+(?: \S+)? (?:as|with)|.* (?:as|with|:)) )/,
    )
    const listed = clause.take(
      /(?<= )(?:tags?:?|with|as|the tags?|labels?|:)(?: (?:the )?tags?)? (?!(?:to|on|for|of|it|the) )(?<n>.+?)(?= (?:to|on|from|off) (?:it|them|this|that|the|all) | $)/,
    )
    const plain =
      /^ (?:tag|untag|label) (?:it|this|that|them|these|those) (?!(?:as|with|to|:) )(?<tags>[\w-]+(?: ?(?:,|and) ?[\w-]+)*) $/.exec(
        request.text,
      )?.groups?.['tags']
    const words =
      plain !== undefined
        ? plain.split(/ ?(?:,|\band\b) ?/)
        : quotes.length > 0
          ? quotes
          : ((request.given.name ?? listed?.source)
              ?.replace(/^(?:.*?\btags?:?|with|as|labels?|:)\s+(?:(?:the )?tags?\s+)?/i, '')
              .split(/\s*(?:,|\band\b)\s*/) ?? [])
    const tags = words.map((word) => word.replace(/^(?:it|a|the) |[.!?]+$/g, '').trim()).filter((word) => word !== '')
    if (tags.length === 0) return { type: 'ask', slot: 'name', text: 'Which tags should it get?' }
    const before =
      plain !== undefined
        ? request.text.replace(plain, ' ')
        : listed === undefined
          ? request.text
          : request.text.replace(listed.words, ' ')
    const assets = targets({ ...request, text: ` ${before.trim()} ` }, situation)
    if (isOutcome(assets)) return assets
    const given = /^ (?:remove|delete|take|drop|clear|erase|untag|strip) /.test(request.text)
      ? { tags: [], remove: tags }
      : { tags }
    for (const asset of assets) addStep(situation, { tool: 'asset_tag', arguments: { asset, ...given } })
    return { type: 'plan' }
  },
}

/** 'tag statue marble, old': a name and then the tags, with no word between. */
function taggedPlainly({ text }: Request, { world }: Situation): { asset: string; tags: string[] } | undefined {
  const said = /^ (?:tag|label) (?<rest>.+) $/.exec(text)?.groups?.['rest']
  if (said === undefined || / (?:as|with|to|on|tags?) |·/.test(said)) return undefined
  for (const { id, name } of world.assets)
    for (const known of [name, id]) {
      const named = new RegExp(`^${phrasePattern(known)} (?<tags>[\\w-]+(?: ?(?:,|and) ?[\\w-]+)*)$`).exec(
        said.replaceAll(/(?<=[a-z])[-_](?=[a-z])/g, ' '),
      )
      if (named !== null)
        return { asset: id, tags: named.groups!['tags']!.split(/ ?(?:,|\band\b) ?/).filter((word) => word !== '') }
    }
  return undefined
}
