import { parsePrompt } from '../../../../models/procedural/prompt/parse-prompt.ts'
import type { Clause } from '../text/clause.ts'

interface Wide {
  /** Whatever is left counts as a change, also words the lexicon does not know. */
  readonly wide?: boolean
}

/** Leading words of a change that are no part of it. */
const lead =
  /^(?:(?:back|the|a|an|same|thing|one|again|but|and|now|make|making|it|is|this|that|them|these|those|all|be|to|turn|change|into|with|try|instead|use|using|do|have|give|her|him|me|look|looks|like|in|should|must|only|just|image|picture|texture|material|another|version|variant|please|more|once|color|colour|how|about|what|as|of|add|put|some|keep|repeat|retry|regenerate|redraw|remake|generate|create|different|new|get|can|could|may|i|we|want|would|also|everything|else|so|that|on|then|,|·|\.|!|\?) )+/

/**
 * The prompt with what a clause asks to be otherwise: another material in the place of the old one, a colour, a light, a trait, a
 * thing more or less. Undefined where the clause says nothing of it.
 */
export function changePrompt(clause: Clause, prompt: string, { wide = false }: Wide = {}): string | undefined {
  return byReplacing(clause, prompt) ?? byRemoving(clause, prompt) ?? byAdding(clause, prompt, wide)
}

/** 'replace the moss with snow', 'change stone to copper', 'copper instead of stone'. */
function byReplacing(clause: Clause, prompt: string): string | undefined {
  const match =
    /(?<= )(?:replace|swap|change|switch|turn|substitute) (?:the |all |its )?(?<old>[\w -]+?) (?:with|for|by|to|into) (?:a |an |the |some )?(?<new>[\w -]+?) (?=· |$|\.|,|but|and )/.exec(
      clause.text,
    ) ??
    /(?<= )(?<new>[\w-]+(?: [\w-]+)?) (?:instead of|rather than|in place of) (?:the |a |an )?(?<old>[\w-]+(?: [\w-]+)?) /.exec(
      clause.text,
    )
  if (match === null) return undefined
  const { old, new: other } = match.groups as { old: string; new: string }
  if (/^(?:it|this|that|them|these|those|image|picture|texture|material|one|background|color|colour)$/.test(old))
    return undefined
  const fresh = other.replace(lead, '').replace(/^(?:a|an|the) /, '')
  const pattern = new RegExp(`\\b${old.replaceAll(/\s+/g, '\\s+')}(?:s|en)?\\b`, 'i')
  if (pattern.test(prompt)) return prompt.replace(pattern, fresh)
  return undefined
}

/** 'remove the moss', 'less rust': the words for it go from the prompt. */
function byRemoving(clause: Clause, prompt: string): string | undefined {
  const match =
    / (?:remove|drop|delete|lose|take away|take out|less|fewer|no more|not so|get rid of|leave out|without) (?:the |any |its |all |so much )?(?<old>[\w-]+(?: [\w-]+)?) /.exec(
      clause.text,
    )
  const old = match?.groups?.['old']
  if (old === undefined) return undefined
  const stem = old.replace(/(?:ness|iness|y|s|ed|es)$/, '')
  const pattern = new RegExp(
    `(?:,? ?(?:with|and|in|covered in|covered with) (?:a |an |the |some )?)?(?<![\\w-])${stem}[\\w-]*(?: and)?`,
    'i',
  )
  return stem.length > 2 && pattern.test(prompt) ? tidy(prompt.replace(pattern, '')) : undefined
}

function byAdding(clause: Clause, prompt: string, wide: boolean): string | undefined {
  const said = ` ${clause.text.trim()} `.replaceAll(/ · /g, ' ').trim()
  const words = said
    .replace(lead, '')
    .replace(/ (?:instead|please|again|now|this time|too|as well|though|then|next|version|variant|one|·|[.!?,])+$/g, '')
    .replace(/^(?:·|,|\.) /, '')
    .trim()
  if (words === '' || lead.test(`${words} `) || /^[·.,!?\s]*$/.test(words)) return undefined
  const reading = parsePrompt(words)
  const [material] = reading.materials
  const now = parsePrompt(prompt)
  // Another material stands in the place of the old one.
  if (material?.family !== undefined && !adding.test(said)) {
    const old = now.understood
      .filter(({ meaning }) => meaning.startsWith('material '))
      .map(({ words }) => words)
      .filter((known) => !isPurpose(known, prompt))
    const replaced = replaceMaterials(prompt, old, words)
    if (replaced !== prompt) return tidy(replaced)
    const surface = now.understood.some(({ meaning }) => meaning.startsWith('material '))
    return reading.form === undefined && (now.form !== undefined || surface)
      ? tidy(`${words} ${prompt.replace(/^(?:an?|the) /i, '')}`)
      : tidy(`${prompt}, ${words}`)
  }
  if (material !== undefined && material.colours.length > 0 && material.traits.length === 0) {
    const old = now.understood.filter(({ meaning }) => meaning.startsWith('colour '))
    const replaced = old[0] === undefined ? prompt : replaceWords(prompt, old[0].words, words)
    return tidy(replaced === prompt ? putBefore(prompt, words) : replaced)
  }
  if (reading.understood.length > 0) return tidy(`${prompt}, ${connect(said, words)}`)
  return wide && /[\p{L}]{3}/u.test(words) ? tidy(`${prompt}, ${connect(said, words)}`) : undefined
}

/** 'with moss', 'a version with moss', 'the same with moss': more, not instead. */
const adding =
  /^(?:(?:·|and|but|now|please|the|a|an|one|another|same|version|variant|thing|it|that|this|them|make|do|get|have|can|could|may|i|we) )*(?:with|more|add|some) /

/** What a surface is for ('for a spaceship hull') or a part is of ('with brass corners') is no material to be replaced. */
function isPurpose(words: string, prompt: string): boolean {
  return new RegExp(`(?<![\\w-])(?:for|with|on) (?:(?:an?|the|my|some) )?(?:[\\w-]+ )?${pattern(words)}`, 'i').test(
    prompt,
  )
}

/** The first in the place of the old material; what stands beside it ('stone and moss') goes with it. */
function replaceMaterials(prompt: string, [first, ...others]: readonly string[], words: string): string {
  if (first === undefined) return prompt
  const replaced = replaceWords(prompt, first, words)
  return others.reduce(
    (text, other) =>
      text.replace(new RegExp(`(?<=${pattern(words)})(?:,| and|, and) (?:an? |the )?${pattern(other)}`, 'i'), ''),
    replaced,
  )
}

/** 'add a hat' → 'with a hat'. */
function connect(said: string, words: string): string {
  const link = /(?:^| )(?<link>with|at|in|on|under|as|during|without|more|less)(?= (?:a |an |the |some )?$)/.exec(
    `${said.slice(0, Math.max(0, said.lastIndexOf(words)))}`,
  )?.groups?.['link']
  // 'a darker one' is darker, not a darker.
  const article = /(?:one|version|variant)$/.test(said)
    ? undefined
    : /(?:^| )(?<a>a|an|the|some) $/.exec(said.slice(0, Math.max(0, said.lastIndexOf(words))))?.groups?.['a']
  const noun = article === undefined ? words : `${article} ${words}`
  if (/(?:^| )(?:add|put) /.test(`${said} `)) return `with ${noun}`
  return link === undefined || link === 'as' ? noun : `${link} ${noun}`
}

function replaceWords(text: string, old: string, other: string): string {
  return text.replace(new RegExp(`(?<![\\w-])${pattern(old)}`, 'i'), other)
}

/** Finds these words, also with hyphens between them, as an adjective or in the plural. */
function pattern(words: string): string {
  return `${words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[\\s-]+')}(?:en|s)?(?![\\w-])`
}

/** The colour before the first noun: after the article. */
function putBefore(prompt: string, words: string): string {
  const article = /^(?<a>an?|the|some) /i.exec(prompt)
  if (article === null) return `${words} ${prompt}`
  const kept = article.groups!['a']!.toLowerCase() === 'an' ? 'a' : article.groups!['a']!
  return `${kept} ${words} ${prompt.slice(article[0].length)}`
}

function tidy(prompt: string): string {
  return prompt
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?:\s*,)+/g, ',')
    .replaceAll(/^[,\s]+|[,\s]+$/g, '')
}
