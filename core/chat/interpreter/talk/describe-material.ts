import { parsePrompt } from '../../../../models/procedural/prompt/parse-prompt.ts'

const adjectives: Readonly<Record<string, string>> = {
  'hull-panels': 'metallic',
  'brushed-metal': 'metallic',
  'painted-metal': 'painted metal',
  rust: 'rusty',
  steel: 'steel',
  wood: 'wooden',
  'wood-planks': 'wooden',
  stone: 'stone',
  'stone-wall': 'stone',
  gold: 'golden',
  leather: 'leather',
}

const elements: Readonly<Record<string, string>> = {
  futuristic: 'sci-fi elements',
  mossy: 'moss',
  rusty: 'rust',
  cracked: 'cracks',
  wet: 'a wet surface',
  snowy: 'snow',
  glowing: 'glowing parts',
  dirty: 'dirt',
  dusty: 'dust',
  scratched: 'scratches',
  ancient: 'signs of age',
  weathered: 'weathering',
  polished: 'a polish',
  painted: 'paint',
  frozen: 'frost',
  burnt: 'burn marks',
}

/** What will be made of a prompt, in a few words: 'a metallic texture with sci-fi elements'. */
export function describeMaterial(prompt: string): string {
  const { materials } = parsePrompt(`${prompt} texture`)
  const [first] = materials
  const family = first?.family
  if (family === undefined) return `a texture of ${prompt}`
  const adjective = adjectives[family] ?? family.replaceAll('-', ' ')
  const parts = first!.traits.flatMap(({ id }) => elements[id] ?? [])
  const article = /^[aeiou]/.test(adjective) ? 'an' : 'a'
  return `${article} ${adjective} texture${parts.length === 0 ? '' : ` with ${joinWords(parts)}`}`
}

/** 'a, b and c' */
export function joinWords(words: readonly string[], link = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1)}`
}
