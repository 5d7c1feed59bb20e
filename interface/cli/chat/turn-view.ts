import type { ChatEvent, StoredCall, StoredMessage } from '../../../core/chat/conversation.ts'
import type { Workspace } from '../../../core/workspace.ts'
import { formatBytes, formatDuration, shorten } from '../terminal/format.ts'
import { type Progress, startProgress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { callWords } from './call-words.ts'

/** Shows the turns of a conversation while they are made: words as they come, calls with the progress of their jobs, files. */
export class TurnView implements Disposable {
  readonly #workspace: Workspace
  readonly #terminal: Terminal
  /** How much of an answer's text is on the screen. */
  readonly #shown = new Map<string, number>()
  readonly #toldNotes = new Set<string>()
  #progress: { readonly jobId: string; readonly view: Progress } | undefined
  /** What is written and not yet ended by a line feed; kept back where nobody watches. */
  #line = ''
  readonly #stop: () => void

  constructor(workspace: Workspace, terminal: Terminal) {
    this.#workspace = workspace
    this.#terminal = terminal
    this.#stop = workspace.queue.subscribe((event) => {
      if (event.jobId === this.#progress?.jobId) this.#progress.view.onEvent(event)
    })
  }

  on(event: ChatEvent): void {
    switch (event.type) {
      case 'chat-delta':
        if (event.delta.type === 'text') this.#text(event.messageId, event.delta.text)
        else if (event.delta.type === 'wait' && event.delta.what === 'load') this.#wait()
        return
      case 'chat-message':
        this.#message(event.message)
        return
      case 'chat-call':
        this.#call(event.call)
        return
      case 'chat-turn':
      case 'chat-conversation':
        return
      default:
        event satisfies never
    }
  }

  /** Ends the line that is being written. */
  endLine(): void {
    const line = this.#line
    this.#line = ''
    if (line === '') return
    if (this.#terminal.live) process.stdout.write('\n')
    else this.#terminal.out(line)
  }

  [Symbol.dispose](): void {
    this.#stop()
    this.#endProgress()
    this.endLine()
  }

  #text(messageId: string, text: string): void {
    this.#shown.set(messageId, (this.#shown.get(messageId) ?? 0) + text.length)
    this.#line = `${this.#line}${text}`
    if (!this.#terminal.live) return
    process.stdout.write(text)
    if (this.#line.endsWith('\n')) this.#line = ''
  }

  #wait(): void {
    if (this.#toldNotes.has('load') || !this.#terminal.live) return
    this.#toldNotes.add('load')
    this.#terminal.note(this.#terminal.paintNote('faint', 'Loading the language model …'))
  }

  #message({ id, role, text, notes, error, finish }: StoredMessage): void {
    if (role === 'user') return
    const shown = this.#shown.get(id) ?? 0
    // What did not come piece by piece.
    if (finish !== undefined && text.length > shown) this.#text(id, text.slice(shown))
    if (finish === undefined && text === '') return
    this.endLine()
    const { paintNote, note } = this.#terminal
    for (const each of notes) {
      if (this.#toldNotes.has(`${id} ${each}`)) continue
      this.#toldNotes.add(`${id} ${each}`)
      note(paintNote('faint', each))
    }
    if (finish === 'stopped') note(paintNote('warn', 'Stopped.'))
    if (error !== undefined) {
      note(`${paintNote('bad', '✗')} ${error.message}`)
      if (error.hint !== undefined) note(`${paintNote('warn', '→')} ${error.hint}`)
    }
  }

  #call({ tool, state, arguments: input, jobId, result, assets, planned, reason }: StoredCall): void {
    const { paintNote, note, live } = this.#terminal
    const nameOf = (id: string) => this.#workspace.assets.getMany([id])?.[0]?.name
    const [first = tool, ...rest] = shorten(callWords(tool, input, nameOf), 120).split(' ')
    const words = `${first} ${paintNote('faint', rest.join(' '))}`.trimEnd()
    switch (state) {
      case 'running':
        if (jobId === undefined || this.#progress?.jobId === jobId) return
        this.endLine()
        this.#endProgress()
        if (live) this.#progress = { jobId, view: startProgress(this.#terminal) }
        return
      case 'done':
        this.#endProgress()
        this.endLine()
        note(`${paintNote('good', '✓')} ${words}`)
        for (const asset of this.#workspace.assets.getMany(assets) ?? []) {
          note(`  ${paintNote('path', this.#workspace.assets.file(asset))}`)
        }
        return
      case 'failed':
      case 'refused': {
        this.#endProgress()
        this.endLine()
        const { message = '' } = (result ?? {}) as { message?: string }
        note(`${paintNote(state === 'refused' ? 'warn' : 'bad', '✗')} ${words}\n  ${message}`)
        return
      }
      case 'proposed':
        if (result === undefined) return
        this.endLine()
        note(`${paintNote('warn', '○')} planned: ${words}`)
        return
      case 'asking': {
        this.endLine()
        const { images, seconds, bytes } = planned ?? {}
        const takes = [
          images === undefined ? '' : `${images} picture${images === 1 ? '' : 's'}`,
          seconds === undefined ? '' : `about ${formatDuration(seconds * 1000)}`,
          bytes === undefined ? '' : formatBytes(bytes),
        ].filter((part) => part !== '')
        note(`${paintNote('warn', '?')} ${words}\n  ${reason ?? ''}${takes.length > 0 ? ` (${takes.join(', ')})` : ''}`)
        return
      }
      default:
        state satisfies never
    }
  }

  #endProgress(): void {
    this.#progress?.view[Symbol.dispose]()
    this.#progress = undefined
  }
}
