import { namedForms } from '../forms/library/named-forms.ts'
import type { FormWords, MaterialReading, PromptReading, TraitReading } from './meaning.ts'
import { type Group, type Groups, readGroups, slotOf } from './read-groups.ts'
import { readItems } from './read-items.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

/** Materials that, added to another one, are a state of it: stone with moss is mossy stone. */
const traitOfFamily: Readonly<Record<string, string>> = {
  moss: 'mossy',
  grass: 'mossy',
  rust: 'rusty',
  snow: 'snowy',
  ice: 'frozen',
  dirt: 'dirty',
  sand: 'dusty',
  water: 'wet',
  scales: 'rough',
}

/** Words that mean "the small parts", whatever the thing is: they go to its accent. */
const accentWords = [
  'detail',
  'accent',
  'trim',
  'ornament',
  'decoration',
  'marking',
  'inlay',
  'highlight',
  'element',
  'part',
]

let vocabulary: Vocabulary | undefined

/**
 * Reads a prompt with the lexicon: the form, a material for it and for its parts, traits, colours, light and view.
 * Never throws; what it does not know it lists in `unknown`.
 */
export function parsePrompt(text: string, { negative = '' }: { negative?: string } = {}): PromptReading {
  vocabulary ??= createVocabulary(allWords())
  const positive = readItems(text, vocabulary)
  const read = readGroups(positive.items, namedForms)
  const forbidden = negative === '' ? undefined : readItems(negative, vocabulary)
  const refused = forbidden === undefined ? undefined : readGroups(forbidden.items, namedForms, { negative: true })

  const unused = [...read.unused]
  const understood = [...read.understood, ...(refused?.understood ?? [])]
  const partWords = [...read.without.partWords, ...(refused?.without.partWords ?? [])]
  const without = {
    families: unique([...read.without.families, ...(refused?.without.families ?? [])]),
    traits: unique([
      ...read.without.traits,
      ...(refused?.without.traits ?? []),
      ...[...read.without.families, ...(refused?.without.families ?? [])].flatMap(
        (family) => traitOfFamily[family] ?? [],
      ),
    ]),
    colours: unique([...read.without.colours, ...(refused?.without.colours ?? [])]),
    parts: unique(partWords.flatMap((word) => resolvePart(word, read, understood, unused, 'without part') ?? [])),
  }
  const materials = assignMaterials(read, understood, unused)
    .map((material) => leaveOut(material, without))
    .filter(saysSomething)

  return {
    text,
    ...(read.form === undefined
      ? {}
      : {
          form: {
            id: read.form.id,
            parameters: read.parameters,
            proportions: read.proportions,
            ...(read.count === undefined ? {} : { count: read.count }),
          },
        }),
    materials,
    ...(read.environment === undefined ? {} : { environment: read.environment }),
    ...(read.view === undefined ? {} : { view: read.view }),
    without,
    understood,
    unused: uniqueBy(unused, ({ words }) => words),
    unknown: unique([...read.unknown, ...(refused?.unknown ?? [])]),
    corrections: [...positive.corrections, ...(forbidden?.corrections ?? [])],
  }
}

/** The forms' words, and the accent words as parts of every form that has an accent. */
function allWords(): FormWords[] {
  const accents: FormWords = {
    id: '',
    title: '',
    synonyms: [],
    variants: {},
    slots: { accent: { words: accentWords } },
  }
  return [...namedForms.values(), accents]
}

type Draft = { -readonly [Key in keyof MaterialReading]: MaterialReading[Key] } & {
  traits: TraitReading[]
  colours: string[]
}

function assignMaterials(read: Groups, understood: Groups['understood'], unused: Groups['unused']): MaterialReading[] {
  const primary: Draft = { role: 'primary', traits: [], colours: [] }
  const secondary: Draft = { role: 'secondary', traits: [], colours: [] }
  const others: Draft[] = []
  const families: string[] = []
  for (const group of read.groups) {
    if (group.lost !== undefined && group !== read.main) {
      drop(group, group.lost, unused)
    } else if (group.part !== undefined) {
      const part = resolvePart(group.part, read, understood, unused, 'part')
      if (part !== undefined) others.push(partMaterial(group, part))
      else if (group.link === 'start' || read.form === undefined) mergeInto(primary, group, families)
      else drop(group, group.part, unused)
    } else if (group.link === 'on' && read.form !== undefined && group !== read.main && group.families.length > 0) {
      others.push({ role: 'ground', family: group.families[0]!, traits: group.traits, colours: group.colours })
    } else if (
      group !== read.main &&
      families.length > 0 &&
      group.families.some((id) => traitOfFamily[id] === undefined)
    ) {
      // 'a golden crown with emeralds': what this group says belongs to the second material.
      families.push(...group.families)
      mergeInto(secondary, { ...group, families: [] }, [])
    } else {
      mergeInto(primary, group, families)
    }
  }
  const main = mainFamilies(families, primary)
  const usable = read.form === undefined ? 1 : 2
  if (main[0] !== undefined) primary.family = main[0]
  if (main[1] !== undefined && usable > 1) secondary.family = main[1]
  else mergeInto(primary, { ...secondary, link: 'start', families: [] }, [])
  for (const extra of main.slice(2))
    unused.push({
      words: extra,
      reason: usable === 1 ? 'one picture shows one material' : 'two materials and those of named parts are used',
    })
  return [primary, ...(secondary.family === undefined ? [] : [secondary]), ...others]
}

function mergeInto(primary: Draft, group: Group, families: string[]): void {
  families.push(...group.families)
  for (const trait of group.traits) if (!primary.traits.some(({ id }) => id === trait.id)) primary.traits.push(trait)
  for (const colour of group.colours) if (!primary.colours.includes(colour)) primary.colours.push(colour)
}

/** Turns moss, rust, snow … beside another material into traits and leaves the real materials, in order. */
function mainFamilies(families: readonly string[], primary: Draft): string[] {
  const distinct = unique(families)
  if (distinct.length < 2) return distinct
  const solid = distinct.filter((family) => traitOfFamily[family] === undefined)
  const kept = solid.length > 0 ? solid : [distinct.at(-1)!]
  for (const family of distinct) {
    const id = traitOfFamily[family]
    if (id === undefined || kept.includes(family) || primary.traits.some((trait) => trait.id === id)) continue
    primary.traits.push({ id, strength: 1 })
  }
  return kept
}

function partMaterial(group: Group, part: string): Draft {
  const draft: Draft = { role: 'part', part, traits: [], colours: [] }
  const families: string[] = []
  mergeInto(draft, group, families)
  const [family] = mainFamilies(families, draft)
  if (family !== undefined) draft.family = family
  return draft
}

function resolvePart(
  word: string,
  read: Groups,
  understood: Groups['understood'],
  unused: Groups['unused'],
  label: string,
): string | undefined {
  const { form } = read
  if (form === undefined) {
    unused.push({ words: word, reason: 'a part, but of no thing that the prompt names' })
    return undefined
  }
  const slot =
    slotOf(form, word) ?? (accentWords.some((accent) => word.startsWith(accent)) ? accentSlot(form) : undefined)
  if (slot === undefined) unused.push({ words: word, reason: `the ${form.title.toLowerCase()} has no such part` })
  else understood.push({ words: word, meaning: `${label} ${slot}` })
  return slot
}

/** The slot for "details": the form's accent, else its last one. */
function accentSlot(form: FormWords): string | undefined {
  const slots = Object.keys(form.slots)
  return slots.includes('accent') ? 'accent' : slots.length > 1 ? slots.at(-1) : undefined
}

function drop(group: Group, head: string, unused: Groups['unused']): void {
  const words = [...group.traits.map(({ id }) => id), ...group.colours, ...group.families]
  if (words.length > 0) unused.push({ words: words.join(', '), reason: `describes "${head}", which is not shown` })
}

function leaveOut(material: MaterialReading, without: PromptReading['without']): MaterialReading {
  const { family, ...rest } = material
  return {
    ...rest,
    ...(family === undefined || without.families.includes(family) ? {} : { family }),
    traits: material.traits.filter(({ id }) => !without.traits.includes(id)),
    colours: material.colours.filter((colour) => !without.colours.includes(colour)),
  }
}

function saysSomething({ family, traits, colours }: MaterialReading): boolean {
  return family !== undefined || traits.length + colours.length > 0
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

function uniqueBy<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()]
}
