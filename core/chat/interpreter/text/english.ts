import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Whether this is a right word of English (SCOWL's list, American spelling, with the usual endings). */
export type KnowsWord = (word: string) => boolean

let loading: Promise<KnowsWord> | undefined

/** The list is read when it is first needed: 0.5 MB, some 10 ms. */
export function loadEnglish(): Promise<KnowsWord> {
  loading ??= readList()
  return loading
}

async function readList(): Promise<KnowsWord> {
  const file = fileURLToPath(import.meta.resolve('dictionary-en'))
  const list = await readFile(file.replace(/index\.js$/, 'index.dic'), 'utf8')
  const stems = new Set<string>()
  const names = new Set<string>()
  for (const line of list.split('\n').slice(1)) {
    const stem = line.split('/', 1)[0]!
    // Abbreviations and single letters are no words that a sentence is made of.
    if (stem.length > 1 && stem === stem.toLowerCase()) stems.add(stem)
    else if (stem !== stem.toUpperCase()) names.add(stem)
  }
  return (word) => {
    // A name is right only as a name: 'Mabel' is, 'mabel' may be a misspelling.
    if (stems.has(word) || names.has(word)) return true
    return stemsOf(word.toLowerCase()).some((stem) => stems.has(stem))
  }
}

/** What a word may be made of: 'tiled' → 'tile', 'stopping' → 'stop', 'colours' → 'colors'. */
function stemsOf(word: string): string[] {
  const found: string[] = []
  const american = word
    .replace(/our(?=s$|ed$|ing$|ful$|less$|$)/, 'or')
    .replace(/is(?=e$|es$|ed$|ing$)/, 'iz')
    .replace(/(?<=^[a-z]{2,3})sy$/, 'zy')
  if (american !== word) found.push(american, ...stemsOf(american))
  // 'centre', but no 'textre': what it stands for must be a word itself.
  const metre = word.replace(/tre(?=s$|$)/, 'ter')
  if (metre !== word) found.push(metre, metre.replace(/s$/, ''))
  const endings: readonly (readonly [RegExp, readonly string[]])[] = [
    [/(?<=\w{2})ies$/, ['y']],
    [/(?<=\w{2})ied$/, ['y']],
    [/(?<=\w{2})es$/, ['', 'e']],
    [/(?<=\w{2})s$/, ['']],
    [/(?<=\w{2})'s$/, ['']],
    [/(?<=\w{2})ed$/, ['', 'e']],
    [/(?<=\w{2})ing$/, ['', 'e']],
    [/(?<=\w{2})er$/, ['', 'e']],
    [/(?<=\w{2})ers$/, ['', 'e']],
    [/(?<=\w{2})est$/, ['', 'e']],
    [/(?<=\w{2})ly$/, ['', 'le']],
    [/(?<=\w{2})ness$/, ['']],
    [/^un(?=\w{4})/, ['']],
    [/^re-?(?=\w{4})/, ['']],
  ]
  for (const [ending, others] of endings) {
    if (!ending.test(word)) continue
    for (const other of others) {
      const stem = word.replace(ending, other)
      // 'running' has two n.
      if (
        other === '' &&
        /^(?:\(\?<=\\w\{2\}\))(?:ed|ing|er)/.test(ending.source) &&
        /^[^aeiou]*[aeiou][bdgmnpt]$/.test(stem)
      )
        continue
      found.push(stem)
      const doubled = /(.)\1$/.exec(stem)
      if (doubled) found.push(stem.slice(0, -1))
    }
  }
  return found
}
