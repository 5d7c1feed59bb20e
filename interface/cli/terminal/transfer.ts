import type { PullEvent } from '../../../core/models/model-library.ts'
import { formatBytes, formatDuration, shorten } from './format.ts'
import type { Paint, Terminal } from './terminal.ts'

/** The rate is told over this much of the past: it follows a change without jumping. */
const RATE_OVER_MS = 8000

/** What a person sees of a running download: pure, so that it can be tested without a terminal or a clock. */
export class TransferPicture {
  readonly #paint: Paint
  #samples: { readonly at: number; readonly bytes: number }[] = []
  #received = 0
  #total: number | undefined
  #says = ''
  #waiting: string | undefined

  constructor(paint: Paint, title: string) {
    this.#paint = paint
    this.#says = title
  }

  on(event: PullEvent, now: number): void {
    switch (event.type) {
      case 'total':
        this.#waiting = undefined
        this.#moveTo(event.receivedBytes, event.totalBytes, now)
        return
      case 'bytes':
        this.#says = event.name
        return
      case 'checking':
        this.#waiting = `checking ${event.name}: ${percent(event.readBytes, event.sizeBytes)}`
        return
      case 'waiting':
        this.#waiting = `${event.reason} Trying again in ${formatDuration(event.ms)}`
        return
      case 'restart':
        this.#samples = []
        this.#waiting = `${event.name}: ${event.reason}, starting it again`
        return
      case 'other-process': {
        const { other } = event
        if (other !== undefined) this.#moveTo(other.receivedBytes, other.totalBytes, now)
        this.#says = `another ai-workspace${other === undefined ? '' : ` (process ${other.pid})`} is pulling it`
        return
      }
      default:
        event satisfies never
    }
  }

  /** How far it is, of what is known. */
  get share(): string {
    return this.#total === undefined ? formatBytes(this.#received) : percent(this.#received, this.#total)
  }

  /** The one moving line: what, bar, share, bytes, rate and time left. */
  line(now: number, columns: number): string {
    if (this.#waiting !== undefined) return shorten(`… ${this.#waiting}`, columns - 1)
    const rate = this.#rate(now)
    const left = this.#total === undefined || rate === undefined ? undefined : (this.#total - this.#received) / rate
    const bytes = `${formatBytes(this.#received)}${this.#total === undefined ? '' : ` of ${formatBytes(this.#total)}`}`
    const speed = rate === undefined ? '' : `, ${formatBytes(rate)}/s`
    const tail = `  ${this.#total === undefined ? '' : `${percent(this.#received, this.#total).padStart(5)}  `}${bytes}${speed}${left === undefined ? '' : `, ${formatDuration(Math.max(1000, left * 1000))} left`}`
    // What must give way on a narrow terminal: first the bar, then the words.
    const barWidth = this.#total === undefined || columns < 70 ? 0 : columns >= 100 ? 20 : 10
    const room = columns - tail.length - barWidth - 5
    if (room < 8) return shorten(`${this.#says}${tail}`, columns - 1)
    return `${this.#paint('name', shorten(this.#says, Math.min(room, 34)).padEnd(Math.min(room, 34)))}  ${this.#bar(barWidth)}${tail}`
  }

  #moveTo(received: number, total: number | undefined, now: number): void {
    // Less than before: another file or a new start, whose rate is not that of the past.
    if (received < this.#received) this.#samples = []
    this.#received = received
    this.#total = total
    this.#samples.push({ at: now, bytes: received })
    while ((this.#samples[1]?.at ?? now) < now - RATE_OVER_MS) this.#samples.shift()
  }

  /** Bytes a second; undefined until a second has been seen. */
  #rate(now: number): number | undefined {
    const [first] = this.#samples
    if (first === undefined || now - first.at < 1000 || this.#received === first.bytes) return undefined
    return ((this.#received - first.bytes) * 1000) / (now - first.at)
  }

  #bar(width: number): string {
    const full =
      this.#total === undefined || this.#total === 0 ? 0 : Math.round(Math.min(1, this.#received / this.#total) * width)
    return `${this.#paint('good', '█'.repeat(full))}${this.#paint('faint', '░'.repeat(width - full))}`
  }
}

/** Shows a download on a terminal while it runs; elsewhere only waits and new starts are told. */
export interface Transfer extends Disposable {
  onEvent(event: PullEvent): void
  readonly share: string
}

export function startTransfer(terminal: Terminal, title: string): Transfer {
  const picture = new TransferPicture(terminal.paintNote, title)
  const onEvent = (event: PullEvent) => picture.on(event, performance.now())
  const base = {
    get share() {
      return picture.share
    },
  }
  if (!terminal.live) {
    const told = new Set<string>()
    return Object.assign(Object.create(base) as typeof base, {
      onEvent(event: PullEvent) {
        onEvent(event)
        if (terminal.quiet || terminal.json || !['waiting', 'restart', 'other-process'].includes(event.type)) return
        const text =
          event.type === 'waiting'
            ? event.reason
            : event.type === 'restart'
              ? `${event.name}: ${event.reason}`
              : 'Another ai-workspace is pulling it; waiting.'
        if (!told.has(text)) terminal.note(text)
        told.add(text)
      },
      [Symbol.dispose]() {},
    })
  }
  const stream = process.stderr
  const draw = () => stream.write(`\r${clearLine}${picture.line(performance.now(), stream.columns || 80)}`)
  stream.write(hideCursor)
  const timer = setInterval(draw, 120)
  const showAgain = () => stream.write(showCursor)
  process.once('exit', showAgain)
  return Object.assign(Object.create(base) as typeof base, {
    onEvent,
    [Symbol.dispose]() {
      clearInterval(timer)
      process.off('exit', showAgain)
      stream.write(`\r${clearLine}${showCursor}`)
    },
  })
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.min(100, Math.floor((part / whole) * 100))} %`
}

// ECMA-48 control sequences.
const clearLine = '\x1b[2K'
const hideCursor = '\x1b[?25l'
const showCursor = '\x1b[?25h'
