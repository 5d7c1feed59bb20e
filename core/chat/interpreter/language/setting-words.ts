/** Other words for those in the names of settings. */
const synonyms: Readonly<Record<string, string>> = {
  memory: 'budget',
  ram: 'budget',
  vram: 'budget',
  gigabyte: 'gb',
  online: 'offline',
  internet: 'offline',
  network: 'offline',
  wide: 'width',
  tall: 'height',
  high: 'height',
  logging: 'log',
  verbosity: 'level',
  debug: 'level',
  resolution: 'size',
  folder: 'path',
  location: 'path',
  directory: 'path',
  frequency: 'every',
  interval: 'every',
}

/** A setting that a text may mean. */
export interface NamedSetting {
  readonly name: string
  /** By its very name, by all words of it, or by some. */
  readonly how: 'exact' | 'whole' | 'part'
}

/** The setting a text names: by its own name, else the one with the most of its words. */
export function settingNamed(text: string, source: string, settings: readonly string[]): NamedSetting | undefined {
  const lower = source.toLowerCase()
  const exact = settings.find((name) => lower.includes(name.toLowerCase()))
  if (exact !== undefined) return { name: exact, how: 'exact' }
  const has = new Set(text.trim().split(' ').map(stemOf))
  // 'by default' says how, 'the default model' what.
  if (!/ models? /.test(text)) has.delete('default')
  if (/ downloads? /.test(text)) has.add('offline')
  const [best] = settings
    .map((name) => {
      const [section = '', ...rest] = name.split('.')
      // A unit says only how a number is meant.
      const last = wordsIn(rest.join('.')).filter((word) => word !== 'gb')
      const hits = last.filter((word) => has.has(word)).length
      const about = wordsIn(section).filter((word) => has.has(word)).length
      return { name, score: hits * 3 + about, all: hits === last.length, about: about > 0, count: last.length }
    })
    .filter(({ score, all }) => all || score >= 4 || (score === 3 && / default | always | from now on /.test(text)))
    .toSorted((a, b) => b.score - a.score || Number(b.all) - Number(a.all))
  // 'texture size' is enough to know it, 'port' alone could be a harbour.
  return best && { name: best.name, how: best.all && (best.about || best.count > 1) ? 'whole' : 'part' }
}

/** 'previewEvery' → preview, every. */
function wordsIn(part: string): string[] {
  return part.split(/\.|(?=[A-Z])/).map((word) => stemOf(word.toLowerCase()))
}

function stemOf(word: string): string {
  const single = word.length > 3 ? word.replace(/(?<!s)s$/, '') : word
  return synonyms[single] ?? synonyms[word] ?? single
}
