import type { Word } from './split-words.ts'

const oneMore = /^ (?:one|another|another one|\d+) (?:of|for|showing|with|in) /
const pictureOf =
  /^ (?:a|an|the|its|another|\d+|also|one) (?:[\w-]+ ){0,4}?(?:image|picture|texture|material|photo|drawing|render)s? (?:of|showing|for) /
const secondOfKind =
  /^ (?:an?|another|\d+) (?:[\w-]+ ){1,4}?(?<noun>image|picture|texture|material|mesh)s? (?:$|,|at |in |both |please|and |· )/
const listed = /^ (?:(?:the|my|all) )*(?:queue|jobs|models|projects|settings|history|files|status)(?: \S| {1,2}$| $)/
const furtherResult =
  /^ (?:(?:a|an|the|its|also|another|full|textured|\d+) )*(?:depth ?map|depth map|normal map|normals|edge map|edges|mesh|3d ?-?(?:model|mesh|version|object)|blender(?: file| export| scene)?|blend file|glb|obj|stl|ply|usdz|upscaled version)s?(?: file)? (?<end>\S*)/
/** One of these begins what may be a thing of its own: in a list of a thousand words most begin none, and that is soon seen. */
const patterns = [oneMore, pictureOf, secondOfKind, listed, furtherResult]

/** 'and a mesh of it', ', its depth map', 'and one of a castle': the verb is said before. */
export function isFurtherThing(words: readonly Word[], i: number, before: readonly Word[]): boolean {
  const rest = ` ${words
    .slice(i, i + 8)
    .map(({ text }) => text)
    .join(' ')} `
  if (!patterns.some((pattern) => pattern.test(rest))) return false
  const said = ` ${before.map(({ text }) => text).join(' ')} `
  // 'gather the statue and its mesh': both are meant.
  const [first = ''] = said
    .trim()
    .replace(/^(?:(?:please|now|then|and|can|could|you) )+/, '')
    .split(' ')
  if (/^(?:gather|put|add|move|tag|rate|delete|remove|trash|collect|rename|file|sort)$/.test(first)) return false
  // 'with everything: image, maps and mesh' is one wish.
  if (/ everything (?:: |, |\( )| : (?:[\w-]+ ,? ?){1,4}$/.test(said) && / (?:everything|set|package|kit) /.test(said))
    return false
  if (oneMore.test(rest) && / (?:image|picture|texture|mesh|model|drawing|render|material|photo)s? /.test(said))
    return true
  if (pictureOf.test(rest) && !/ with [^,]*$/.test(said)) return true
  // 'a wood texture and a stone texture'
  const twin = secondOfKind.exec(rest)?.groups?.['noun']
  if (
    twin !== undefined &&
    new RegExp(` (?:an?|another|\\d+) (?:[\\w-]+ )*${twin}s? `).test(said) &&
    !/ (?:with|of|showing) [^,]*$/.test(said)
  )
    return true
  // 'show me the queue and the models'
  if (listed.test(rest) && /^ (?:(?:can|could|you|please|i|want|to) )*(?:show|list|tell|give|display|see) /.test(said))
    return true
  const thing = furtherResult.exec(rest)
  if (thing === null || /^(?:directx|opengl)$/.test(thing.groups!['end']!)) return false
  const shape = / (?:mesh|3d ?-?(?:model|mesh|version|object)|blender|glb) /.test(` ${thing[0].trim()} `)
  if (
    shape &&
    / (?:depth|normals?)(?: ?-?maps?)? (?:, )?$/.test(said) &&
    !/ (?:with|including|plus|without|no|and) [^.;]*$/.test(said)
  )
    return true
  // 'the depth and normal maps'
  if (
    / (?:depth|normals?|height|edges|roughness|metalness|albedo|occlusion|ao|emission|obj|glb|stl|ply|usdz) (?:, )?$/.test(
      said,
    )
  )
    return false
  // 'both depth map and normal map of X'
  if (
    / (?:depth|normal|edge|height) ?-?maps? (?:, )?$/.test(said) &&
    !/ (?:of|for|from) /.test(said) &&
    /^(?:of|for|from)$/.test(thing.groups!['end']!)
  )
    return false
  // 'with a normal map and a roughness map' is one wish.
  if (
    / (?:with|including|plus|without|no|not|any|or) [^.;]*$/.test(said) &&
    !/^(?:of|from)$/.test(thing.groups!['end']!)
  )
    return false
  if (
    /^(?:maps?|and|or)$/.test(thing.groups!['end']!) &&
    / (?:depth|normal|normals|edges|mesh|obj|glb|stl|ply|usdz) ?$/.test(said)
  )
    return false
  return true
}
