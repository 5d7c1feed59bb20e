import { addStep } from '../dialogue/situation.ts'
import type { Frame } from './frame.ts'

const kindWords: readonly (readonly [RegExp, string])[] = [
  [/ (?:images?|pictures?|photos?|renders?|drawings?|pics) /, 'image'],
  [/ (?:textures?|materials?) /, 'material'],
  [/ (?:mesh|meshes|3d models?|models?|3d) /, 'mesh'],
  [/ (?:maps?) /, 'map'],
  [/ (?:exports?) /, 'export'],
  [/ forms? /, 'form'],
]
const noise =
  /(?<= )(?:find|count|search|locate|look|looking|filter|browse|show|list|display|see|view|give|get|me|us|for|up|do|does|we|i|have|has|any|all|every|everything|there|are|is|which|what|where|my|our|the|a|an|of|with|that|this|those|these|in|on|from|called|named|tagged|about|made|make|images?|pictures?|photos?|renders?|drawings?|pics|textures?|materials?|mesh|meshes|3d|models?|maps?|exports?|forms?|assets?|gallery|project|so|far|recent|recently|latest|last|newest|already|existing|please|you|can|did|generated?|created?|today|yesterday|contain|contains|containing|showing|exist|exists|current|currently|available|how|many|much|be|were|was|anything|something|things?|stuff|files?|ones?|until|now|to|put|go|went|got|find|did|can|could|open|and|again|let|library|related|matching|like|results?|named|it|by|some|most|,|\.|\?|!|:|\d+)(?= )/

const inTrash =
  / (?:in|inside|of|open|show|list|view|see) (?:me )?(?:the |my )?(?:trash|bin|recycle bin|rubbish|wastebasket)(?: can)? | (?:trashed|deleted) (?:assets|things|files|images|pictures|meshes|textures|items|ones|stuff) | (?:thrown away|have (?:i|we) (?:deleted|trashed)|did (?:i|we) (?:delete|trash)) /

/** Looking for assets: by words, kind, how many. */
export const find: Frame = {
  id: 'assets_find',
  score({ verbs, text, question, wish }) {
    if (inTrash.test(text) && (question || verbs.has('show') || verbs.has('find') || verbs.has('open'))) return 86
    if (
      / (?:samplers?|settings?|jobs?|queue|projects|history|installed|checkpoints?|prompt|collections|code|weather|news|meaning|how to|time|wrong|license|price|cost|undo) /.test(
        text,
      )
    )
      return 0
    const noun =
      kindWords.some(([pattern]) => pattern.test(text)) ||
      / (?:assets?|gallery|library|everything|anything|something|stuff|results|works?) /.test(text)
    if (verbs.has('find')) return / (?:edges|outlines?) (?:of|in)/.test(text) ? 0 : 72
    if (question) {
      if (/^ where (?:did|do|can|have) (?:i|we|you) /.test(text)) return 71
      if (
        /^ (?:have|did|do|are|is|has) (?:i|we|you|there) (?:\w+ )?(?:any|some) \w/.test(text) &&
        !/ (?:models?|jobs?|updates?|tasks?|question|idea)s? /.test(text)
      )
        return 71
      if (
        /^ (?:do (?:i|we) have|have (?:i|we)|where (?:did|can|do|could|have)|are there|is there|where (?:is|are)|which|what|how many|did i|have we|has|what have) /.test(
          text,
        ) &&
        noun &&
        !/ (?:models? (?:do|are|can|should|is)|which model|what model|model .*(?:use|best)|language model|3d models? (?:can|should)|size|seed|triangles|best|made with|used) /.test(
          text,
        ) &&
        !/^ what (?:is|are) (?:in|on|an?|the (?:difference|best)) /.test(text)
      )
        return / models /.test(text) && !/ (?:3d|mesh) /.test(text) ? 0 : 75
      return /^ (?:what|which) (?:have|did|has) (?:i|we|you) (?:made?|created?|generated?|so far|done|do|make)/.test(
        text,
      )
        ? 70
        : 0
    }
    if (
      verbs.has('show') &&
      /^ \S+ (?:me )?(?:all|every|any|everything)(?: the| my| of)* [\w-]+(?: (?:in|of|from) (?:the|this|my) project)? $/.test(
        text,
      ) &&
      !/ (?:models|shortcuts|commands|options|languages) /.test(text)
    )
      return 72
    if ((verbs.has('show') || verbs.has('give') || verbs.has('open')) && noun) {
      if (/ models /.test(text) && !/ (?:3d|mesh) /.test(text)) return 0
      const many =
        / (?:images|pictures|photos|textures|materials|meshes|3d models|maps|exports|assets|gallery|everything|results|renders|forms|pics) /.test(
          text,
        )
      if (
        / (?:all|every|any)(?: the| my| of)* (?:mesh|image|picture|texture|material|map|photo)s? (?:that |which |what )?(?:i|we|there|you|$|·)/.test(
          text,
        )
      )
        return 76
      const mine =
        / (?:my|all|our|every|latest|recent|last|existing|tagged|the|list|gallery|of mine) /.test(text) ||
        verbs.has('find')
      if (
        many &&
        (mine ||
          /^ (?:list|browse|display|show|see|view) (?:me )?(?:\w+ )?(?:images|pictures|textures|materials|meshes|assets)/.test(
            text,
          )) &&
        !/ (?:\d+|some|more|new|another) (?:\w+ )?(?:images|pictures|textures|variants) of /.test(text)
      )
        return 73
      return 0
    }
    return !wish && /^ (?:any|all|my) (?:\w+ )?(?:images|pictures|textures|materials|meshes|assets) /.test(text)
      ? 70
      : 0
  },
  plan(request, situation) {
    const clause = request.clause.copy()
    const kind = kindWords.find(([pattern]) => pattern.test(request.text))?.[1]
    const limit = clause.take(
      /(?<= )(?:(?:first|last|latest|newest|top|most recent|recent) )(?<n>\d+)(?= )|(?<= )(?<m>\d+) (?:most recent|latest|newest|last)(?= )/,
    )?.groups
    const quotes = clause.quotes()
    const trashed = inTrash.test(request.text)
    if (trashed)
      clause.takeAll(
        /(?<= )(?:trash(?:ed)?(?: can)?|recycle|bin|rubbish|wastebasket|deleted?|thrown|away|inside|items)(?= )/,
      )
    clause.takeAll(noise)
    const text =
      quotes.length > 0
        ? quotes.join(' ')
        : clause
            .rest()
            .replaceAll(/[^\p{L}\p{N}\s-]/gu, ' ')
            .replaceAll(/\s+/g, ' ')
            .trim()
    const n = limit?.['n'] ?? limit?.['m']
    addStep(situation, {
      tool: 'assets_find',
      arguments: {
        ...(text === '' ? {} : { text }),
        ...(kind === undefined ? {} : { kind }),
        ...(trashed ? { trashed } : {}),
        ...(n === undefined ? {} : { limit: Number(n) }),
      },
    })
    return { type: 'plan' }
  },
}
