import { namedForms } from '../../models/procedural/forms/library/named-forms.ts'
import { colourWords } from '../../models/procedural/prompt/words/colours.ts'
import { materialWords } from '../../models/procedural/prompt/words/materials.ts'
import { environmentWords, viewWords } from '../../models/procedural/prompt/words/scene.ts'
import { traitWords } from '../../models/procedural/prompt/words/traits.ts'

/** A word or phrase that the built-in engine understands. */
export interface PromptWord {
  readonly word: string
  readonly kind: 'form' | 'material' | 'trait' | 'colour' | 'light' | 'view'
  /** Of a colour: '#rrggbb'. */
  readonly colour?: string
}

/** The built-in engine's words for an editor to complete, some 2,000. */
export function promptWords(): readonly PromptWord[] {
  const words = new Map<string, PromptWord>()
  const add = (word: string, kind: PromptWord['kind'], colour?: string) => {
    if (!words.has(word)) words.set(word, { word, kind, ...(colour === undefined ? {} : { colour }) })
  }
  for (const form of namedForms.values()) {
    for (const word of [form.id.replaceAll('-', ' '), ...form.synonyms]) add(word, 'form')
  }
  for (const [id, { words: synonyms }] of Object.entries(materialWords)) {
    for (const word of [id.replaceAll('-', ' '), ...synonyms]) add(word, 'material')
  }
  for (const entries of Object.values(traitWords)) {
    for (const entry of entries) add(typeof entry === 'string' ? entry : entry[0], 'trait')
  }
  for (const [word, hex] of Object.entries(colourWords)) add(word, 'colour', hex)
  for (const synonyms of Object.values(environmentWords)) for (const word of synonyms) add(word, 'light')
  for (const [synonyms] of viewWords) for (const word of synonyms) add(word, 'view')
  return [...words.values()]
}
