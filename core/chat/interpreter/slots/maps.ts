import type { Clause } from '../text/clause.ts'
import type { Settings } from './settings.ts'

/** The maps by the words people use for them. */
const roleWords: readonly (readonly [string, string])[] = [
  ['albedo', 'albedo|base ?-?colou?rs?|diffuse|colou?rs?'],
  ['height', 'heights?|displacements?|bump'],
  ['normal', 'normals?'],
  ['roughness', 'roughness|gloss(?:iness)?|smoothness'],
  ['metalness', 'metalness|metallic(?:ness|ity)?|metal'],
  ['ambient-occlusion', 'ambient ?-?occlusions?|occlusion|ao'],
  ['emission', 'emissions?|emissive|glow'],
  ['orm', 'orm|arm'],
]
const role = `(?:${roleWords.map(([, words]) => words).join('|')})`
const list = `(?:the |an? |its |only |just )*${role}(?: ?-?maps?)?(?:(?: ,)?(?: and| or| plus| &| \\+)?(?: ,)? (?:the |an? |its )*${role}(?: ?-?maps?)?)*`

/** What is not to be made, as patterns: 'without a depth map', 'don't export to Blender'. */
const not =
  '(?:without|no|not|skip|skipping|omit|omitting|minus|except|leave out|leaving out|(?:do not|never) (?:make|need|want|generate|create|add|include|export|give me|bother with|convert|send|save)|never make)(?: any| the| a| an| to| it| as| for| into)*'
const unwanted = [
  ['depth', 'depth ?-?maps?|depth'],
  ['maps', '(?:pbr|material|texture|extra|other|additional) ?-?maps|maps|pbr'],
  ['mesh', '(?:3d ?-?)?mesh(?:es)?|3d(?: model| mesh)?'],
  ['blender', '(?:blender|\\.?blend)(?: ?-?(?:export|file|step|scene))?|exports?|exporting'],
] as const

/** A text without what is not wanted in it. */
export function withoutNegations(text: string): string {
  return unwanted.reduce(
    (left, [, words]) => left.replace(new RegExp(`(?<= )(?:, |and |but |please )*${not} (?:${words})(?= )`), '·'),
    text,
  )
}

/** Takes which maps are wanted, 'seamless', and the way of normals. */
export function takeMaps(clause: Clause, settings: Settings): void {
  settings.without = new Set()
  if (clause.take(new RegExp(`(?<= )(?:, |and |but )?${not} previews?(?: image| picture| ball)?(?= )`)) !== undefined)
    settings.preview = false
  for (const [what, words] of unwanted) {
    if (clause.take(new RegExp(`(?<= )(?:, |and |but |please )*${not} (?:${words})(?= )`)) !== undefined)
      settings.without.add(what)
  }
  if (settings.without.has('maps')) settings.noMaps = true
  const seamless = clause.take(
    /(?<= )(?:(?:and|,|but|please|make|it|be|also|should|must|to|that is|that|is|which|·|with|a|fully|perfectly|completely|100%) )*(?:seamless|repeating|repeatable|tiled|(?<= (?:it|that|which|to|should|must|and|also) )(?:tiles?|repeats?))(?: seamless)?(?: (?:edges|borders))?(?: only| just)?(?: (?<axis>horizontally|vertically|(?:in|along) (?:the )?(?:x|y)(?: ?-?(?:axis|direction))?))?(?: only)?(?: in both directions)?(?= (?!size|of \d))/,
  )
  if (seamless !== undefined) settings.seamless = axisOf(seamless.groups['axis'])
  takeConvention(clause, settings)
  if (
    clause.take(
      /(?<= )(?:(?:and|with|including|plus|,|as|the|a|an|make|full|complete|all|of|its|also) )*(?:(?:full|complete|entire|whole) (?:pbr )?(?:set|stack)(?: of)?(?: (?:pbr )?(?:maps|textures))?|(?:all|every|each)(?: of)?(?: the| its)? (?:pbr |material |texture )?maps?|pbr(?: ?-?(?:maps|set|channels|workflow))?)(?= )/,
    ) !== undefined
  )
    settings.allMaps = true
  const withMaps =
    clause.take(
      new RegExp(
        `(?<= )(?:,? ?(?:and|with|including|plus|also|having|give me|i want|i need|add|include|·) )*(?<only>(?:only|just) )?(?<list>${list})(?<= (?:maps?)) ?(?<only2>only)?(?= )`,
      ),
    ) ??
    clause.take(
      new RegExp(
        `(?<= )(?:and |, |but )?(?:with|including|plus)(?<only> only| just)? (?<list>${list}(?<! (?:metal|metallic|colou?rs?|glow|normal)))(?= (?:·|$|,|\\.|;|!|\\?|please))`,
      ),
    ) ??
    clause.take(new RegExp(`(?<= )(?<only>only|just) (?<list>${list}(?<! metal))(?= (?:·|$|,|\\.|;|!|\\?|please))`))
  if (withMaps !== undefined) {
    const roles = rolesOf(withMaps.groups['list']!)
    const only = (withMaps.groups['only'] ?? withMaps.groups['only2']) !== undefined
    settings.maps = only || roles.includes('albedo') ? roles : ['albedo', ...roles]
  } else if (
    clause.take(/(?<= )(?:just|only) (?:the )?(?:texture|color|image|picture)(?: itself)?(?= (?:·|$|,|\.|please))/) !==
    undefined
  )
    settings.noMaps = true
  else if (clause.take(/(?<= )(?:with|including|plus|and) (?:the |its |some |more )?maps(?= )/) !== undefined)
    settings.allMaps = true
}

function axisOf(said: string | undefined): 'x' | 'y' | 'xy' {
  if (said === undefined) return 'xy'
  return / x\b|horizontal/.test(` ${said}`) ? 'x' : 'y'
}

/** The roles a list of words names: 'normal and ao' → normal, ambient-occlusion. */
export function rolesOf(words: string): string[] {
  return roleWords.filter(([, pattern]) => new RegExp(`\\b(?:${pattern})\\b`).test(words)).map(([id]) => id)
}

function takeConvention(clause: Clause, settings: Settings): void {
  const taken = clause.take(
    /(?<= )(?:(?:and|with|in|for|using|the|a|,) )*(?<c>open ?gl|direct ?x|unreal(?: engine)?(?: \d)?|unity)(?: style| normals?(?: maps?)?| convention| format)*(?= (?:·|$|,|\.|please|normals?|maps?|export))/,
  )
  if (taken === undefined) return
  settings.convention = /direct|unreal/.test(taken.groups['c']!) ? 'directx' : 'opengl'
}
