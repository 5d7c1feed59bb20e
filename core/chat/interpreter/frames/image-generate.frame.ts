import { parsePrompt } from '../../../../models/procedural/prompt/parse-prompt.ts'
import { addStep } from '../dialogue/situation.ts'
import { everydayWords } from '../language/everyday-words.ts'
import { isNounPhrase } from '../language/noun-phrase.ts'
import { verbsOf } from '../language/verbs.ts'
import { toArguments } from '../slots/to-arguments.ts'
import { checkSettings } from './check-settings.ts'
import { contentOf } from './content.ts'
import type { Frame } from './frame.ts'

/** A picture from words. What asks for making and fits no other frame is one, too. */
export const imageGenerate: Frame = {
  id: 'image_generate',

  score(request, { world }) {
    const { verbs, head, question, text, wish } = request
    if (question) return 0
    // 'make my computer faster' is no picture, 'draw my dog' is.
    if (head === undefined && /^ (?:make|do|get|give|prepare|build|create) my /.test(text)) return 0
    const making = verbs.has('make') || verbs.has('give') || verbs.has('try')
    if (head === 'image')
      return making
        ? 60
        : verbs.has('show') && / (?:a|an|\d+|some|another) /.test(text)
          ? 55
          : verbs.size === 0 && isNounPhrase(text)
            ? 45
            : 0
    if (verbs.size === 0 && head === undefined && / \d/.test(text)) {
      // 'steam locomotive, side view, 25 steps': only a picture is described so.
      const { prompt, settings } = contentOf(request, world)
      const sampled = settings.steps ?? settings.sampler ?? settings.guidance ?? settings.negative
      if (sampled !== undefined && /[a-z]{3}/i.test(prompt) && isNounPhrase(` ${prompt.toLowerCase()} `)) return 45
    }
    if (verbs.size === 0 && bare(text, { loose: true }) !== undefined) return 31
    if (head !== undefined) return making ? 20 : 0
    if ((verbs.has('give') || wish) && bare(text.replace(/^ (?:give|get|bring|hand) (?:me |us )?/, ' ')) === undefined)
      return 0
    return making ? (wish ? 32 : 35) : verbs.has('show') && / (?:me )?(?:a|an) /.test(text) ? 34 : 0
  },

  plan(request, situation) {
    const tool = situation.tools.get('image_generate')
    const { prompt, settings } = contentOf(request, situation.world)
    const words = request.given.prompt ?? prompt
    if (
      words === '' ||
      /^(?:an? |some )?(?:poster|wallpaper|icon|logo|drawing|painting|portrait|sketch|photo|scene|cover|banner|illustration)s?$/i.test(
        words,
      )
    )
      return { type: 'ask', slot: 'prompt', text: 'What should the picture show?' }
    if (
      /^(?:(?:the|that|this) )?(?:first|second|third|fourth|fifth|last|other|next|previous|left|right) (?:one|image|picture)$|^(?:again|it|that|this|them|once more)$/i.test(
        words,
      )
    )
      return {
        type: 'say',
        refuses: true,
        text: `I don't know what you mean by "${words}" here. What should I do with it?`,
      }
    const wrong = checkSettings(settings, tool, situation)
    if (wrong !== undefined) return wrong
    if (
      request.verbs.size === 0 &&
      request.head !== 'image' &&
      request.given.answer === undefined &&
      request.given.prompt === undefined &&
      bare(request.text, { loose: true }) === 'unknown'
    )
      return { type: 'offer', text: `Shall I make a picture of ${words}?` }
    if (request.given.answer === 'no') return { type: 'say', text: 'All right, I leave it.' }
    addStep(situation, { tool: 'image_generate', arguments: { prompt: words, ...toArguments(settings, tool) } })
    const count = settings.count ?? 1
    return { type: 'plan', intro: `I'll make ${count === 1 ? 'a picture' : `${count} pictures`}: ${words}.` }
  },
}

const everyday = new Set(everydayWords)

/** Whether words without a verb are a prompt by themselves: the lexicon knows what they show, or they at least name a thing. */
function bare(text: string, { loose = false } = {}): 'known' | 'unknown' | undefined {
  const words = text
    .replace(/ , \d+ of (?:them|these|those) | (?:x\d+|\d+x) /, ' ')
    .replaceAll(/[·.,!?;]/g, ' ')
    .trim()
  if (
    !/[a-z]{3}/.test(words) ||
    !isNounPhrase(` ${words} `) ||
    / (?:it|this|that|them|you|i|me|my|your) /.test(` ${words} `)
  )
    return undefined
  const { form, materials, environment } = parsePrompt(words)
  if (form !== undefined || (materials.length > 0 && materials[0]!.family !== undefined)) return 'known'
  const named =
    /^(?:an?|some|the|\d+) \S+/.test(words) ||
    (loose &&
      words.split(/\s+/).length <= 6 &&
      verbsOf(words.split(/\s+/)[0]!).size === 0 &&
      words.split(/\s+/).some((word) => everyday.has(word)))
  if (environment !== undefined && named) return 'known'
  return named && words.split(/\s+/).length <= 30 ? 'unknown' : undefined
}
