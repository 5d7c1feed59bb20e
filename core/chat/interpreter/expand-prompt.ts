import { parsePrompt } from '../../../models/procedural/prompt/parse-prompt.ts'
import { createRandom, hashText, type Random } from '../../../models/procedural/random.ts'

/** What pictures are lit by and seen from, in words that the built-in engine reads too. */
const lights = ['golden hour', 'soft lighting', 'dramatic lighting', 'moonlight', 'daylight', 'sunset']
const views = ['three quarter view', 'from below', 'close up', 'wide shot', 'from above', 'front view']

/** Traits that suit a family of materials, most of all when it stands in the open. */
const wear: readonly (readonly [RegExp, readonly string[]])[] = [
  [/metal|steel|iron|copper|gold|silver|rust|hull/, ['scratched', 'polished', 'slightly rusty', 'weathered']],
  [/stone|marble|granite|brick|cobble|concrete|sandstone|slate/, ['weathered', 'mossy', 'cracked', 'polished']],
  [/wood|bark|planks/, ['weathered', 'polished', 'scratched', 'ancient']],
  [/./, ['weathered', 'dusty', 'polished']],
]
const stuffs = [
  'weathered stone',
  'polished marble',
  'brushed steel',
  'aged bronze',
  'dark oak wood',
  'white porcelain',
]
const finish = ['highly detailed', 'intricate details', 'sharp focus', 'fine surface detail']

/**
 * A short idea as a full prompt, without a language model: what the idea leaves open (material, wear, light, view) is added from the
 * lexicon of the built-in engine; what it says stays. The same text and seed give the same prompt.
 */
export function expandPrompt(text: string, { seed = 0 }: { seed?: number } = {}): string {
  const idea = plain(text)
  const random = createRandom(mix(idea, seed))
  return [idea, ...additions(idea, random)].join(', ')
}

/**
 * Other takes on a prompt: light, view and wear are changed, the subject stays. As many as asked for, all different where the lexicon
 * has enough words.
 */
export function varyPrompt(text: string, { seed = 0, count = 4 }: { seed?: number; count?: number } = {}): string[] {
  const idea = plain(text)
  const found = new Set<string>()
  // Some draws come out alike: four times as many are enough for the few that are wanted.
  for (let i = 0; found.size < count && i < 4 * count; i++) {
    const random = createRandom(mix(idea, seed + i))
    found.add([idea, random.pick(lights), random.pick(views), random.pick(finish)].join(', '))
  }
  return [...found]
}

function additions(idea: string, random: Random): string[] {
  const { form, materials, environment, view, unknown } = parsePrompt(idea)
  const [material] = materials
  const added: string[] = []
  // Only of a thing the lexicon knows it is sure that it can be of stone or steel.
  if (form !== undefined && material?.family === undefined && unknown.length === 0)
    added.push(`made of ${random.pick(stuffs)}`)
  else if (material?.family !== undefined && material.traits.length === 0) {
    const { family } = material
    added.push(random.pick(wear.find(([families]) => families.test(family))![1]))
  }
  if (environment === undefined && (form !== undefined || material?.family === undefined))
    added.push(random.pick(lights))
  if (view === undefined && (form !== undefined || material?.family === undefined)) added.push(random.pick(views))
  return [...added, random.pick(finish)]
}

function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.,;\s]+$/, '')
}

function mix(idea: string, seed: number): number {
  return (hashText(idea) + seed) >>> 0
}
