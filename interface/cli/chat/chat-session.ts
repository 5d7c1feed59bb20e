import type { CallAnswer, ChatEvent, ChatMode, Conversation, Turn } from '../../../core/chat/conversation.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { TurnView } from './turn-view.ts'

/** What a message of a session is sent with. */
interface SessionOptions {
  model?: string
  mode?: ChatMode
  /** Ids of assets for the next message. */
  attachments?: readonly string[]
}

/** One conversation on a terminal: messages in, turns shown, calls asked about. */
export class ChatSession implements Disposable {
  readonly workspace: Workspace
  readonly terminal: Terminal
  conversation: Conversation
  readonly options: SessionOptions
  readonly turns: Turn[] = []
  /** Calls that wait for an answer, the oldest first. */
  readonly asking: string[] = []
  /** Told when a call asks. */
  onAsk: (callId: string) => void = () => undefined
  readonly #view: TurnView
  readonly #stop: () => void
  readonly #running = new Set<string>()

  constructor(workspace: Workspace, terminal: Terminal, conversation: Conversation, options: SessionOptions = {}) {
    this.workspace = workspace
    this.terminal = terminal
    this.conversation = conversation
    this.options = options
    // For a script nothing is written but the document at the end.
    this.#view = new TurnView(workspace, terminal.json ? silent(terminal) : terminal)
    this.#stop = workspace.chat.subscribe((event) => this.#on(event))
  }

  get running(): boolean {
    return this.#running.size > 0
  }

  /** Sends a message; the promise ends with its turn. */
  async send(text: string): Promise<Turn> {
    const { attachments, ...options } = this.options
    delete this.options.attachments
    return this.#follow(
      await this.workspace.chat.send(this.conversation.id, { text, ...options, ...(attachments && { attachments }) }),
    )
  }

  /** Another answer to the last message. */
  async retry(model?: string): Promise<Turn> {
    const { conversation } = this.workspace.chat.get(this.conversation.id)
    return this.#follow(
      await this.workspace.chat.retry(conversation.headId ?? '', model === undefined ? {} : { model }),
    )
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((id) => this.workspace.chat.stop(id)))
  }

  async answer(callId: string, answer: CallAnswer): Promise<void> {
    this.asking.splice(this.asking.indexOf(callId), 1)
    await this.workspace.chat.answer(callId, answer)
  }

  [Symbol.dispose](): void {
    this.#stop()
    this.#view[Symbol.dispose]()
  }

  async #follow({ id }: Turn): Promise<Turn> {
    this.#running.add(id)
    try {
      const turn = await this.workspace.chat.wait(id)
      this.turns.push(turn)
      return turn
    } finally {
      this.#running.delete(id)
      this.#view.endLine()
    }
  }

  #on(event: ChatEvent): void {
    if (event.type === 'chat-conversation') {
      if (event.conversation.id === this.conversation.id) this.conversation = event.conversation
      return
    }
    if (conversationOf(event) !== this.conversation.id) return
    this.#view.on(event)
    if (event.type !== 'chat-call' || event.call.state !== 'asking' || this.asking.includes(event.call.id)) return
    this.asking.push(event.call.id)
    this.onAsk(event.call.id)
  }
}

function conversationOf(event: Exclude<ChatEvent, { type: 'chat-conversation' }>): string {
  switch (event.type) {
    case 'chat-message':
      return event.message.conversationId
    case 'chat-turn':
      return event.turn.conversationId
    default:
      return event.conversationId
  }
}

function silent(terminal: Terminal): Terminal {
  return { ...terminal, live: false, note: () => undefined, out: () => undefined }
}
