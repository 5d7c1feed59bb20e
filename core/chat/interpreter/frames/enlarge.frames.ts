import { isNounPhrase } from '../language/noun-phrase.ts'
import { takeFactor } from '../slots/factor.ts'
import { phrasePattern } from '../slots/phrase.ts'
import { definePictureFrame } from './define-picture-frame.ts'
import type { Frame } from './frame.ts'

const larger =
  / (?:(?:twice|double|triple|\d+ times|\dx) (?:the |its |as )?(?:size|resolution|large|big)|bigger|larger|more (?:big|large)|huge(?=(?: please)? (?:·|$))|higher (?:resolution|res)|high(?:er)?[ -]res(?:olution)?|hi[ -]?res|more (?:pixels|resolution)|super[ -]?resolution|upscaled|enlarged|hd|sharper) /

/** 'a bigger blade': of something in the picture. */
const largerPart =
  / (?:bigger|larger) (?!(?:image|picture|photo|version|copy|one|size|resolution|render|file|please|and|than|too|now|again|by|so|for|in|at|·|,|\.|!)\b)[a-z][\w-]+ /

/** Enlarging with an upscaler; 'bigger' of a picture means it, too. */
export const upscale = definePictureFrame({
  tool: 'image_upscale',
  score({ verbs, text, question, head }, { groups }) {
    if (question || / mesh | 3d | prompts? /.test(text)) return 0
    const factor = / \d+(?:\.\d+)?x | x\d | \d+ times | twice | double /.test(text)
    if (/^ (?:double|triple|quadruple) (?:the |its )?(?:\w+ )?(?:size|resolution|pixels|dimensions) /.test(text))
      return 84
    const exact = / \d{3,5} ?(?:x|by) ?\d{3,5} | \d{3,5} (?:px|pixels) | wide | tall /.test(text)
    if (/^ (?:increase|raise|boost|improve|up|higher|bump(?: up)?) (?:the |its )?(?:resolution|size) /.test(text))
      return 84
    if (verbs.has('upscale')) return exact && !factor && !/ upscale /.test(text) ? 60 : 84
    if (
      (verbs.has('make') ||
        verbs.size === 0 ||
        verbs.has('resize') ||
        verbs.has('change') ||
        verbs.has('want') ||
        (verbs.has('give') && / (?:resolution|size) /.test(text))) &&
      larger.test(text) &&
      !exact &&
      !largerPart.test(text)
    ) {
      const made = groups.at(-1)?.tool
      if (made === 'texture_generate' || head === 'texture') return 0
      return / (?:it|this|that|them|these|one|image|picture|photo|robot|the) |^ (?:\S+ )?(?:bigger|larger|sharper|more big|more large)(?: please)? /.test(
        text,
      )
        ? 78
        : 20
    }
    if (/ upscal/.test(text)) return 76
    if (verbs.has('resize') && factor && / double | \dx /.test(text) && !/ half | halve | down /.test(text)) return 40
    return 0
  },
  fill({ clause, settings }) {
    // 'bigger, four times' reads as a count.
    const scale = takeFactor(clause) ?? settings.count
    return scale === undefined ? {} : { scale }
  },
  intro: "I'll enlarge it.",
})

/** Another size in pixels or by a factor, without a model. */
export const resize = definePictureFrame({
  tool: 'image_resize',
  kinds: ['image', 'map'],
  score({ verbs, text, question, clause }, { world }) {
    if (question || / (?:mesh|model|triangles) /.test(text)) return 0
    if (verbs.has('resize')) return 82
    if (
      / (?:thumbnail|(?:smaller|small|tiny|mini|larger) (?:copy|version)) (?:of|from|for) (?:the|this|that|my|it|\S+-\S+)/.test(
        text,
      )
    )
      return 83
    const sized = / \d{2,5}x\d{2,5} | \d{2,5} (?:by|x) \d{2,5} | \d{2,5} (?:px|pixels|wide|tall|square) | half /.test(
      text,
    )
    if (verbs.has('change') && (/ size | dimensions | resolution /.test(text) || (sized && / to /.test(text))))
      return 78
    if (
      verbs.has('make') &&
      / (?:it|this|that|them) /.test(text) &&
      / (?:smaller|half (?:as|the|its) (?:size|big|large)|tiny) /.test(text)
    )
      return 79
    if (
      (verbs.has('make') || (verbs.size === 0 && isNounPhrase(text))) &&
      sized &&
      / (?:the|this|that|my) (?:\S+ ){0,3}?(?:image|picture|photo|one|render) /.test(text)
    )
      return 77
    if (verbs.size === 0 && /^ (?:a bit |much |· )*smaller /.test(clause.text)) return 66
    // 'the statue at 2048 pixels'
    if (
      sized &&
      world.assets.some(
        ({ kind, id, name }) =>
          kind === 'image' &&
          [id, name].some((known) =>
            new RegExp(` (?:the |my )?${phrasePattern(known)} (?:at|in|to|as) \\d`).test(
              text.replaceAll(/(?<=[a-z])[-_](?=[a-z])/g, ' '),
            ),
          ),
      )
    )
      return 77
    return verbs.has('upscale') && sized ? 70 : 0
  },
  fill({ clause, settings, request }) {
    const filter = clause.take(
      /(?<= )(?:with|using|by) (?:the )?(?<f>lanczos|bicubic|bilinear|area|nearest)(?: ?-?neighbou?r)?(?: filter(?:ing)?| interpolation)?(?= )/,
    )?.groups['f']
    const cover =
      clause.take(/(?<= )(?:(?:and )?crop(?:ping)?(?: (?:it|to fit|what|the rest))*|cover|fill(?:ing)?)(?= )/) !==
      undefined
    const more = { ...(filter === undefined ? {} : { filter }), ...(cover ? { fit: 'cover' } : {}) }
    if (settings.width !== undefined || settings.height !== undefined) return more
    const factor = takeFactor(clause)
    const shrinking = / (?:shrink|downscale|reduce|smaller|down|scale down) /.test(request.text)
    if (factor !== undefined)
      return { scale: shrinking && factor > 1 ? 1 / factor : / double /.test(request.text) ? 2 : factor, ...more }
    if (/ (?:halve|half) /.test(request.text) || shrinking) return { scale: 0.5, ...more }
    if (/ double /.test(request.text)) return { scale: 2, ...more }
    const side = clause.take(/(?<= )(?:to |at )?(?<n>\d{2,5})(?= )/)?.groups['n']
    if (side !== undefined) return { width: Number(side), ...more }
    return { type: 'ask', slot: 'more', text: 'To which size, for example "512 × 512" or "half"?' }
  },
  intro: "I'll change its size.",
})

export const enlargeFrames: readonly Frame[] = [upscale, resize]
