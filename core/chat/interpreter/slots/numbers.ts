import type { Clause } from '../text/clause.ts'
import type { Settings } from './settings.ts'

/** Words for several pictures of the same prompt, beside those for one. */
const pieces =
  'variants?|variations?|renditions?|interpretations?|versions?|options?|takes|alternatives?|samples|tries|attempts|images?|pictures?|photos?|renders?|renderings?|drawings?|paintings?|textures?|materials?|of them|of these|of those|different ones|more|ones|times(?! (?:larger|bigger|as|the|its|smaller|more|that) )|copies|results|shots|candidates|wallpapers|icons|illustrations|studies|sketches|portraits|views|shots'

const some: Readonly<Record<string, number>> = {
  'a few': 3,
  several: 3,
  'a couple of': 2,
  'a couple': 2,
  'a pair of': 2,
  both: 2,
  'a handful of': 5,
  'a bunch of': 4,
  some: 3,
  multiple: 3,
  twice: 2,
  thrice: 3,
}

/** Takes counts, triangles, tile sizes and factors. */
export function takeNumbers(clause: Clause, settings: Settings): void {
  takeCount(clause, settings)
  takeTriangles(clause, settings)
  const strength =
    clause.take(
      /(?<= )(?:(?:and|with|at|a|the|denoising|denoise|using|·) )*strength(?: to| of| is| at| =| :)* (?<n>\d+(?:\.\d+)?%?)(?= )/,
    ) ?? clause.take(/(?<= )(?:(?:with|at) )?(?<n>\d+(?:\.\d+)?%?) strength(?= )/)
  if (strength !== undefined) settings.strength = fraction(strength.groups['n']!)
  const denoise = clause.take(
    /(?<= )(?:(?:and|with|at|a|,|·) )*denois(?:e|ing)(?: of| at| to| =| :)* (?<n>\d+(?:\.\d+)?%?)(?= )/,
  )
  if (denoise !== undefined) settings.strength ??= fraction(denoise.groups['n']!)
  const tile = clause.take(
    /(?<= )(?:(?:with|using|in) )*tiles?(?: size| of)*(?: of| :)? (?<n>\d{2,4})(?: pixels)?(?= )/,
  )
  if (tile !== undefined) settings.tile = Number(tile.groups['n'])
  const textures = clause.take(/(?<= )(?:(?:with|and) )*(?<n>\d{3,4}|[1248]k)(?: px)? (?:baked )?textures(?= )/)
  if (textures !== undefined && clause.has(/ mesh | 3d | model /))
    settings.textureSize = thousands(textures.groups['n']!, 1024)
  const hires = clause.take(
    /(?<= )(?:(?:with|and|a|the) )*(?:hi-?res|high[- ]res)(?:[ -]?fix| pass)(?: of| at)*(?: (?<n>\d(?:\.\d)?)x?)?(?= )/,
  )
  if (hires !== undefined) settings.hires = Number(hires.groups['n'] ?? 2)
}

function takeCount(clause: Clause, settings: Settings): void {
  const number =
    clause.take(
      new RegExp(
        `(?<= )(?:(?:in|,|and) )?(?<n>\\d{1,3})x? (?=(?:(?:different|new|more|other|seamless|random|similar|unique|separate|distinct|alternative|[\\w-]+) ){0,3}(?:${pieces})(?= ))`,
      ),
    ) ??
    clause.take(/(?<= )(?<n>\d{1,3}) (?:different|separate|distinct) (?=\w)/) ??
    clause.take(
      /(?<= )(?:(?:count|number|batch(?: size)?|amount)(?: of)?(?: images)?(?: to| =|:| of)*) (?<n>\d{1,3})(?= )/,
    ) ??
    clause.take(/(?<= )(?:a )?batch of (?<n>\d{1,3})(?: of)?(?= )/)
  if (number !== undefined) {
    const n = Number(number.groups['n'])
    if (n > 0) settings.count = n
    clause.take(/(?<=· )(?:of )(?:them|these|those|it)(?= )|(?<=· )times(?= )/)
    return
  }
  const word = clause.take(
    new RegExp(
      `(?<= )(?<s>${Object.keys(some)
        .filter((key) => key !== 'some' && key !== 'both')
        .join('|')})(?: more| other)? (?=(?:[\\w-]+ ){0,2}(?:${pieces})(?= ))`,
    ),
  )
  if (word !== undefined) settings.count = some[word.groups['s']!]!
  else if (
    clause.take(
      /(?<= )some (?=(?:different |more )?(?:variants|variations|versions|options|alternatives|images|pictures))/,
    )
  )
    settings.count = 3
  else if (clause.take(/(?<= )(?<s>twice|thrice)(?= · $| $)/)) settings.count = 2
}

function takeTriangles(clause: Clause, settings: Settings): void {
  const faces = '(?:triangles?|tris|polygons?|polys|faces|poly(?:gon)? ?count)'
  const number =
    clause.take(
      new RegExp(
        `(?<= )(?:(?:with|of|at|to|under|below|around|about|most|maximum|max|up|only|just|less|fewer|than|no|more|and|·|using|reduced|having|a) )*(?<n>\\d+(?:\\.\\d+)?k?) (?:thousand )?${faces}(?: or less)?(?= )`,
      ),
    ) ??
    clause.take(
      new RegExp(`(?<= )(?:(?:with|a|the|and) )*${faces}(?: budget)?(?: to| of| :| ,)* (?<n>\\d+(?:\\.\\d+)?k?)(?= )`),
    )
  if (number !== undefined) settings.triangles = thousands(number.groups['n']!, 1000)
}

export function thousands(text: string, unit: number): number {
  return text.endsWith('k') ? Math.round(Number(text.slice(0, -1)) * unit) : Number(text)
}

/** '60%' and '60' are 0.6, '0.6' is itself; 2 is the double of a relief's depth. */
function fraction(text: string): number {
  const value = Number(text.replace('%', ''))
  return text.endsWith('%') || value > 20 ? value / 100 : value
}
