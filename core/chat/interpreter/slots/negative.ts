import type { Clause } from '../text/clause.ts'
import type { Settings } from './settings.ts'

const leaveOut =
  '(?:without|(?:i |we )?do not want|(?:with )?no(?! one\\b)|avoid(?:ing)?|excluding|exclude|leav(?:e|ing) out|omit(?:ting)?|minus|not any|lacking|free of)'

/** Takes what is to be left out of a picture: 'without people', 'no text or logos', 'negative prompt: blurry'. */
export function takeNegative(clause: Clause, settings: Settings): void {
  const found: string[] = []
  const end = '(?= (?:·|$|\\.|;|!|\\?|and (?:make|with|at|in|a|an|export)|but|with|at|in (?:\\d|the|it)|please|,))'
  const listed = clause.take(
    /(?<= )(?:(?:and|with|the|using|,|a) )*negative(?: prompt)?(?: of| is| =| :)* (?<n>"…"|(?:[\w-]+(?: ,)? ?)+?)(?= (?:·|$|\.|;))/,
  )
  if (listed !== undefined)
    found.push(...quotedOrPlain(listed.source.replace(/^.*?negative(?: prompt)?(?: of| is)?\s*[:=]?\s*/i, '')))
  const words = '(?!(?:and|or|with|at|in|on|for|of|but|make)\\b)[\\w-]+'
  const pattern = new RegExp(
    `(?<= )(?:, )?(?:but |and )?${leaveOut}(?: any| the| a| an)? (?<n>${words}(?: ${words}){0,2}(?:(?: ,)? (?:and|or) (?:any )?(?!(?:make|with|at|in|a|an|the|export|then)\\b)${words}(?: ${words})?)*)${end}`,
  )
  for (const { source } of clause.takeAll(pattern)) {
    const things = source
      .replace(/\s+in (?:it|there|the (?:image|picture))$/i, '')
      .replace(new RegExp(`^,?\\s*(?:but |and )?${leaveOut}\\s+(?:(?:any|the|a|an)\\s+)?`, 'i'), '')
    found.push(...things.split(/\s*(?:,|\band\b|\bor\b)\s*(?:any\s+)?/i).filter((part) => part !== ''))
  }
  if (found.length > 0) settings.negative = found
}

function quotedOrPlain(source: string): string[] {
  return source
    .replaceAll(/^["'`]|["'`]$/g, '')
    .split(/\s*,\s*/)
    .filter((part) => part !== '')
}
