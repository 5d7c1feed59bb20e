/*
 * Keys are written 'mod+shift+z', 'escape', '?', or as a sequence 'g j'. `mod` is ⌘ on a Mac and Ctrl elsewhere. A printable
 * character stands for itself, whatever has to be held to type it ('?' needs no shift+).
 */

/** The parts of one stroke that decide whether it was pressed. */
interface Stroke {
  readonly key: string
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
}

/** What of a keyboard event is looked at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>

export function isMac(platform: string = globalThis.navigator?.platform ?? ''): boolean {
  return /mac|iphone|ipad/i.test(platform)
}

/** Whether `press` is the stroke `written`. */
export function isStroke(press: KeyPress, written: string, mac: boolean = isMac()): boolean {
  const stroke = parseStroke(written)
  const mod = mac ? press.metaKey : press.ctrlKey
  const otherMod = mac ? press.ctrlKey : press.metaKey
  if (otherMod || mod !== stroke.mod || press.altKey !== stroke.alt) return false
  const key = press.key.toLowerCase()
  if (key !== stroke.key) return false
  // For a sign such as '?' shift is only how it is typed; for letters and named keys it must be as written.
  const shiftMatters = key.length > 1 || key !== key.toUpperCase() || stroke.mod
  return !shiftMatters || press.shiftKey === stroke.shift
}

/** For people: one string a stroke. */
export function formatKeys(written: string, mac: boolean = isMac()): string[] {
  return written.split(' ').map((text) => {
    const { key, mod, alt, shift } = parseStroke(text)
    const name = names[key] ?? (key.length === 1 ? key.toUpperCase() : key[0]!.toUpperCase() + key.slice(1))
    return mac
      ? `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`
      : [...(mod ? ['Ctrl'] : []), ...(alt ? ['Alt'] : []), ...(shift ? ['Shift'] : []), name].join('+')
  })
}

const names: Readonly<Record<string, string>> = {
  escape: 'Esc',
  enter: '↵',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  delete: 'Del',
  backspace: '⌫',
  ' ': 'Space',
  space: 'Space',
}

function parseStroke(written: string): Stroke {
  const parts = written.toLowerCase().split('+')
  // 'mod++' names the plus key.
  const key = parts.at(-1) === '' ? '+' : parts.at(-1) === 'space' ? ' ' : parts.at(-1)!
  return { key, mod: parts.includes('mod'), alt: parts.includes('alt'), shift: parts.includes('shift') }
}
