/** The nouns that requests are about, as patterns of the words that name them. The first that fits a place counts. */
const thingPatterns = {
  grid: /(?:comparison|x ?\/? ?y|contact) (?:grid|sheet|plot)|(?:xy|image|picture|comparison) grid|xy[- ]?plots?|contact[- ]sheets?|grid/,
  depth: /depth ?-?(?:maps?|images?|pictures?|pass|channel)?|z ?-?(?:buffer|pass)/,
  normal: /normal ?-?(?:maps?|textures?|pass)|normals|bump maps?/,
  edges: /edge ?-?(?:maps?|images?|detection)?|edges|canny(?: edges| map| lines)?|outlines?|line ?-?art|contours?/,
  maps: /(?:pbr|material|texture) ?-?(?:maps|textures?|set|material)|maps/,
  blender: /blender|\.?blend(?: file)?/,
  material: /materials?|shaders?/,
  texture: /textures?|surface|tiles?|pattern/,
  mesh: /mesh(?:es)?|3d ?-?(?:models?|mesh(?:es)?|objects?|shapes?|assets?|versions?|things?|geometry|prints?|files?|scenes?|scans?)|(?:3d|geometry|relief)|(?:low|high)[- ]?poly(?: models?)?|models?/,
  image:
    /images?|pictures?|photos?|photographs?|drawings?|paintings?|illustrations?|renders?|renderings?|artworks?|sketch(?:es)?|portraits?|wallpapers?|icons?|posters?|concept ?-?art|shots?|visuals?|scenes?|one(?! (?:[\w-]+ )?(?:textures?|materials?|mesh|3d|normal|depth))|renditions?|variants?|variations?|versions?/,
} as const

export type Thing = keyof typeof thingPatterns

const order = Object.keys(thingPatterns) as Thing[]
const combined = new RegExp(
  `(?<![\\w-])(?:${order.map((thing, i) => `(?<t${i}>${thingPatterns[thing].source})`).join('|')})(?![\\w-])`,
  'g',
)

export interface FoundThing {
  readonly thing: Thing
  readonly words: string
  readonly index: number
}

/** The nouns of a text in the order they stand in it. */
export function thingsOf(text: string): FoundThing[] {
  return [...text.matchAll(combined)].map((match) => {
    const i = order.findIndex((_, at) => match.groups![`t${at}`] !== undefined)
    return { thing: order[i]!, words: match[0], index: match.index }
  })
}
