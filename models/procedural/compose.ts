import type { FormMaterial, FormProgram } from './forms/form-program.ts'
import type { FormSlot, NamedForm } from './forms/library/named-form.ts'
import { namedForms } from './forms/library/named-forms.ts'
import { materialStand } from './material-stand.ts'
import type { MaterialSpec } from './materials/build-material.ts'
import type { MaterialReading, PromptReading } from './prompt/meaning.ts'
import { createRandom, hashText } from './random.ts'
import type { Framing } from './render/camera.ts'
import { type EnvironmentKind, environmentKinds } from './render/environment.ts'

/** Everything a picture, or a mesh, is made from. */
export interface Scene {
  readonly program: FormProgram
  /** One for each entry of `program.materials`, in its order. */
  readonly materials: readonly MaterialSpec[]
  /** How the camera looks at it; frameForm turns it into a camera once the bounds are known. */
  readonly framing: Framing
  readonly environment: EnvironmentKind
  /** What is shown, in one line: 'statue: figure of stone (ancient), plinth of stone (ancient)'. */
  readonly summary: string
  /** What the prompt asked for and this engine cannot do. */
  readonly notes: readonly string[]
}

export interface SceneOptions {
  /** A program of the caller's own instead of a named form; its parts are its materials. */
  readonly program?: FormProgram
  /** Parameters of the named form, over what the prompt says. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** How far a trait wears a form down, and how well the material of its main part withstands it. */
const wearOfTrait: Readonly<Record<string, number>> = {
  ancient: 0.9,
  weathered: 0.6,
  cracked: 0.3,
  worn: 0.35,
  rough: 0.2,
  burnt: 0.2,
}
const metals = [
  'hull-panels',
  'brushed-metal',
  'painted-metal',
  'rust',
  'copper',
  'gold',
  'silver',
  'steel',
  'iron',
  'bronze',
  'corrugated-iron',
  'tread-plate',
]
const stones = [
  'stone',
  'marble',
  'granite',
  'sandstone',
  'slate',
  'concrete',
  'cobble',
  'brick',
  'stone-wall',
  'obsidian',
  'jade',
  'terrazzo',
  'plaster',
  'crystal',
  'ice',
  'bone',
]
/** Traits that are about the thing itself and not about time and weather: its other parts stay as they are. */
const ownTraits = ['glowing', 'painted', 'polished', 'futuristic']
/** Parameters that a number in the prompt may mean, in this order. */
const countParameters = ['count', 'candles', 'books', 'columns', 'moons', 'stones', 'arms']

/**
 * Decides what a prompt's picture shows: the form and its parameters, a material for each part, light and view.
 * Undefined when the prompt names neither a form nor a material.
 */
export function composeScene(
  reading: PromptReading,
  seed: number,
  { program, parameters = {} }: SceneOptions = {},
): Scene | undefined {
  const notes: string[] = []
  const random = createRandom(`${seed}/${reading.form?.id ?? 'material'}`)
  const form = reading.form === undefined ? undefined : namedForms.get(reading.form.id)
  const wear = wearFrom(reading, form)
  let built: FormProgram
  let slots: Readonly<Record<string, FormSlot>>
  if (program !== undefined) {
    built = program
    slots = slotsOf(program)
  } else if (form !== undefined) {
    built = form.build(random, { ...parametersFrom(reading, form, notes), ...wear, ...parameters })
    slots = form.slots
  } else {
    if (!reading.materials.some(({ family, traits }) => family !== undefined || traits.length > 0)) return undefined
    built = materialStand
    slots = slotsOf(materialStand)
  }
  const materials = Object.fromEntries(
    Object.entries(built.materials).map(([name, own]) => {
      const slot = slots[name] ?? { words: [], material: own, role: 'fixed' as const }
      return [name, materialFor(name, slot, reading)]
    }),
  )
  for (const { role, family } of reading.materials) {
    if (role === 'ground')
      notes.push(`The ground is always the plain floor of the light; "${family}" was not laid on it.`)
  }
  const environment = environmentOf(reading, materials, notes)
  const turn = random.fork('view').between(-7, 7)
  return {
    program: { ...built, materials },
    materials: Object.values(materials).map((material) => specOf(material, seed)),
    framing: framingOf(reading, form, turn),
    environment,
    summary: summaryOf(built.name, materials),
    notes,
  }
}

function slotsOf(program: FormProgram): Record<string, FormSlot> {
  return Object.fromEntries(
    Object.entries(program.materials).map(([name, material], i) => [
      name,
      { words: [name], material, role: i === 0 ? 'primary' : i === 1 ? 'secondary' : 'fixed' },
    ]),
  )
}

function wearFrom(
  reading: PromptReading,
  form: NamedForm | undefined,
): { wear: number; cracks: number; panels: number } {
  const primary = reading.materials.find(({ role }) => role === 'primary')
  const traits = primary?.traits ?? []
  const family = primary?.family ?? Object.values(form?.slots ?? {})[0]?.material.family ?? 'stone'
  const softness = metals.includes(family) ? 0.3 : stones.includes(family) ? 1 : 0.6
  const wear = Math.max(0, ...traits.map(({ id, strength }) => (wearOfTrait[id] ?? 0) * strength))
  const cracked = traits.find(({ id }) => id === 'cracked')
  const futuristic = traits.find(({ id }) => id === 'futuristic')
  return {
    wear: Math.min(1, wear * softness),
    cracks: cracked === undefined ? 0 : Math.min(1, cracked.strength * softness * 0.8),
    panels: futuristic === undefined ? 0 : Math.min(1, futuristic.strength * 0.8),
  }
}

/** The parameters that the prompt's words set: variants, proportions, a count, and parts to leave out. */
function parametersFrom(reading: PromptReading, form: NamedForm, notes: string[]): Record<string, unknown> {
  const { parameters = {}, proportions = {}, count } = reading.form!
  const chosen: Record<string, unknown> = { ...parameters }
  const { height = 1, width = 1, size = 1 } = proportions
  if (height !== 1) chosen['heightFactor'] = height
  if (width !== 1) chosen['widthFactor'] = width
  if (size !== 1) chosen['sizeFactor'] = size
  const accepts = (name: string, value: unknown): boolean =>
    name in form.parameters.shape && form.parameters.safeParse({ [name]: value }).success
  if (count !== undefined && count > 1) {
    const name = countParameters.find((each) => accepts(each, count))
    if (name === undefined) notes.push(`There is one ${form.title.toLowerCase()}; the number ${count} was not used.`)
    else chosen[name] = count
  }
  for (const part of reading.without.parts) {
    if (accepts(part, false)) chosen[part] = false
    else notes.push(`The ${form.title.toLowerCase()} cannot be made without its ${part}.`)
  }
  return chosen
}

function materialFor(name: string, slot: FormSlot, reading: PromptReading): FormMaterial {
  const primary = reading.materials.find(({ role }) => role === 'primary')
  const secondary = reading.materials.find(({ role }) => role === 'secondary')
  const own = reading.materials.find(({ role, part }) => role === 'part' && part === name)
  const forbidden = reading.without
  const given = own ?? givenTo(slot, primary, secondary)
  const replaced = given?.family !== undefined
  const family = given?.family ?? slot.material.family
  const colours =
    given !== undefined && given.colours.length > 0 ? given.colours : replaced ? [] : (slot.material.colours ?? [])
  const weather = (primary?.traits ?? []).filter(({ id }) => reaches(id, slot, family))
  const { material } = slot
  const slotTraits = replaced
    ? []
    : (material.traits ?? []).map((id) => ({ id, strength: material.strengths?.[id] ?? 1 }))
  const said = given?.traits ?? []
  const traits = [...new Set([...slotTraits, ...said, ...weather].map(({ id }) => id))].filter(
    (id) => !forbidden.traits.includes(id),
  )
  // What is said of the part outweighs what is said of the whole, and that what the part is by itself.
  const strengths = new Map([...slotTraits, ...weather, ...said].map(({ id, strength }) => [id, rounded(strength)]))
  const notPlain = traits.flatMap((id) => (strengths.get(id) === 1 ? [] : [[id, strengths.get(id)!] as const]))
  return {
    family,
    ...(traits.length > 0 ? { traits } : {}),
    ...(notPlain.length > 0 ? { strengths: Object.fromEntries(notPlain) } : {}),
    ...(colours.length > 0 ? { colours: colours.slice(0, 4) } : {}),
    ...(slot.material.scale === undefined ? {} : { scale: slot.material.scale }),
  }
}

/** Two digits: a product of words is no measurement. */
function rounded(strength: number): number {
  return Math.max(0.01, Math.round(strength * 100) / 100)
}

/** The material of the whole that this slot takes: the first, the second or none. */
function givenTo(
  slot: FormSlot,
  primary: MaterialReading | undefined,
  secondary: MaterialReading | undefined,
): MaterialReading | undefined {
  switch (slot.role) {
    case 'primary':
      return primary
    case 'match':
      return secondary ?? primary
    case 'secondary': {
      if (secondary !== undefined) return secondary
      // A plinth of stone under a figure of another stone takes that stone.
      const bothStone =
        primary?.family !== undefined && stones.includes(primary.family) && stones.includes(slot.material.family)
      return bothStone ? primary : undefined
    }
    case 'fixed':
      return undefined
    default:
      return slot.role satisfies never
  }
}

/** Whether a trait of the whole also shows on this part. */
function reaches(trait: string, slot: FormSlot, family: string): boolean {
  if (slot.role === 'primary' || slot.role === 'match') return true
  if (ownTraits.includes(trait)) return false
  if (trait === 'rusty') return metals.includes(family) && family !== 'gold' && family !== 'silver'
  return true
}

function environmentOf(
  reading: PromptReading,
  materials: Readonly<Record<string, FormMaterial>>,
  notes: string[],
): EnvironmentKind {
  if (reading.environment !== undefined) {
    const kind = environmentKinds.find((each) => each === reading.environment)
    if (kind !== undefined) return kind
    notes.push(`There is no light called "${reading.environment}".`)
  }
  const glows = reading.materials.some(({ traits }) => traits.some(({ id }) => id === 'glowing'))
  return glows || Object.values(materials).some(({ family }) => family === 'lava') ? 'dramatic' : 'studio'
}

function framingOf(reading: PromptReading, form: NamedForm | undefined, turn: number): Framing {
  const { azimuth, elevation, closeness = 1 } = reading.view ?? {}
  return {
    azimuth: azimuth ?? (form?.view.azimuth ?? 28) + turn,
    elevation: elevation ?? form?.view.elevation ?? 14,
    fill: Math.min(1.6, 0.82 * closeness),
  }
}

/** The same material in two parts has the same seed, so that it is built once. */
function specOf({ family, traits, strengths, colours }: FormMaterial, seed: number): MaterialSpec {
  return {
    family,
    ...(traits === undefined ? {} : { traits }),
    ...(strengths === undefined ? {} : { strengths }),
    ...(colours === undefined ? {} : { colours }),
    // Without the strengths: slightly rusty is the same surface as very rusty, with less of the rust.
    seed: hashText(JSON.stringify([seed, family, traits, colours])),
  }
}

function summaryOf(name: string, materials: Readonly<Record<string, FormMaterial>>): string {
  const parts = Object.entries(materials).map(([part, { family, traits = [], strengths = {}, colours = [] }]) => {
    const named = traits.map((id) => (strengths[id] === undefined ? id : `${id} × ${strengths[id]}`))
    const details = [...named, ...colours]
    return `${part} of ${family}${details.length > 0 ? ` (${details.join(', ')})` : ''}`
  })
  return `${name}: ${parts.join(', ')}`
}
