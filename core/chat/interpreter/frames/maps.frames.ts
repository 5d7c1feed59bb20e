import { addStep } from '../dialogue/situation.ts'
import { isNounPhrase } from '../language/noun-phrase.ts'
import type { Request } from '../read-request.ts'
import { phrasePattern } from '../slots/phrase.ts'
import { takeSettings } from '../slots/take-settings.ts'
import { toArguments } from '../slots/to-arguments.ts'
import { definePictureFrame } from './define-picture-frame.ts'
import type { Frame } from './frame.ts'
import { isOutcome, needPictures } from './need-pictures.ts'

const making = ({ verbs }: Request) =>
  verbs.has('make') ||
  verbs.has('give') ||
  verbs.has('show') ||
  verbs.has('find') ||
  verbs.has('add') ||
  verbs.size === 0 ||
  verbs.has('change') ||
  verbs.has('export') ||
  verbs.has('want') ||
  verbs.has('try')

/** Depth and normal maps of pictures, together where both are asked for. */
export const depthAndNormal: Frame = {
  id: 'image_depth',
  score(request) {
    const { text, question, things, verbs } = request
    if (question || !making(request)) return 0
    if (/ (?:roughness|metalness|albedo|occlusion|emission)(?: ?-?maps?)?(?: and| ,| for| of| from) /.test(text))
      return 0
    // 'a texture with a normal map' is about the texture.
    if (
      / (?:texture|material|image|picture)s? (?:of .*)?(?:with|including|and its) /.test(text) &&
      !/^ (?:make |create |generate |give me |get |show me |· )?(?:a |the |an )?(?:depth|normal)/.test(text)
    )
      return 0
    // 'brick wall, seamless, normals directx' is a texture.
    if (verbs.size === 0 && / seamless /.test(text) && !/ (?:of|from|for) /.test(text)) return 0
    const first = things[0]?.thing
    if (first === 'depth' || first === 'normal')
      return / (?:height|depth) ?-?map (?:in)?to (?:a )?(?:mesh|relief|3d) /.test(text) ? 0 : 80
    if (/^ (?:\w+ )?how (?:deep|far) /.test(text)) return 0
    return things.some(({ thing }) => thing === 'depth' || thing === 'normal') &&
      !/ (?:mesh|texture|without|no) /.test(text)
      ? 66
      : 0
  },
  plan(request, situation) {
    const { things } = request
    const depth = things.some(({ thing }) => thing === 'depth') || / depth (?:and|,|or|&) /.test(request.text)
    const normal =
      things.some(({ thing }) => thing === 'normal') || / normals? (?:and|,|or) (?:depth|its|the)/.test(request.text)
    const mapSource = / (?:of|from) (?:[\w-]+ ){0,4}(?:height|depth) ?-?map /.test(request.text)
    // 'of mossy-bricks-height': a map that is named is the source.
    const [named] = [request.text.match(/(?<= )[\w]+(?:[-_][\w]+)+(?= )/g) ?? []]
      .flat()
      .flatMap((word) =>
        situation.world.assets.filter(
          ({ id, name, kind, role }) =>
            kind === 'map' && (role === 'height' || role === 'depth') && [id, name.toLowerCase()].includes(word),
        ),
      )
    const last = situation.groups.at(-1)
    const ofTexture =
      last?.tool.startsWith('texture_') === true &&
      !/ (?:image|picture|photo) |\S-\S/.test(request.text) &&
      last.assets.some(({ role }) => role === 'height')
    const pictures =
      normal && named !== undefined
        ? [named.id]
        : ofTexture
          ? [last.assets.find(({ role }) => role === 'height')!.id]
          : normal && mapSource && !/ depth ?-?maps? and /.test(request.text)
            ? needPictures(request, situation, {
                kinds: ['map'],
                role: / depth ?-?map /.test(request.text) ? 'depth' : 'height',
              })
            : needPictures(request, situation)
    if (isOutcome(pictures)) return pictures
    const settings = takeSettings(request.clause.copy(), situation.world)
    const order =
      request.text.indexOf(' normal') < request.text.indexOf(' depth')
        ? ['image_normal', 'image_depth']
        : ['image_depth', 'image_normal']
    for (const image of pictures)
      for (const tool of order) {
        if (tool === 'image_depth' ? !depth || (normal && mapSource) : !normal) continue
        const known = toArguments(
          { ...settings, ...(settings.seamless === undefined ? {} : { seamless: settings.seamless }) },
          situation.tools.get(tool),
        )
        const convention =
          tool === 'image_normal' && settings.convention !== undefined ? { convention: settings.convention } : {}
        addStep(situation, { tool, arguments: { image, ...known, ...convention } })
      }
    return { type: 'plan' }
  },
}

export const edges = definePictureFrame({
  tool: 'image_edges',
  kinds: ['image', 'map'],
  score(request) {
    const { text, question, things, verbs } = request
    if (question) return 0
    if (/ canny | edge ?-?(?:map|image|detection|picture)s? | line ?-?art /.test(text) && making(request)) return 81
    if (
      /^ (?:detect|trace|outline|find|show|extract|draw|get|make|give me) (?:me )?(?:only )?(?:the |its |an? )?(?:edges?|outlines?|contours?|lines)(?: of| in| from| for|,|$)/.test(
        text,
      )
    )
      return 82
    return things[0]?.thing === 'edges' &&
      (verbs.has('make') || verbs.has('show') || verbs.has('find') || (verbs.size === 0 && isNounPhrase(text))) &&
      / (?:of|from|for) (?:the|it|this|that|my|\S+-\S+)/.test(text)
      ? 74
      : 0
  },
  fill({ clause }) {
    const low = clause.take(/(?<= )(?:low|lower)(?: threshold)?(?: of| at|:)* (?<n>\d+)(?= )/)?.groups['n']
    const high = clause.take(/(?<= )(?:high|upper)(?: threshold)?(?: of| at|:)* (?<n>\d+)(?= )/)?.groups['n']
    const both = clause.take(/(?<= )thresholds?(?: of| at|:)* (?<a>\d+) (?:and|to|,) (?<b>\d+)(?= )/)?.groups
    return {
      ...(low === undefined ? {} : { low: Number(low) }),
      ...(high === undefined ? {} : { high: Number(high) }),
      ...(both === undefined ? {} : { low: Number(both['a']), high: Number(both['b']) }),
    }
  },
})

/** A PBR set from a picture that is there. */
export const texturePbr = definePictureFrame({
  tool: 'texture_pbr',
  kinds: ['image', 'map'],
  score(request, { groups, pictures, world }) {
    const { text, question, things, verbs } = request
    if (question) return 0
    const about =
      things.some(({ thing }) => thing === 'maps' || thing === 'texture' || thing === 'material') ||
      / pbr | (?:roughness|metalness|albedo|ambient occlusion)(?: and| ,| \+| ?-?maps?) /.test(text)
    if (!about) return 0
    const source =
      world.assets.some(
        ({ kind, id, name }) =>
          kind === 'image' &&
          [id, name].some((known) => new RegExp(` (?:of|from|for) (?:the )?${phrasePattern(known)} `).test(text)),
      ) ||
      / (?:of|from|out of|for|to) (?:[\w]+(?:[-_][\w]+)+ |the |this |that |my |(?:it|them|these|those)\b|(?:a|an|the|this|my) (?:photo|picture|image))/.test(
        text,
      ) ||
      / (?:this|that|the|my) (?:image|picture|photo|photograph|one) | it (?:in)?to /.test(text) ||
      pictures.length > 0
    const turning =
      (verbs.has('change') || verbs.has('make') || verbs.has('use') || verbs.has('export')) &&
      / (?:in)?to (?:an? |the )?(?:full |complete |seamless |· )*(?:pbr|textures?|materials?|maps)/.test(text)
    if (turning && !/^ (?:change|switch|turn) (?:the )?(?:texture|material) to /.test(text)) return 82
    const map = / pbr |maps | (?:roughness|metalness|albedo)(?: ?-?map)? /.test(text)
    if (
      source &&
      (verbs.has('make') || verbs.has('give') || verbs.size === 0 || verbs.has('add')) &&
      (map || / (?:from|out of|based on) (?:the|this|that|my|it|these|those) ?/.test(text))
    ) {
      // 'add the PBR maps to it' after a texture is a change of that texture.
      return groups.at(-1)?.tool === 'texture_generate' &&
        / it | them /.test(text) &&
        !/ (?:picture|image|photo) /.test(text)
        ? 0
        : 79
    }
    if (
      (verbs.has('make') || verbs.has('give') || verbs.has('add')) &&
      / pbr /.test(text) &&
      groups.at(-1)?.tool === 'image_generate' &&
      request.clause.rest().split(' ').length < 8 &&
      !/ (?:of|for) (?:an? )?[a-z]+/.test(text.replace(/ (?:of|for) (?:it|this|that)/, ''))
    )
      return 76
    return 0
  },
  fill({ clause, settings }) {
    const metal = clause.has(/ (?:metal|metallic|metalness) /) ? { metalness: 1 } : {}
    return { ...metal, ...(settings.allMaps === true ? {} : {}) }
  },
  intro: "I'll make the maps from the picture; height, roughness and metalness are estimated.",
})

export const mapFrames: readonly Frame[] = [depthAndNormal, edges, texturePbr]
