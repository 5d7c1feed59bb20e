import type { AssetKind, MapRole } from '../../../../base/asset.ts'
import type { Option } from '../frames/frame.ts'
import { verbsOf } from '../language/verbs.ts'
import type { Request } from '../read-request.ts'
import { phrasePattern } from '../slots/phrase.ts'
import type { SeenAsset } from './read-dialogue.ts'
import { readers, type Situation } from './situation.ts'

/** Which assets a request means. */
export type Resolved =
  | { readonly assets: readonly SeenAsset[]; readonly how: 'named' | 'pointed' | 'described' | 'focus' | 'only' }
  /** Several could be meant. */
  | { readonly options: readonly Option[] }
  | { readonly none: true }

export interface Wanted {
  readonly kinds: readonly AssetKind[]
  readonly role?: MapRole
  /** Several are as good as one. */
  readonly several?: boolean
}

const ordinals: Readonly<Record<string, number>> = {
  first: 0,
  '1st': 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
  fifth: 4,
  '5th': 4,
  sixth: 5,
  '6th': 5,
  seventh: 6,
  '7th': 6,
  eighth: 7,
  '8th': 7,
  ninth: 8,
  '9th': 8,
  tenth: 9,
  '10th': 9,
}
const ordinal = `(?:${Object.keys(ordinals).join('|')})`
const plural =
  /(?<= )(?:them|these|those|both|all|everything|they|\w*(?:images|pictures|photos|textures|materials|meshes|models|maps|assets|files|ones|results|variants|variations|versions))(?= )/

/** Looks for ids, names, places in a list, pronouns, then descriptions; else what the talk is about. */
export function resolveAssets(request: Request, situation: Situation, wanted: Wanted): Resolved {
  if (request.given.assets !== undefined) {
    const known = everything(situation)
    return {
      assets: request.given.assets.map((id) => known.find((asset) => asset.id === id) ?? unknownAsset(id)),
      how: 'named',
    }
  }
  const text = request.text
  const said =
    / (?:both|all|each of|all of|every)(?: of)?(?: the| my| these| those)? (?:images?|pictures?|photos?) /.test(text)
  const kinds = said && wanted.kinds.includes('image') ? (['image'] as const) : wanted.kinds
  const fits = (asset: SeenAsset) =>
    kinds.includes(asset.kind) && (wanted.role === undefined || asset.role === wanted.role)
  const all = everything(situation).filter(fits)
  return (
    byException(request, situation, wanted) ??
    byName(text, all) ??
    byPicture(situation, all) ??
    byPlace(text, situation, fits) ??
    byDescription(text, all, situation) ??
    byFocus(text, situation, fits, wanted) ??
    (all.length === 0 ? { none: true } : undefined) ??
    (all.length === 1 || (wanted.several === true && plural.test(text)) ? { assets: all, how: 'only' } : undefined) ?? {
      options: all.slice(0, 9).map(({ id, name }) => ({ id, label: name })),
    }
  )
}

/** 'all but the third', 'everything except red-robot': the others. */
function byException(request: Request, situation: Situation, wanted: Wanted): Resolved | undefined {
  const match =
    / (?:all|everything|every one|each|them|the rest|others)(?: \S+){0,3}? (?:but|except|excluding|besides|apart from|other than|save)(?: for)? (?<kept>(?:the |number |my |#|\S+[-_]\S+|it|this|that|\d).*)$/.exec(
      request.text,
    )
  if (match === null) return undefined
  const fits = (asset: SeenAsset) =>
    wanted.kinds.includes(asset.kind) && (wanted.role === undefined || asset.role === wanted.role)
  const kept = resolveAssets({ ...request, text: ` ${match.groups!['kept']!}`, given: {} }, situation, wanted)
  // Where it is open what is kept, all of them would be a mistake that hurts.
  if (!('assets' in kept) || kept.how === 'only')
    return {
      options: listOf(situation, fits)
        .slice(-9)
        .map(({ id, name }) => ({ id, label: name })),
    }
  const ids = new Set(kept.assets.map(({ id }) => id))
  return { assets: listOf(situation, fits).filter(({ id }) => !ids.has(id)), how: 'pointed' }
}

/** All assets there are, the conversation's newest first, then the project's. */
export function everything({ groups, world }: Situation): SeenAsset[] {
  const found = new Map<string, SeenAsset>()
  for (const group of groups.toReversed())
    for (const asset of group.assets) if (!found.has(asset.id)) found.set(asset.id, asset)
  for (const asset of world.assets) {
    const known = found.get(asset.id)
    if (known === undefined || known.name === known.id) found.set(asset.id, asset)
  }
  return [...found.values()]
}

function unknownAsset(id: string): SeenAsset {
  return { id, name: id, kind: 'image' }
}

function byName(text: string, all: readonly SeenAsset[]): Resolved | undefined {
  const lower = text.replaceAll(/[-_]/g, ' ')
  const named = all
    .filter(({ name, id }) => name.length > 2 && (id.length > 2 || name !== id))
    .flatMap((asset) => {
      const names = [asset.id, asset.name].filter((name) => !name.startsWith('$'))
      const hit = names.find((name) => {
        if (/[-_\d]/.test(name) && text.includes(` ${name.toLowerCase()} `)) return true
        const at = new RegExp(`(?<= )${phrasePattern(name)}(?= )`).exec(lower)
        return at !== null && mentions(lower.slice(0, at.index).trim().split(' '))
      })
      return hit === undefined ? [] : [{ asset, length: hit.length }]
    })
  if (named.length === 0) return undefined
  // 'rusty robot 2' is no mention of 'rusty robot'; of versions under one name the newest counts.
  const longest = named.filter(
    ({ asset }) => !named.some((other) => other.asset.name !== asset.name && other.asset.name.includes(asset.name)),
  )
  const newest = longest.filter(({ asset }, i) => longest.findIndex((other) => other.asset.name === asset.name) === i)
  return { assets: newest.map(({ asset }) => asset), how: 'named' }
}

/** Whether what stands before a name lets it be one: 'upscale robot', 'the robot', not 'a robot' or 'an ancient robot'. */
function mentions(before: readonly string[]): boolean {
  const last = before.at(-1) ?? ''
  if (/^(?:an?|some|another|new|any|each)$/.test(last)) return false
  return (
    /^(?:|the|my|our|this|that|of|from|for|to|on|in|over|with|and|or|under|into|onto|by|it|is|was|does|image|picture|texture|mesh|asset|photo|project|·|,|:|me|both|onto|at|not|no|meant|mean|as|depth|normal|normals|edges|pbr|maps|cutout|relief|blender|outline|mask|obj|glb|stl|ply|fbx|usdz|rm|seamless|give|than|like|best)$/.test(
      last,
    ) || verbsOf(last).size > 0
  )
}

function byPicture({ pictures }: Situation, all: readonly SeenAsset[]): Resolved | undefined {
  const found = pictures.flatMap((title) => all.find(({ name, id }) => name === title || id === title) ?? [])
  return found.length === 0 ? undefined : { assets: found, how: 'named' }
}

/** 'the second one', 'the last two', 'number 3', 'all of them', 'the previous image'. */
function byPlace(text: string, situation: Situation, fits: (asset: SeenAsset) => boolean): Resolved | undefined {
  // 'them all' is more than the newest result: all that the conversation made.
  const whole = / (?:them all|all of (?:them|these|those)|these all|all these) /.test(text)
  const list = whole ? madeOf(situation, fits) : listOf(situation, fits)
  if (list.length === 0) return undefined
  if (
    / (?:the )?(?:others|rest|remaining(?: ones)?|other (?:ones|\d+|images|pictures|variants|versions)) /.test(text)
  ) {
    const kept = new Set(situation.groups.at(-1)?.assets.map(({ id }) => id))
    const whole =
      situation.groups
        .findLast(({ tool, assets }) => tool !== '' && assets.filter(fits).length > 1)
        ?.assets.filter(fits) ?? list
    return { assets: whole.filter(({ id }) => !kept.has(id)), how: 'pointed' }
  }
  if (/ both (?!(?:the |a )?(?:depth|normal))/.test(text)) return { assets: list.slice(-2), how: 'pointed' }
  const counted =
    /^ \S+ (?:(?:numbers?|images?|pictures?|variants?|#) )?(?<list>\d+(?: (?:,|and|, and|\+) \d+)+) (?:· )?(?:$|,|to |as |with |in )/.exec(
      text,
    )
  const places0 = counted?.groups?.['list']?.match(/\d+/g)?.map(Number) ?? []
  if (places0.length > 1 && places0.every((n) => n > 0 && n <= list.length))
    return { assets: places0.map((n) => list[n - 1]!), how: 'pointed' }
  const some = / (?<end>first|last|latest|newest|previous|most recent) (?<n>\d+) /.exec(text)
  if (some !== null) {
    const n = Number(some.groups!['n'])
    const assets = some.groups!['end'] === 'first' ? list.slice(0, n) : list.slice(-n)
    return { assets, how: 'pointed' }
  }
  const places = [
    ...text.matchAll(
      new RegExp(
        `(?<= )(?:(?<o>${ordinal})|(?:number|no|nr|nummer|#) ?\\.? ?(?<n>\\d+)|#(?<h>\\d+))(?= (?!time))`,
        'g',
      ),
    ),
  ].map(({ groups }) =>
    groups?.['o'] === undefined ? Number(groups?.['n'] ?? groups?.['h']) - 1 : ordinals[groups['o']]!,
  )
  const picked = places.flatMap((place) => list[place] ?? [])
  if (picked.length > 0) {
    if (/ last /.test(text) && list.length > 0 && / and (?:the )?last /.test(text)) picked.push(list.at(-1)!)
    return { assets: picked, how: 'pointed' }
  }
  if (
    / (?:second|next) (?:to|from the) last | (?:one|image|picture|texture|mesh)? ?before (?:last|that) /.test(text) &&
    list.length > 1
  )
    return { assets: [list.at(-2)!], how: 'pointed' }
  if (/ the other (?:one|image|picture|texture|mesh|model|version)? ?/.test(text) && list.length === 2)
    return { assets: [list[0]!], how: 'pointed' }
  if (/ (?:last|latest|newest|most recent|recent|previous|final) /.test(text))
    return { assets: [list.at(-1)!], how: 'pointed' }
  if (/ (?:middle|center) /.test(text)) return { assets: [list[Math.floor((list.length - 1) / 2)]!], how: 'pointed' }
  if (/ (?:oldest|earliest|original|initial) /.test(text)) return { assets: [list[0]!], how: 'pointed' }
  if (
    / (?:all|every|everything|each)(?: of)?(?: the| my| these| those| them| it)?(?: \w+)? /.test(text) &&
    / (?:all|every|everything|each) /.test(text)
  )
    return { assets: list, how: 'pointed' }
  return undefined
}

/** All that the conversation made that fits; where it made none, what is counted through otherwise. */
function madeOf(situation: Situation, fits: (asset: SeenAsset) => boolean): SeenAsset[] {
  const made = uniqueById(situation.groups.flatMap(({ assets }) => assets.filter(fits)))
  return made.length > 0 ? made : listOf(situation, fits)
}

/** What is counted through: the newest result of several, else all of the conversation in order, else the project's, oldest first. */
function listOf({ groups, world }: Situation, fits: (asset: SeenAsset) => boolean): SeenAsset[] {
  const fitting = groups.map(({ assets }) => assets.filter(fits)).filter((assets) => assets.length > 0)
  const newest = fitting.at(-1)
  if (newest !== undefined && newest.length > 1) return newest
  if (fitting.length > 0) return uniqueById(fitting.flat())
  return world.assets.filter(fits).toReversed()
}

function uniqueById(assets: readonly SeenAsset[]): SeenAsset[] {
  return [...new Map(assets.map((asset) => [asset.id, asset])).values()]
}

/** Words that say nothing of what an asset shows. */
const empty = new Set(
  `a an the of it its this that these those them one ones i my me we our you your image images picture pictures photo photos texture textures material mesh meshes
  model models map maps depth normal edges asset assets file files and or to from for with in on at by into as is are was please now then 3d new version
  make create generate give show do get build export save delete remove trash rename call tag rate open upscale enlarge resize crop invert turn convert
  blender glb obj stl ply usdz png · , : blend form mask outline outlines size width height smaller bigger larger again not no yes also but just all
  height relief made asset called named normals put out be can what which how many much big have has does did use used using stars star score seed prompt
  settings collection project format left right top bottom pixels times x restore back undo quality watertight check inspect measure see view stand stands`.split(
    /\s+/,
  ),
)

/** What a text says of the asset it means, after a definite article: 'hard drive'; undefined where it says nothing. */
export function describedWords(text: string): string | undefined {
  const match = / (?:the|my|that|this|those|these|our) (?<words>[^,.;]+)/.exec(text)
  const words = match?.groups?.['words']
    ?.split(' ')
    .filter((word) => !empty.has(word) && !/^\d/.test(word) && word.length > 1)
  return words === undefined || words.length === 0 ? undefined : words.join(' ')
}

/** 'the robot', 'the stone one': words of what was asked for, after a definite article. */
function byDescription(text: string, all: readonly SeenAsset[], { groups }: Situation): Resolved | undefined {
  const match = / (?:the|my|that|this|those|these|our) (?<words>[^,.;]+)/.exec(text)
  if (match === null) return undefined
  const words = match
    .groups!['words']!.split(' ')
    .filter((word) => !empty.has(word) && !/^\d/.test(word) && word.length > 1)
  if (words.length === 0) return undefined
  const scored = all
    .map((asset) => {
      const says = ` ${asset.name} ${asset.prompt ?? ''} `.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      return {
        asset,
        score: words.filter((word) => says.includes(` ${word} `) || says.includes(` ${word.replace(/s$/, '')} `))
          .length,
      }
    })
    .filter(({ score }) => score > 0)
  const best = Math.max(0, ...scored.map(({ score }) => score))
  const equal = scored.filter(({ score }) => score === best).map(({ asset }) => asset)
  // A texture is meant before its maps, a picture before its form.
  const role = / (?<role>albedo|height|normal|roughness|metalness|depth|occlusion|emission) (?:map )?/.exec(text)
    ?.groups?.['role']
  const ofRole = equal.filter((asset) => role !== undefined && asset.role?.includes(role) === true)
  if (ofRole[0] !== undefined && equal.every(({ kind }) => kind === 'map'))
    return { assets: [ofRole[0]], how: 'described' }
  const main = equal.filter(({ kind }) => kind !== 'map' && kind !== 'form')
  const top = main.length > 0 ? main : equal
  const [first, ...others] = top
  if (first === undefined) return undefined
  // Of things that were made here the newest is meant; of several others with different names any could be.
  const spokenOf = groups.some(({ assets }) => assets.some(({ id }) => id === first.id))
  if (!spokenOf && others.some(({ name }) => name !== first.name)) {
    if (plural.test(text) || words.some((word) => /[^s]s$/.test(word))) return { assets: top, how: 'described' }
    return { options: top.slice(0, 9).map(({ id, name }) => ({ id, label: name })) }
  }
  return { assets: [first], how: 'described' }
}

/** What the talk is about: the newest thing of the conversation that fits, all of them for 'them'. */
function byFocus(
  text: string,
  { groups }: Situation,
  fits: (asset: SeenAsset) => boolean,
  { several }: Wanted,
): Resolved | undefined {
  const fitting = groups.map(({ assets }) => assets.filter(fits)).filter((assets) => assets.length > 0)
  const single = / (?:it|this|that) /.test(text) && !/ (?:them|these|those|they|both|all|everything) /.test(text)
  // 'it' is what was spoken of, not one of the many that were only listed since.
  const spoken = groups
    .filter(({ tool, assets }) => !(single && readers.test(tool) && assets.length > 1))
    .map(({ assets }) => assets.filter(fits))
    .findLast((assets) => assets.length > 0)
  const newest = spoken ?? fitting.at(-1)
  if (newest === undefined) return undefined
  if (several === true && plural.test(text) && !single) {
    // 'them' after several single results means these results together.
    const last = newest.length > 1 ? newest : uniqueById(fitting.flat())
    return { assets: last, how: 'focus' }
  }
  return { assets: newest.length > 1 && several === true ? newest : [newest[0]!], how: 'focus' }
}
