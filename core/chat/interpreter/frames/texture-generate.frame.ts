import { addStep } from '../dialogue/situation.ts'
import { isNounPhrase } from '../language/noun-phrase.ts'
import { toArguments } from '../slots/to-arguments.ts'
import { describeMaterial } from '../talk/describe-material.ts'
import { checkSettings } from './check-settings.ts'
import { contentOf } from './content.ts'
import type { Frame } from './frame.ts'

const object =
  /(?<=^(?: ·| ,)*) (?:(?:me|us) )?(?:(?:a|an|the|some|another|one|new|more|(?:sets?|packs?|bunch|series|batch|pair|couple) of|different|·|single|nice|good|cool|great|beautiful|quick|full|complete|game-ready|variants? of|variations? of|versions? of|copies of|different|seamless) )*(?:textures?|materials?|surfaces?|shaders?|maps|set|pattern|tiles?)(?: (?:set|pack|map|maps))? (?:(?:that )?(?:shows?|showing|depicts?|depicting|of|for|like|looks like|looking like|made of|made from|with the look of|based on)(?= \S))? ?/

/** A material from words. Where nothing is said of its maps, they are offered first. */
export const textureGenerate: Frame = {
  id: 'texture_generate',

  score({ verbs, head, question, things, text }) {
    if (question) return 0
    const making = verbs.has('make') || verbs.has('give') || verbs.has('try') || verbs.has('show')
    const material = head === 'texture' || head === 'material' || head === 'maps'
    if (material && (making || (verbs.size === 0 && isNounPhrase(text)))) return verbs.size === 0 ? 50 : 65
    // 'brick wall, dirty, tileable, 2k'
    if (
      verbs.size === 0 &&
      / seamless | pbr | (?:normals?|roughness|albedo) (?:maps? )?(?:directx|opengl|$)/.test(text) &&
      head !== 'image' &&
      head !== 'mesh' &&
      isNounPhrase(text) &&
      !/ (?:of|from) (?:the|it|this|that|my) | (?:it|this|that) /.test(text)
    )
      return 52
    // 'something tileable for a floor'
    if (making && / seamless | pbr /.test(text) && head !== 'image' && !things.some(({ thing }) => thing === 'mesh'))
      return 62
    return 0
  },

  plan(request, situation) {
    const tool = situation.tools.get('texture_generate')
    const { prompt, settings } = contentOf(request, situation.world, { object })
    const words =
      request.given.prompt ??
      prompt
        .replace(/^(?:material|texture)s? (?:of|for) /i, '')
        .replace(/^(?:an?|the|some) /i, '')
        .replace(/(?<=\S) (?:textures?|materials?)$/i, '')
    if (words === '' || /^(?:textures?|materials?|surface|pattern)$/i.test(words))
      return {
        type: 'ask',
        slot: 'prompt',
        text: 'What material should it be, for example "mossy cobblestone" or "brushed steel"?',
      }
    const wrong = checkSettings(settings, tool, situation)
    if (wrong !== undefined) return wrong
    const { answer } = request.given
    const said = settings.maps !== undefined || settings.allMaps === true || settings.noMaps === true
    const later = situation.steps.length > 0 || situation.more || earlierAnswer(situation) !== undefined
    if (!said && answer === undefined && !later) {
      const size = settings.sizeWords === undefined ? '' : ` at ${settings.width} × ${settings.height}`
      return { type: 'offer', text: `I'll generate ${describeMaterial(words)}${size}. Would you like PBR maps too?` }
    }
    const maps =
      settings.maps ??
      (settings.noMaps === true || answer === 'no'
        ? ['albedo']
        : settings.allMaps === true || answer === 'yes'
          ? allMaps(tool)
          : earlierAnswer(situation))
    const { count = 1 } = settings
    for (let i = 0; i < Math.min(count, 16); i++) {
      const given: Record<string, unknown> = {
        prompt: words,
        ...toArguments(settings, tool),
        ...(maps === undefined ? {} : { maps }),
      }
      addStep(situation, {
        tool: 'texture_generate',
        // The tool makes one at a time: each further one has the next seed.
        arguments:
          i === 0
            ? given
            : { ...given, seed: typeof given['seed'] === 'number' && given['seed'] >= 0 ? given['seed'] + i : -1 },
      })
    }
    return { type: 'plan', intro: `I'll generate ${describeMaterial(words)}${describeMaps(maps)}.` }
  },
}

/** Base colour, relief and gloss in all forms that renderers take. */
function allMaps(tool: { readonly parameters: Readonly<Record<string, unknown>> } | undefined): string[] {
  const properties = tool?.parameters['properties'] as { maps?: { items?: { enum?: string[] } } } | undefined
  return properties?.maps?.items?.enum ?? ['albedo', 'height', 'normal', 'roughness', 'metalness', 'ambient-occlusion']
}

/** The maps of the texture before this one: the offer is not made twice. */
function earlierAnswer({
  groups,
}: {
  readonly groups: readonly { tool: string; arguments: Readonly<Record<string, unknown>> }[]
}): string[] | undefined {
  const last = groups.findLast(({ tool }) => tool === 'texture_generate')
  return last === undefined ? undefined : ((last.arguments['maps'] as string[] | undefined) ?? undefined)
}

function describeMaps(maps: readonly string[] | undefined): string {
  if (maps === undefined) return ''
  const further = maps.filter((map) => map !== 'albedo')
  if (further.length === 0) return ', colour only'
  return ` with ${further.length > 4 ? 'all PBR maps' : `${further.join(', ')} map${further.length === 1 ? '' : 's'}`}`
}
