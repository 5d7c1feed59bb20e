import type { ChatWorld } from '../../world.ts'
import type { Clause } from '../text/clause.ts'
import type { Settings } from './settings.ts'

const lead =
  '(?:(?:and )?(?:at|in|with|of|to|as|size|sized|resolution|dimensions|a size of|a resolution of|the size|·|:|is|an?) )*'
const unit = '(?: ?(?:px|pixels?|pix))?'
const tail = '(?: (?:resolution|size|pixels?|format|aspect(?: ratio)?|ratio|in size|large|big|dimensions))*'

/** Sides in pixels of what is called by one number. */
const named: Readonly<Record<string, number>> = {
  '1k': 1024,
  '2k': 2048,
  '3k': 3072,
  '4k': 4096,
  '8k': 8192,
  '16k': 16384,
}

/** Screens by their usual names. */
const screens: Readonly<Record<string, readonly [number, number]>> = {
  '720p': [1280, 720],
  '1080p': [1920, 1080],
  '1440p': [2560, 1440],
  '2160p': [3840, 2160],
  'full hd': [1920, 1080],
  fhd: [1920, 1080],
  uhd: [3840, 2160],
}

/** Takes '1024 × 768', '2k', '16:9', '512 square', 'in portrait format'. */
export function takeSize(clause: Clause, settings: Settings, world: ChatWorld): void {
  const found =
    pair(clause) ?? square(clause) ?? screen(clause) ?? ratio(clause, world) ?? sides(clause) ?? shape(clause, world)
  if (found !== undefined) Object.assign(settings, found)
}

type Found = Pick<Settings, 'width' | 'height' | 'side' | 'sizeWords'> | undefined

function pair(clause: Clause): Found {
  const taken = clause.take(
    new RegExp(`(?<= )${lead}(?<w>\\d{1,5})(?:x| ?(?:by|times|and|×|x) )(?<h>\\d{1,5})${unit}${tail}(?= )`),
  )
  if (taken === undefined) return undefined
  return { width: Number(taken.groups['w']), height: Number(taken.groups['h']), sizeWords: taken.words }
}

function square(clause: Clause): Found {
  const taken =
    clause.take(new RegExp(`(?<= )${lead}(?<n>\\d{2,5})${unit} (?:square|squared|x square)${tail}(?= )`)) ??
    clause.take(new RegExp(`(?<= )${lead}square (?:of |at |, )?(?<n>\\d{2,5})${unit}${tail}(?= )`)) ??
    clause.take(
      new RegExp(`(?<= )${lead}(?<k>[12]k(?= )|\\d{1,2}k(?!${tail} (?:,|masterpiece)))(?: square)?${tail}(?= )`),
    )
  if (taken === undefined) return undefined
  const { n, k } = taken.groups
  if (n !== undefined) return { width: Number(n), height: Number(n), sizeWords: taken.words }
  const side = named[k!]
  // In a list of style words ('8k, masterpiece') it is a wish for detail.
  return side === undefined ? undefined : { side, width: side, height: side, sizeWords: taken.words }
}

function screen(clause: Clause): Found {
  const taken = clause.take(new RegExp(`(?<= )${lead}(?<s>720p|1080p|1440p|2160p|full[- ]hd|fhd|uhd)${tail}(?= )`))
  const size = screens[taken?.groups['s']?.replace('-', ' ') ?? '']
  return size && { width: size[0], height: size[1], sizeWords: taken!.words }
}

function ratio(clause: Clause, world: ChatWorld): Found {
  const taken =
    clause.take(
      new RegExp(`(?<= )(?:and )?${lead}(?:aspect(?: ratio)?(?: of)? )?(?<a>\\d{1,2}):(?<b>\\d{1,2})${tail}(?= )`),
    ) ??
    clause.take(new RegExp(`(?<= )${lead}(?<wide>wide ?-?screen|cinema(?:scope)?)(?: format| aspect| ratio)*(?= )`))
  if (taken === undefined) return undefined
  const { a, b, wide } = taken.groups
  const [w, h] = wide === undefined ? [Number(a), Number(b)] : [16, 9]
  if (w === 0 || h === 0) return undefined
  return { ...ofRatio(w, h, shortSide(world)), sizeWords: taken.words }
}

/** Whole 64s in just this ratio where there are any near the usual short side; else rounded to them. */
function ofRatio(a: number, b: number, short: number): { width: number; height: number } {
  const divisor = greatestDivisor(a, b)
  const [w, h] = [a / divisor, b / divisor]
  const step = 64 * Math.min(w, h)
  const side = Math.max(1, Math.round(short / step)) * step
  if (Math.abs(side - short) <= short / 3)
    return { width: (side * w) / Math.min(w, h), height: (side * h) / Math.min(w, h) }
  const times = (n: number) => Math.round((short * n) / Math.min(w, h) / 64) * 64
  return { width: times(w), height: times(h) }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

function sides(clause: Clause): Found {
  const found: { width?: number; height?: number; sizeWords?: string } = {}
  for (const [side, words] of [
    ['width', 'wide|width|across'],
    ['height', 'tall|high|height'],
  ] as const) {
    const taken =
      clause.take(new RegExp(`(?<= )${lead}(?<n>\\d{2,5})${unit}(?: in)? (?:${words})(?= )`)) ??
      clause.take(
        new RegExp(`(?<= )(?:${lead}|the )(?:${words})(?: of| is| to| =| :)*(?: to)? (?<n>\\d{2,5})${unit}(?= )`),
      )
    if (taken === undefined) continue
    found[side] = Number(taken.groups['n'])
    found.sizeWords = [found.sizeWords, taken.words].filter((part) => part !== undefined).join(', ')
  }
  if (found.sizeWords !== undefined) return found
  // A lone number is a size only where something says so.
  const taken =
    clause.take(new RegExp(`(?<= )${lead}(?<n>\\d{2,5}) ?(?:px|pixels?|pix)${tail}(?: each side)?(?= )`)) ??
    clause.take(
      /(?<= )(?:at|in|to|size|resolution)(?: of| to| :)* (?<n>256|384|512|640|768|1024|1280|1536|2048|3072|4096)(?: resolution| size)?(?= )/,
    )
  const listed =
    taken ??
    clause.take(
      /(?<= (?:,|it|to|textures?|materials?|images?|pictures?|maps?)) (?<n>256|512|768|1024|1536|2048|4096)(?= (?:·|,|\.|$))/,
    )
  return listed && { width: Number(listed.groups['n']), height: Number(listed.groups['n']), sizeWords: listed.words }
}

/** 'portrait' and 'landscape' are subjects too: they count only as a format. */
function shape(clause: Clause, world: ChatWorld): Found {
  const taken =
    clause.take(
      /(?<= )(?:in |as |an? |with )*(?:the )?(?<s>portrait|landscape|square|tall|wide|vertical|horizontal)[ -](?:format|orientation|mode|aspect|layout|oriented|ratio|aspect ratio|shape|size)(?= )/,
    ) ??
    clause.take(/(?<= )in (?<s>portrait|landscape)(?= (?:·|$|,|\.|;|please|!))/) ??
    clause.take(/(?<= )(?:but )?(?<s>square|vertical|horizontal)(?= (?:images?|pictures?|photos?|version|·|$|\.|one))/)
  if (taken === undefined) return undefined
  const title = { vertical: 'portrait', horizontal: 'landscape' }[taken.groups['s']!] ?? taken.groups['s']!
  const size = world.sizes.find((known) => known.title === title)
  if (size !== undefined) return { width: size.width, height: size.height, sizeWords: taken.words }
  const short = shortSide(world)
  const long = Math.round((short * 1.5) / 64) * 64
  const sizes: Record<string, readonly [number, number]> = {
    square: [short, short],
    portrait: [short, long],
    tall: [short, long],
    landscape: [long, short],
    wide: [long, short],
  }
  return { width: sizes[title]![0], height: sizes[title]![1], sizeWords: taken.words }
}

function shortSide(world: ChatWorld): number {
  const square = world.sizes.find(({ title }) => title === 'square')
  return square?.width ?? 512
}
