import type { AssetKind } from '../../../../base/asset.ts'
import { resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { takeNames } from '../slots/names.ts'
import type { Settings } from '../slots/settings.ts'
import type { Frame } from './frame.ts'
import { isOutcome, needPictures } from './need-pictures.ts'
import { tag } from './tag.frame.ts'
import { targets } from './targets.ts'
import { trashedAssets } from './trashed-assets.ts'

const all: readonly AssetKind[] = ['image', 'map', 'material', 'form', 'mesh', 'export']

export const trash: Frame = {
  id: 'asset_trash',
  score(request, situation) {
    const { verbs, text, question } = request
    if (
      question ||
      !verbs.has('remove') ||
      isPart(request, situation) ||
      isDetail(text, situation) ||
      /^ throw .* (?:in|into|to|onto|on) (?!(?:the )?(?:trash|bin|garbage))/.test(text) ||
      /^ \S+ (?:away |off |out )?(?:the |its |their |that |all )*background /.test(text)
    )
      return 0
    if (
      / (?:project|collection|tag|tags|model|conversation|chat|file|memory|setting|background|job|jobs|queue) /.test(
        text,
      ) &&
      !/ (?:image|picture|asset|mesh|texture)s? /.test(text)
    )
      return 0
    return 74
  },
  plan(request, situation) {
    const assets = targets(request, situation)
    if (isOutcome(assets)) return assets
    if (assets.length === 0) return { type: 'say', refuses: true, text: 'There is nothing else that I could delete.' }
    addStep(situation, { tool: 'asset_trash', arguments: { assets } })
    return { type: 'plan' }
  },
}

export const restore: Frame = {
  id: 'asset_restore',
  score: ({ verbs, text, question }) =>
    question ? 0 : verbs.has('restore') && !/ (?:settings?|default|undone) /.test(text) ? 79 : 0,
  plan(request, situation) {
    const trashed = trashedAssets(situation)
    const named = needPictures(
      { ...request, text: request.text.replace(/ (?:last|deleted|trashed|removed) /g, ' ') },
      { ...situation, groups: situation.groups.filter(({ tool }) => tool !== 'asset_trash') },
      { kinds: all, noun: 'asset' },
    )
    const assets =
      trashed.length > 0 &&
      / (?:it|them|that|this|those|these|image|images|picture|pictures|one|ones|deleted|everything|all|last|from) /.test(
        request.text,
      )
        ? trashed
        : named
    if (isOutcome(assets)) return assets
    addStep(situation, { tool: 'asset_restore', arguments: { assets } })
    return { type: 'plan' }
  },
}

export const rename: Frame = {
  id: 'asset_rename',
  score({ verbs, text, question }) {
    if (question || / (?:project|collection) /.test(text)) return 0
    if (/^ (?:rename|retitle) /.test(text) || /^ (?:change|set) (?:the|its) name /.test(text)) return 84
    if (/^ (?:call|name|title) (?:it|this|that|them|the \w+|\S+-\S+) \S/.test(text)) return 82
    if (/ (?:to|should|must|shall) be (?:called|named|renamed) \S/.test(text)) return 82
    return verbs.has('give') && / (?:the )?name /.test(text) ? 80 : 0
  },
  plan(request, situation) {
    const clause = request.clause.copy()
    const name = request.given.name ?? newName(clause.copy(), request)
    if (name === undefined || name === '') return { type: 'ask', slot: 'name', text: 'What should it be called?' }
    // Its new name is no mention of another asset.
    const before = /^ give /.test(request.text)
      ? request.text.replace(/ (?:a |the )?(?:new )?name .*$/, ' ').replace(/^ give to /, ' give ')
      : request.text.replace(/ (?:to|as|into|should|must|shall) [^·]*$/, ' ')
    const assets = targets({ ...request, text: before }, situation)
    if (isOutcome(assets)) return assets
    addStep(situation, { tool: 'asset_rename', arguments: { asset: assets[0], name } })
    return { type: 'plan' }
  },
}

function newName(clause: Request['clause'], request: Request): string | undefined {
  const quotes = clause.quotes()
  if (quotes.length > 0) return quotes.at(-1)
  const after = clause.take(/(?<= )(?:to|as|into)(?: be)?(?: called)? (?<n>.+) $/)
  if (after !== undefined)
    return after.source
      .replace(/^(?:to|as|into)\s+(?:be )?(?:called )?/i, '')
      .replace(/[.!?]+$/, '')
      .trim()
  const called = clause.take(/(?<= )(?:to|should|must|shall) be (?:called|named|renamed)(?: to)? (?<n>.+) $/)
  if (called !== undefined) return called.source.replace(/^\S+ be \S+ (?:to )?/i, '').replace(/[.!?]+$/, '')
  const given = clause.take(/(?<= )(?:a |the )?(?:new )?name (?:of |: )?(?!(?:to|for|of|it)\b)(?<n>.+) $/)
  if (given !== undefined)
    return given.source.replace(/^(?:a |the )?(?:new )?name\s*(?:of\s|:)?\s*/i, '').replace(/[.!?]+$/, '')
  const settings: Settings = {}
  takeNames(clause, settings)
  if (settings.name !== undefined) return settings.name
  const direct =
    /(?<= )(?:call|name|title|rename)(?: (?:it|this|that|them|the (?:image|picture|mesh|texture|result|last one|one)))? (?<n>.+) $/.exec(
      request.text,
    )
  if (direct === null) return undefined
  return clause
    .take(
      /(?<=(?:call|name|title|rename) (?:it|this|that|them|the (?:image|picture|mesh|texture|result|last one|one)) ).+ $/,
    )
    ?.source.replace(/[.!?]+$/, '')
}

/** 'remove the wall behind the cat': a part of a picture, not the picture. */
function isPart(request: Request, situation: Situation): boolean {
  const part =
    /^ \S+ (?<part>(?:the |that |this |those |all )?[\w -]+?) (?:behind|beside|next to|from|in|on|around|under|above|off) (?:the|my|this|that|it|its) (?!(?:project|gallery|collection|trash|workspace|list|conversation)\b)/.exec(
      request.text,
    )?.groups?.['part']
  if (part === undefined || / (?:away|off|out)$/.test(` ${part}`)) return false
  if (
    request.things.some(({ words }) => ` ${part} `.includes(` ${words} `)) ||
    /^(?:it|this|that|them|everything|all)$/.test(part)
  )
    return false
  const found = resolveAssets({ ...request, text: ` ${part} ` }, situation, { kinds: all })
  return !('assets' in found && /^(?:named|described)$/.test(found.how))
}

/** 'remove the mountains again', of a phoenix with mountains: what the prompt says beside its subject. */
function isDetail(text: string, { groups }: Situation): boolean {
  const thing = /^ \S+ (?:the|that|those|these|all) (?<thing>[\w-]+)(?: (?:again|please|too|now|from it))* $/.exec(text)
    ?.groups?.['thing']
  const prompt = groups.findLast(({ arguments: given }) => typeof given['prompt'] === 'string')?.arguments['prompt']
  if (thing === undefined || typeof prompt !== 'string') return false
  return new RegExp(`(?:,| with| and| in| on| at| under| behind| near)\\b[^,]* ${thing}\\b`, 'i').test(prompt)
}

/** Ratings without a number. */
const marks: readonly (readonly [RegExp, number])[] = [
  [
    / (?:full|top|highest|maximum|max|best(?: possible)?) (?:marks?|ratings?|score|stars|grade)|all (?:the |5 )?stars /,
    5,
  ],
  [/ (?:lowest|minimum|worst) (?:marks?|ratings?|score|grade) /, 1],
  [
    /^ (?:take|remove|clear|delete|drop|reset|erase|unset|get rid of|strip) (?:away |off )?(?:the |its |their |that |all )*(?:ratings?|stars|score) |^ unrate | (?:without|no) rating $/,
    0,
  ],
]
/** 'give the bricks a two' */
const gives =
  /^ (?:give|award|grant) (?:it|this|that|them|these|the|my|\S+-\S+)(?: [\w-]+){0,4}? (?:an? )?(?:rating of )?[0-5] $/

export const rate: Frame = {
  id: 'asset_rate',
  score({ verbs, text, question }, { groups }) {
    if (question) return 0
    // 'make that a 4'
    if (
      groups.at(-1)?.tool === 'asset_rate' &&
      /^ (?:(?:make|change|set|give) (?:it|that|this) )?(?:to |rather |an? )*[0-5](?: stars?| instead)? $/.test(text)
    )
      return 92
    if (
      groups.at(-1)?.tool === 'asset_rate' &&
      verbs.size === 0 &&
      /^ (?:the |my |\S+-\S+)[^,]* [0-5](?: stars?)? $/.test(text)
    )
      return 92
    if (marks.some(([pattern]) => pattern.test(text))) return 86
    if (gives.test(text) && !/ (?:variants?|versions?|copies|more|of) /.test(text)) return 72
    if (
      / (?:\d|one)(?: out of 5)? ?-?stars? | \d (?:out of|\/) ?5 | \d-stars? /.test(text) &&
      (!/ (?:make|generate|draw|create|with \d stars) /.test(text) || verbs.has('tag') || verbs.has('rate'))
    )
      return verbs.has('find') || verbs.has('show') ? 0 : 85
    return verbs.has('rate') && !/^ (?:name|title) /.test(text)
      ? 82
      : / favou?rites? /.test(text) && !verbs.has('find') && !verbs.has('show')
        ? 70
        : 0
  },
  plan(request, situation) {
    const given =
      /(?<= )(?<n>\d(?! (?:images|pictures|ones))|one(?= stars?))(?:(?: out of| \/)? ?5)?(?: ?-?stars?)?(?= )/.exec(
        request.text.replace(
          / #\d| (?:number \d|(?:rate|star|give|score) (?:the )?(?:image|picture) \d)(?! (?:out|stars?|\/))/g,
          ' ',
        ),
      )?.groups?.['n']
    const marked = marks.find(([pattern]) => pattern.test(request.text))?.[1]
    const rating =
      marked !== undefined
        ? marked
        : given === undefined
          ? / favou?rite|star /.test(request.text)
            ? 5
            : undefined
          : given === 'one'
            ? 1
            : Number(given)
    if (rating === undefined) return { type: 'ask', slot: 'more', text: 'How many stars, from 1 to 5?' }
    if (rating > 5) return { type: 'say', refuses: true, text: `I can't give ${rating} stars: 5 are the most.` }
    const assets = targets(
      { ...request, text: request.text.replace(/ (?:\d|one) (?:out of 5 )?(?=stars? )| (?:\d|one) (?=$)/g, ' ') },
      situation,
    )
    if (isOutcome(assets)) return assets
    for (const asset of assets) addStep(situation, { tool: 'asset_rate', arguments: { asset, rating } })
    return { type: 'plan' }
  },
}

export const collect: Frame = {
  id: 'collection_add',
  score: ({ verbs, text, question, clause }) =>
    !question &&
    /^ (?:put|add|move|file|sort|place|gather) .+ (?:in|into|to|under) "…" $/.test(text) &&
    !/ tags? /.test(text)
      ? 84
      : !question &&
          verbs.has('add') &&
          namedPlace(clause) !== undefined &&
          !/ (?:project|blender|tags?|note|file|queue) /.test(text)
        ? 79
        : !question &&
            / (?:collections?|album) /.test(text) &&
            (verbs.has('add') ||
              verbs.has('make') ||
              verbs.has('export') ||
              verbs.has('write') ||
              verbs.has('remove') === false) &&
            !verbs.has('find') &&
            !verbs.has('show')
          ? 84
          : 0,
  plan(request, situation) {
    const clause = request.clause.copy()
    const [quoted] = clause.quotes()
    const called = clause.take(
      /(?<= )(?:called|named|titled|with (?:the )?name|by the name(?: of)?) (?<n>.+?)(?= (?:with|from|and|containing|please|for|,|\.) | $)/,
    )?.source
    const named =
      clause.take(
        /(?<= )(?:(?:in|into|to|for|new|a|the|my|called|named) )*(?:collection|album)(?: called| named|:)? (?<n>(?!(?:with|of|from|and|please)\b)[\w-]+(?: (?!(?:with|of|from|and|please)\b)[\w-]+)?)(?= )/,
      ) ?? clause.take(/(?<= )(?:in|into|to)(?: (?:the|my|a|our))? (?<n>[\w-]+(?: [\w-]+)?) (?:collection|album)(?= )/)
    const plainName = named?.source
      .replace(/^(?:(?:in|into|to|for|new|a|the|my|our|called|named)\s+)*/i, '')
      .replace(/^(?:collection|album)\s*(?:called|named|:)?\s*/i, '')
      .replace(/\s+(?:collection|album)$/i, '')
    const collection =
      quoted ??
      request.given.name ??
      called
        ?.replace(/^(?:called|named|titled|with (?:the )?name|by the name(?: of)?)\s+/i, '')
        .replace(/[.!?]+$/, '') ??
      plainName ??
      namedPlace(request.clause)
    if (collection === undefined || collection === '')
      return { type: 'ask', slot: 'name', text: 'Which collection should it go into?' }
    const before = request.text.replace(/ (?:in|into|to) (?:the |my |a |new |our )*(?:collection|album)? ?.*$/, ' ')
    const assets = targets({ ...request, text: before.length > 4 ? before : request.text }, situation)
    if (isOutcome(assets)) return assets
    addStep(situation, { tool: 'collection_add', arguments: { collection, assets } })
    return { type: 'plan' }
  },
}

/** 'into Pets 2024': a name is written large. */
function namedPlace(clause: Request['clause']): string | undefined {
  return /\s(?:in|into|to|under)\s+(?:the\s+)?(?<name>[A-Z][\w-]*(?:\s[\w-]+){0,3})[.!]?$/.exec(clause.rest())
    ?.groups?.['name']
}

export const manageFrames: readonly Frame[] = [trash, restore, rename, tag, rate, collect]
