import type { WorkspaceEvent } from '../../../base/job.ts'
import { formatDuration, shorten } from './format.ts'
import type { Paint, Terminal } from './terminal.ts'

/** One step as it is shown: ticked off when it has ended. */
interface Step {
  readonly name: string
  readonly depth: number
  readonly startedAt: number
  ended?: { readonly fromCache: boolean; readonly durationMs: number }
}

/** What a person sees of a running job: pure, so that it can be tested without a terminal or a clock. */
export class ProgressPicture {
  readonly #startedAt: number
  readonly #steps: Step[] = []
  readonly #paint: Paint
  #fraction = 0
  #message = ''
  #waitingFor: string | undefined
  /** How many ended steps were handed out by `takeEnded`. */
  #told = 0

  constructor(paint: Paint, now: number) {
    this.#paint = paint
    this.#startedAt = now
  }

  on(event: WorkspaceEvent, now: number): void {
    switch (event.type) {
      case 'runner-busy':
        this.#waitingFor = `waiting for another ai-workspace (process ${event.pid}${event.command === '' ? '' : `, "${shorten(event.command, 40)}"`})`
        return
      case 'job-added':
      case 'job-changed':
      case 'job-start':
        this.#waitingFor = undefined
        return
      case 'step-start':
        this.#message = ''
        this.#steps.push({ name: event.step, depth: event.depth, startedAt: now })
        return
      case 'job-progress':
        this.#waitingFor = undefined
        this.#fraction = Math.max(this.#fraction, Math.min(1, event.fraction))
        if (event.message !== undefined) this.#message = event.message
        return
      case 'step-end': {
        const step = this.#steps.findLast((each) => each.name === event.step && each.ended === undefined)
        if (step !== undefined) step.ended = { fromCache: event.fromCache, durationMs: event.durationMs }
        this.#message = ''
        return
      }
      case 'model-load':
        this.#message = `loaded ${event.title}`
        return
      case 'model-unload':
      case 'asset-added':
      case 'job-end':
        return
      default:
        event satisfies never
    }
  }

  /** A job of an earlier run goes on first, in this process. */
  onOtherJob(id: string, fraction: number): void {
    this.#waitingFor = `first, the unfinished job ${id} of an earlier run: ${Math.round(fraction * 100)} %`
  }

  /** The lines of steps that ended since the last call, in the order they began; the job's own step is told by the summary. */
  takeEnded(): string[] {
    const inner = this.#steps.filter((step) => step.depth > 0)
    const lines: string[] = []
    for (const step of inner.slice(this.#told)) {
      if (step.ended === undefined) break
      this.#told++
      const took = step.ended.fromCache ? '(cached)' : formatDuration(step.ended.durationMs)
      const indent = '  '.repeat(step.depth - 1)
      lines.push(
        `${indent}${this.#paint('good', '✓')} ${step.name.padEnd(22 - indent.length)} ${this.#paint('faint', took)}`,
      )
    }
    return lines
  }

  /** The one moving line: spinner, step, message, bar, percent, time gone and time left. */
  line(now: number, columns: number): string {
    const spinner = spinnerFrames[Math.floor(now / 100) % spinnerFrames.length] ?? ''
    const elapsed = now - this.#startedAt
    if (this.#waitingFor !== undefined)
      return shorten(`${spinner} ${this.#waitingFor} … ${formatDuration(elapsed)}`, columns - 1)
    const running = this.#steps.findLast((step) => step.ended === undefined)
    const left = this.#timeLeft(elapsed)
    const times = `${formatDuration(elapsed)}${left === undefined ? '' : `, ${left} left`}`
    const percent = `${Math.round(this.#fraction * 100)} %`.padStart(5)
    const tail = `  ${percent}  ${times}`
    const says = [running?.name ?? 'starting', this.#message].filter((part) => part !== '').join(' · ')
    // What must give way on a narrow terminal: first the bar, then the words.
    const barWidth = columns >= 80 ? 20 : columns >= 60 ? 10 : 0
    const room = columns - tail.length - barWidth - 5
    if (room < 8) return shorten(`${spinner} ${says}${tail}`, columns - 1)
    const name = shorten(says, room).padEnd(Math.min(room, 34))
    return `${this.#paint('name', spinner)} ${name}  ${this.#bar(barWidth)}${tail}`
  }

  #bar(width: number): string {
    const full = Math.round(this.#fraction * width)
    return `${this.#paint('good', '█'.repeat(full))}${this.#paint('faint', '░'.repeat(width - full))}`
  }

  /** Told once it can be half right: after a second and a twentieth of the way. */
  #timeLeft(elapsed: number): string | undefined {
    if (this.#fraction < 0.05 || this.#fraction >= 1 || elapsed < 1000) return undefined
    const seconds = Math.max(1, Math.round((elapsed * (1 - this.#fraction)) / this.#fraction / 1000))
    return `about ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}`
  }
}

/** Shows a job on a terminal while it runs; silent elsewhere but for a wait that a person would wonder about. */
export interface Progress extends Disposable {
  onEvent(event: WorkspaceEvent): void
  onOtherJob(id: string, fraction: number): void
}

export function startProgress(terminal: Terminal): Progress {
  const picture = new ProgressPicture(terminal.paintNote, performance.now())
  if (!terminal.live) return quietProgress(terminal)
  const stream = process.stderr
  const draw = () => {
    const ended = picture.takeEnded()
    stream.write(
      `\r${clearLine}${ended.map((line) => `${line}\n`).join('')}${picture.line(performance.now(), stream.columns ?? 80)}`,
    )
  }
  stream.write(hideCursor)
  const timer = setInterval(draw, 80)
  const showCursorAgain = () => stream.write(showCursor)
  process.once('exit', showCursorAgain)
  return {
    onEvent: (event) => picture.on(event, performance.now()),
    onOtherJob: (id, fraction) => picture.onOtherJob(id, fraction),
    [Symbol.dispose]() {
      clearInterval(timer)
      process.off('exit', showCursorAgain)
      const ended = picture.takeEnded()
      stream.write(`\r${clearLine}${ended.map((line) => `${line}\n`).join('')}${showCursor}`)
    },
  }
}

function quietProgress(terminal: Terminal): Progress {
  let told = false
  return {
    onEvent(event) {
      if (event.type !== 'runner-busy' || told || terminal.quiet) return
      told = true
      terminal.note(`Waiting for another ai-workspace (process ${event.pid}).`)
    },
    onOtherJob() {},
    [Symbol.dispose]() {},
  }
}

// ECMA-48 control sequences.
const clearLine = '\x1b[2K'
const hideCursor = '\x1b[?25l'
const showCursor = '\x1b[?25h'
const spinnerFrames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
