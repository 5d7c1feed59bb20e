import { colourOf } from '../content/colour-of.ts'
import { resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { definePictureFrame } from './define-picture-frame.ts'
import type { Frame } from './frame.ts'
import { isOutcome, needPictures } from './need-pictures.ts'

/** What shape of rectangle a sentence names; pixels from the left and the top. */
const corner =
  /(?<= )(?:starting |beginning )?(?:at|from) (?:position |point |x |\()?(?:x ?=? ?)?(?<left>\d+) ?(?:,|and|x|\|) ?(?:y ?=? ?)?(?<top>\d+)(?: ?\))?(?= )/

export const crop = definePictureFrame({
  tool: 'image_crop',
  kinds: ['image', 'map'],
  score: ({ verbs, question }) => (question ? 0 : verbs.has('crop') ? 82 : 0),
  fill({ clause, settings }) {
    const at = clause.take(corner)?.groups
    const left = at?.['left'] ?? clause.take(/(?<= )(?:left|x)(?: of| =| at|:)* (?<n>\d+)(?= )/)?.groups['n']
    const top = at?.['top'] ?? clause.take(/(?<= )(?:top|y)(?: of| =| at|:)* (?<n>\d+)(?= )/)?.groups['n']
    const place = {
      ...(left === undefined ? {} : { left: Number(left) }),
      ...(top === undefined ? {} : { top: Number(top) }),
    }
    const width = settings.width ?? settings.height
    const height = settings.height ?? settings.width
    if (width === undefined || height === undefined)
      return { type: 'ask', slot: 'more', text: 'Which part should I keep, for example "256 × 256 at 0, 0"?' }
    return { width, height, ...place }
  },
})

export const invert = definePictureFrame({
  tool: 'image_invert',
  kinds: ['image', 'map'],
  score: ({ verbs, text, question }) =>
    question
      ? 0
      : verbs.has('invert') || /^ (?:flip|swap|switch|reverse|negate) (?:the |all )?colors /.test(text)
        ? 82
        : (verbs.has('make') || verbs.has('change') || verbs.has('give') || verbs.size === 0) &&
            / (?:negative of|inverted|(?:in)?to a negative|film negative) /.test(text) &&
            !/ prompt /.test(text)
          ? 80
          : 0,
})

export const channel = definePictureFrame({
  tool: 'image_channel',
  kinds: ['image', 'map'],
  score: ({ text, question }) =>
    question
      ? 0
      : / (?:red|green|blue|alpha|transparency) ?-?channel | channel (?:red|green|blue|alpha) /.test(text)
        ? 84
        : / (?:extract|get|take) (?:the |its )?alpha /.test(text)
          ? 80
          : 0,
  fill({ clause }) {
    const said = clause.take(/(?<= )(?:channel )?(?<c>red|green|blue|alpha|transparency)(?= )/)?.groups['c'] ?? 'alpha'
    return {
      channel: said === 'transparency' ? 'alpha' : said,
      ...(clause.has(/ (?:invert|inverted) /) ? { invert: true } : {}),
    }
  },
})

export const mask = definePictureFrame({
  tool: 'image_mask',
  kinds: ['image', 'map'],
  score({ text, question, verbs }) {
    if (question) return 0
    if (verbs.has('mask')) return 80
    const from = / (?:of|from|for) (?:it|this|that|the|its|my|everything|all) /.test(text)
    return / masks? /.test(text) &&
      (verbs.has('make') || verbs.has('give') || verbs.size === 0) &&
      (from ||
        / (?:transparency|transparent|brightness|bright|dark|color|rectangle|by|parts|pixels|areas|alpha) /.test(text))
      ? 79
      : 0
  },
  fill({ clause, settings }) {
    const grow = clause.take(
      /(?<= )(?:grow|grown|expand|expanded|enlarge|larger)(?: it)?(?: by)? (?<n>\d+)(?: pixels)?(?= )/,
    )?.groups['n']
    const feather = clause.take(
      /(?<= )(?:feather(?:ed)?|soften(?:ed)?|blur(?:red)?)(?: edges?| it)?(?: by| of)? (?<n>\d+)(?: pixels)?(?= )/,
    )?.groups['n']
    const more = {
      ...(grow === undefined ? {} : { grow: Number(grow) }),
      ...(feather === undefined ? {} : { feather: Number(feather) }),
      ...(clause.has(/ (?:invert|inverted|everything (?:else|but)) /) ? { invert: true } : {}),
    }
    const least = clause.take(/(?<= )(?:brighter|lighter|above|over|more) than (?<n>\d+)(?= )/)?.groups['n']
    const most = clause.take(/(?<= )(?:darker|below|under|less) than (?<n>\d+)(?= )/)?.groups['n']
    if (clause.has(/ (?:transparen\w*|alpha|see-through) /)) return { by: 'transparency', ...more }
    if (
      least !== undefined ||
      most !== undefined ||
      clause.has(/ (?:brightness|bright|dark|light|shadows|highlights|luminance|white|black) /)
    ) {
      const dark = clause.has(/ (?:dark|shadows|black) /) && least === undefined && most === undefined
      return {
        by: 'brightness',
        ...(least === undefined ? {} : { least: Number(least) }),
        ...(most === undefined ? {} : { least: 0, most: Number(most) }),
        ...(dark ? { least: 0, most: 127 } : {}),
        ...more,
      }
    }
    const rectangle = clause.has(/ (?:rectangle|rectangular|box|square|region) /) || settings.width !== undefined
    if (rectangle) {
      const at = clause.take(corner)?.groups
      return {
        by: 'rectangle',
        ...(at === undefined ? {} : { left: Number(at['left']), top: Number(at['top']) }),
        ...more,
      }
    }
    const colour = colourOf(clause)
    if (colour !== undefined) return { by: 'colour', colour, ...more }
    return {
      type: 'ask',
      slot: 'more',
      text: 'What should the mask be made by: transparency, brightness, a colour or a rectangle?',
    }
  },
})

/** Which sides an amount of pixels goes to; all of them where none is named. */
function sidesOf(text: string, standard: number): Record<string, number> {
  const sides: Record<string, number> = {}
  const all = { left: 'left', right: 'right', top: 'top|above|up|upwards?', bottom: 'bottom|below|down|downwards?' }
  const plain = / (?<n>\d{1,4})(?: ?px| pixels?)? /.exec(text)?.groups?.['n']
  for (const [side, words] of Object.entries(all)) {
    const match = new RegExp(
      ` (?:(?<a>\\d{1,4})(?: pixels?| px)? (?:to the |on the |at the |on |more |at |from the )*(?:${words})|(?:${words})(?: side| by| of|:)* (?<b>\\d{1,4})|(?:${words}|(?:both|all) sides)) `,
    ).exec(text)
    if (match !== null) sides[side] = Number(match.groups!['a'] ?? match.groups!['b'] ?? plain ?? standard)
  }
  if (/ (?:all|every|each) (?:sides?|directions?|borders?|edges?) | (?:around|everywhere) /.test(text))
    for (const side of Object.keys(all)) sides[side] = Number(plain ?? standard)
  else if (/ (?:both sides|horizontally|sideways|wider|sides) /.test(text)) {
    sides['left'] ??= Number(plain ?? standard)
    sides['right'] ??= Number(plain ?? standard)
  } else if (/ (?:vertically|taller) /.test(text)) {
    sides['top'] ??= Number(plain ?? standard)
    sides['bottom'] ??= Number(plain ?? standard)
  }
  if (Object.keys(sides).length === 0) for (const side of Object.keys(all)) sides[side] = Number(plain ?? standard)
  return sides
}

export const pad = definePictureFrame({
  tool: 'image_pad',
  score: ({ verbs, text, question }) =>
    question
      ? 0
      : verbs.has('pad')
        ? 84
        : / (?:add|put) (?:an? |some )?(?:\d+ (?:px |pixels? )?)?(?:of )?(?:padding|border|margin|frame|gray border|canvas) | larger canvas /.test(
              text,
            )
          ? 78
          : 0,
  fill: ({ request }) => sidesOf(request.text, 64),
})

export const outpaint: Frame = {
  id: 'image_outpaint',
  score({ verbs, text, question }) {
    if (question) return 0
    if (/ (?:outpaint|uncrop|out-paint) /.test(text)) return 86
    return verbs.has('extend') &&
      / (?:image|picture|photo|it|this|that|canvas|left|right|top|bottom|upwards?|downwards?|sideways|outwards?|by \d+(?: pixels)?|sides?|border|borders|edges|directions?) /.test(
        text,
      ) &&
      !/ prompt /.test(text)
      ? 80
      : 0
  },
  plan(request, situation) {
    const pictures = needPictures(request, situation)
    if (isOutcome(pictures)) return pictures
    const what = / (?:with|showing|to show|and show) (?:more )?(?<what>[^,.·]+) /.exec(request.text)?.groups?.['what']
    for (const image of pictures) {
      const made = situation.groups.findLast(({ assets }) => assets.some(({ id }) => id === image))
      const known = made?.arguments['prompt'] ?? situation.world.assets.find(({ id }) => id === image)?.prompt
      const prompt =
        what?.replace(/ by .*$/, '') ?? (typeof known === 'string' && known !== '' ? known : 'the same scene')
      addStep(situation, { tool: 'image_outpaint', arguments: { image, prompt, ...sidesOf(request.text, 128) } })
    }
    return { type: 'plan', intro: "I'll continue the picture beyond its borders." }
  },
}

export const composite: Frame = {
  id: 'image_composite',
  score(request, situation) {
    const { verbs, text, question } = request
    if (question || / (?:prompt|meshes|tags?|collection|project) /.test(text)) return 0
    if (verbs.has('overlay')) return 78
    if (!verbs.has('add') && !/^ (?:put|place|lay) /.test(text)) return 0
    if (
      !/ (?:over|on|onto|on top of|in front of|above|behind|with|and) /.test(text) ||
      / (?:in|into|under) (?!front )/.test(text)
    )
      return 0
    return halves(request, situation) === undefined ? 0 : 77
  },
  plan(request, situation) {
    const pair = halves(request, situation)
    if (pair === undefined)
      return {
        type: 'ask',
        slot: 'more',
        text: 'Which picture should lie over which? Say it like "the robot over the castle".',
      }
    const at = request.clause.copy().take(corner)?.groups
    const place = at === undefined ? {} : { left: Number(at['left']), top: Number(at['top']) }
    addStep(situation, { tool: 'image_composite', arguments: { ...pair, ...place } })
    return { type: 'plan' }
  },
}

/** The picture below and the one above: 'X over Y', else the two newest. */
function halves(request: Request, situation: Situation): { image: string; source: string } | undefined {
  const { text } = request
  const split = / (?:over|on top of|onto|on|in front of|with|and|above|into) /.exec(text)
  const half = (part: string) =>
    resolveAssets({ ...request, text: ` ${part.trim()} ` }, situation, { kinds: ['image', 'map'] })
  const [above, below] =
    split === null ? [] : [half(text.slice(0, split.index)), half(text.slice(split.index + split[0].length - 1))]
  if (above !== undefined && below !== undefined && 'assets' in above && 'assets' in below) {
    const [source, image] = [above.assets[0]!.id, below.assets[0]!.id]
    if (source !== image) return { image, source }
  }
  const both = resolveAssets(request, situation, { kinds: ['image'], several: true })
  return 'assets' in both && both.assets.length === 2
    ? { image: both.assets[1]!.id, source: both.assets[0]!.id }
    : undefined
}

export const retouchFrames: readonly Frame[] = [crop, invert, channel, mask, pad, outpaint, composite]
