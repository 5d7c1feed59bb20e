import type { FormWords, Meaning, ProportionReading, TraitReading, ViewReading } from './meaning.ts'
import type { Item } from './read-items.ts'

/** One noun phrase: what it says about a material, how it hangs on the one before, and the part it speaks of. */
export interface Group {
  readonly link: 'start' | 'with' | 'on' | 'made-of' | 'comma'
  readonly families: string[]
  readonly traits: TraitReading[]
  readonly colours: string[]
  /** The word of a part ('capital'), or of something that is not known. */
  part?: string
  lost?: string
}

export interface Groups {
  readonly groups: readonly Group[]
  /** The group whose head is the form itself. */
  readonly main: Group
  readonly form: FormWords | undefined
  readonly parameters: Readonly<Record<string, unknown>>
  readonly proportions: ProportionReading
  readonly count: number | undefined
  readonly environment: string | undefined
  readonly view: ViewReading | undefined
  readonly without: { families: string[]; traits: string[]; colours: string[]; partWords: string[] }
  readonly understood: { words: string; meaning: string }[]
  readonly unused: { words: string; reason: string }[]
  readonly unknown: string[]
}

type Kind = Meaning['kind']
type Of<K extends Kind> = Extract<Meaning, { kind: K }>

/** How gold, brass … look as paint: 'gold painted wood'. */
const metalColours: Readonly<Record<string, string>> = {
  gold: '#c9a23a',
  silver: '#b9bcc0',
  copper: '#b0693f',
  bronze: '#8a6434',
  steel: '#9a9da1',
  iron: '#5c5e60',
  snow: '#ecedee',
  bone: '#e6dcc4',
}

/** Reads items as noun phrases, left to right. `negative` reads the whole text as what is not wanted. */
export function readGroups(
  items: readonly Item[],
  forms: ReadonlyMap<string, FormWords>,
  { negative = false } = {},
): Groups {
  const result = {
    groups: [newGroup('start')],
    form: undefined as FormWords | undefined,
    parameters: {} as Record<string, unknown>,
    proportions: {} as { height?: number; width?: number; size?: number },
    count: undefined as number | undefined,
    environment: undefined as string | undefined,
    view: undefined as ViewReading | undefined,
    without: { families: [] as string[], traits: [] as string[], colours: [] as string[], partWords: [] as string[] },
    understood: [] as { words: string; meaning: string }[],
    unused: [] as { words: string; reason: string }[],
    unknown: [] as string[],
  }
  let main: Group | undefined
  let strength = 1
  let forbidding: 'no' | 'next' | 'all' = negative ? 'all' : 'no'
  /** Nouns waiting to learn whether a later noun of the same phrase is the head. */
  const current = () => result.groups.at(-1)!
  const open = (link: Group['link']) => {
    if (!isEmpty(current()) || current() === main) result.groups.push(newGroup(link))
    else result.groups[result.groups.length - 1] = newGroup(link)
  }
  const understand = (item: Item, meaning: string) => result.understood.push({ words: item.words, meaning })

  for (const [index, item] of items.entries()) {
    const meaning = chooseMeaning(items, index, result.form, main !== undefined, current().link)
    if (meaning === undefined) {
      if (item.words === '') {
        if (forbidding === 'next' || (forbidding === 'all' && !negative)) forbidding = 'no'
        if (main !== undefined) open('comma')
      } else {
        result.unknown.push(item.words)
        if (main !== undefined && current() !== main) current().lost ??= item.words
      }
      continue
    }
    switch (meaning.kind) {
      case 'stop':
        break
      case 'style':
        result.unused.push({ words: item.words, reason: 'the built-in engine has no styles' })
        break
      case 'negation':
        forbidding = /^(not|non|un|never)$/.test(item.words) ? 'next' : 'all'
        break
      case 'link':
        if (item.words === 'and' || item.words === 'plus') {
          if (main !== undefined && forbidding === 'no' && (!isEmpty(current()) || current() === main))
            open(current().link === 'start' ? 'with' : current().link)
        } else {
          if (!negative) forbidding = 'no'
          open(/^(on|in|at|under|over|atop|on top of|standing on)$/.test(item.words) ? 'on' : 'with')
          if (item.words === 'in' && main !== undefined) result.groups[result.groups.length - 1] = newGroup('made-of')
        }
        break
      case 'made-of':
        if (!negative) forbidding = 'no'
        open('made-of')
        break
      case 'intensity':
        strength = meaning.factor
        break
      case 'number':
        if (meaning.value > 0) result.count ??= meaning.value
        understand(item, `count ${meaning.value}`)
        break
      case 'proportion':
        for (const key of ['height', 'width', 'size'] as const) {
          if (meaning.proportion[key] !== undefined) result.proportions[key] = meaning.proportion[key]
        }
        understand(
          item,
          `proportion ${Object.entries(meaning.proportion)
            .map(([key, value]) => `${key} × ${value}`)
            .join(', ')}`,
        )
        break
      case 'surface':
        understand(item, 'a surface')
        break
      case 'environment':
        if (forbidding === 'no') {
          result.environment = meaning.id
          understand(item, `light ${meaning.id}`)
        }
        break
      case 'view':
        result.view = { ...result.view, ...meaning.view }
        understand(item, 'view')
        break
      case 'family':
        if (forbidding !== 'no') {
          result.without.families.push(meaning.id)
          understand(item, `without material ${meaning.id}`)
        } else if (isPaint(items, index)) {
          current().colours.push(metalColours[meaning.id] ?? meaning.colour ?? '#85868a')
          understand(item, `colour ${current().colours.at(-1)}`)
        } else if (isGeneric(items, index)) {
          understand(item, 'a word for the same material')
        } else {
          current().families.push(meaning.id)
          if (meaning.colour !== undefined) current().colours.push(meaning.colour)
          understand(item, `material ${meaning.id}`)
        }
        break
      case 'trait':
        if (forbidding !== 'no') {
          result.without.traits.push(meaning.id)
          understand(item, `without trait ${meaning.id}`)
        } else {
          addTrait(current(), { id: meaning.id, strength: Math.min(2, meaning.strength * strength * item.weight) })
          understand(item, `trait ${meaning.id}`)
        }
        break
      case 'colour':
        if (forbidding !== 'no') result.without.colours.push(meaning.hex)
        else current().colours.push(meaning.hex)
        understand(item, forbidding !== 'no' ? `without colour ${meaning.hex}` : `colour ${meaning.hex}`)
        break
      case 'part':
        if (forbidding !== 'no') {
          result.without.partWords.push(item.words)
        } else if (result.form !== undefined && current() === main) {
          result.groups.push({ ...newGroup('with'), part: item.words })
        } else {
          current().part ??= item.words
        }
        break
      case 'form':
        if (forbidding !== 'no') {
          result.unused.push({ words: item.words, reason: 'a thing cannot be forbidden' })
        } else if (main !== undefined && result.form?.id === meaning.id) {
          // 'statue of an angel': the second word says which statue.
          result.parameters = { ...result.parameters, ...meaning.parameters }
          understand(item, `form ${meaning.id}`)
        } else if (main !== undefined) {
          current().lost ??= item.words
          result.unused.push({ words: item.words, reason: 'one picture shows one thing' })
          if (current() === main) open('with')
        } else if (nextForm(items, index) !== undefined && saysTheSame(nextForm(items, index)!, meaning.id)) {
          // 'angel statue': the first word says which statue.
          result.parameters = { ...meaning.parameters, ...result.parameters }
          understand(item, `form ${meaning.id}`)
        } else if (isModifier(items, index)) {
          result.unused.push({ words: item.words, reason: `read as describing the ${nextForm(items, index)?.words}` })
        } else {
          result.form = forms.get(meaning.id)
          result.parameters = { ...result.parameters, ...meaning.parameters }
          main = current()
          understand(item, `form ${meaning.id}`)
        }
        break
      default:
        meaning satisfies never
    }
    if (meaning.kind !== 'stop' && meaning.kind !== 'negation' && meaning.kind !== 'intensity') {
      strength = 1
      if (forbidding === 'next' && meaning.kind !== 'link') forbidding = 'no'
    }
  }
  return { ...result, main: main ?? result.groups[0]! }
}

function newGroup(link: Group['link']): Group {
  return { link, families: [], traits: [], colours: [] }
}

function isEmpty(group: Group): boolean {
  return (
    group.families.length + group.traits.length + group.colours.length === 0 &&
    group.part === undefined &&
    group.lost === undefined
  )
}

function addTrait(group: Group, trait: TraitReading): void {
  const same = group.traits.findIndex((other) => other.id === trait.id)
  if (same < 0) group.traits.push(trait)
  else if (group.traits[same]!.strength < trait.strength) group.traits[same] = trait
}

/** Decides what an ambiguous word means from what stands around it. */
function chooseMeaning(
  items: readonly Item[],
  index: number,
  form: FormWords | undefined,
  hasForm: boolean,
  link: Group['link'],
): Meaning | undefined {
  const item = items[index]!
  const of = <K extends Kind>(kind: K) => item.meanings.find((meaning): meaning is Of<K> => meaning.kind === kind)
  if (item.meanings.length <= 1) return item.meanings[0]
  const part = of('part')
  const family = of('family')
  const isPart = part !== undefined && form !== undefined && slotOf(form, item.words) !== undefined
  // 'iron bands': iron is what the bands are made of, even where the form has a part called iron.
  if (isPart && !(family !== undefined && (nextIs(items, index, 'part') || link === 'made-of'))) return part
  const thing = of('form')
  if (thing !== undefined && family !== undefined) {
    const describes =
      hasForm || link === 'made-of' || nextForm(items, index) !== undefined || nextIs(items, index, 'surface')
    return describes ? family : thing
  }
  const trait = of('trait')
  // 'gilded stone': the first word is a state of the second.
  if (trait !== undefined && family !== undefined && (nextIs(items, index, 'family') || nextIs(items, index, 'form')))
    return trait
  if (thing !== undefined) return thing
  return of('surface') ?? family ?? of('trait') ?? of('colour') ?? of('environment') ?? part ?? item.meanings[0]
}

/** The later form of the same noun phrase: 'mushroom lamp', 'crystal vase'. */
function nextForm(items: readonly Item[], index: number): Item | undefined {
  for (let i = index + 1; i < items.length; i++) {
    const { meanings, words } = items[i]!
    if (words === '' || meanings.some(({ kind }) => kind === 'link' || kind === 'made-of' || kind === 'negation'))
      return undefined
    if (meanings.some(({ kind }) => kind === 'form')) return items[i]
  }
  return undefined
}

function saysTheSame(item: Item, id: string): boolean {
  return item.meanings.some((meaning) => meaning.kind === 'form' && meaning.id === id)
}

function isModifier(items: readonly Item[], index: number): boolean {
  return nextForm(items, index) !== undefined
}

function nextIs(items: readonly Item[], index: number, kind: Kind): boolean {
  return items[index + 1]?.meanings.some((meaning) => meaning.kind === kind) ?? false
}

/** 'denim fabric', 'jade stone': the second word says nothing new. */
function isGeneric(items: readonly Item[], index: number): boolean {
  const before = items[index - 1]?.meanings.some(({ kind }) => kind === 'family') ?? false
  return before && /^(fabric|cloth|metal|stone|wood|rock|leather)$/.test(items[index]!.words)
}

/** 'gold painted', 'silver coloured': the metal is only a colour. */
function isPaint(items: readonly Item[], index: number): boolean {
  const isMetal = /^(gold|golden|silver|copper|bronze)$/.test(items[index]!.words)
  return (
    /^(painted|coloured|colored)$/.test(items[index + 1]?.words ?? '') ||
    (isMetal && items[index - 1]?.words === 'painted')
  )
}

/** The slot of a form that a word speaks of. */
export function slotOf(form: FormWords, words: string): string | undefined {
  const exact = Object.entries(form.slots).find(([id, slot]) => id === words || slot.words.includes(words))
  if (exact !== undefined || !words.endsWith('s')) return exact?.[0]
  return slotOf(form, words.slice(0, -1)) ?? (words.endsWith('es') ? slotOf(form, words.slice(0, -2)) : undefined)
}
