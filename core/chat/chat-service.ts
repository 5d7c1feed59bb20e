import { WorkspaceError } from '../../base/error.ts'
import type { Workbench } from '../workbench.ts'
import type {
  CallAnswer,
  ChatEvent,
  ChatMode,
  Conversation,
  ConversationTree,
  StoredCall,
  StoredMessage,
  Turn,
  TurnRecord,
} from './conversation.ts'
import { exportConversation } from './export-conversation.ts'
import { fileEffect, isFilePath, readProjectFile } from './files/project-files.ts'
import { noteEffect, type ProjectNote, readNote } from './files/project-notes.ts'
import { checkMessage, type NewMessage } from './new-message.ts'
import { recoverTurns, settleCall } from './recover-turns.ts'
import type { Excerpt } from './retrieval/excerpt.ts'
import { type ConversationFilter, type ConversationStore, later, newId } from './store/conversation-store.ts'
import { titleOf } from './title-of.ts'

interface LiveTurn {
  readonly controller: AbortController
  readonly ended: Promise<void>
  readonly answers: Map<string, (answer: CallAnswer) => void>
}

/**
 * Conversations with a language model that acts through tools. Turns run in this process; everything they change carries their
 * id in the history. Errors: `not-found`, `bad-input`.
 */
export class ChatService implements AsyncDisposable {
  readonly #workspace: Workbench
  readonly #store: ConversationStore
  readonly #listeners = new Set<(event: ChatEvent) => void>()
  readonly #live = new Map<string, LiveTurn>()
  /** Tells the turns of this process from those of another one that had its number. */
  readonly #owner = `${process.pid}:${newId('u')}`
  readonly #search: (projectId: string, text: string) => Promise<Excerpt[]>

  constructor(
    workspace: Workbench,
    store: ConversationStore,
    search: (projectId: string, text: string) => Promise<Excerpt[]>,
  ) {
    this.#workspace = workspace
    this.#store = store
    this.#search = search
    for (const problem of store.catchUp()) workspace.log.warn('chat-problem', { problem })
    const settle = (jobId: string) =>
      settleCall(jobId, { workspace, store, isLive: (id) => this.#live.has(id), emit: (event) => this.#emit(event) })
    for (const jobId of recoverTurns(store, this.#owner)) settle(jobId)
    workspace.queue.subscribe((event) => {
      if (event.type === 'job-end') settle(event.jobId)
    })
  }

  create({
    projectId,
    title = '',
    model,
    mode = this.#workspace.config.chat.mode,
    systemPrompt,
  }: {
    projectId: string
    title?: string
    model?: string
    mode?: ChatMode
    systemPrompt?: string
  }): Conversation {
    const now = new Date().toISOString()
    return this.#putConversation({
      id: newId('v'),
      projectId: this.#workspace.projects.get(projectId).id,
      title: title.trim().slice(0, 200),
      ...(title.trim() !== '' && { titled: true }),
      createdAt: now,
      updatedAt: now,
      mode,
      ...(model !== undefined && { model }),
      ...(systemPrompt !== undefined && { systemPrompt }),
    })
  }

  /** The one that was changed last comes first. */
  list(filter: ConversationFilter = {}): Conversation[] {
    return this.#store.list(filter)
  }

  /** The conversation with all branches of its messages. By id or unique beginning of one. */
  get(id: string): ConversationTree {
    return this.#store.tree(id)
  }

  /** Changes what is given; an empty model or system prompt goes back to none. A tool that `allowed` leaves out asks again; only an answer allows one. */
  update(
    id: string,
    {
      title,
      model,
      mode,
      systemPrompt,
      headId,
      allowed,
    }: Partial<Pick<Conversation, 'title' | 'model' | 'mode' | 'systemPrompt' | 'headId' | 'allowed'>>,
  ): Conversation {
    const { model: oldModel, systemPrompt: oldPrompt, ...conversation } = this.#store.conversation(id)
    if (headId !== undefined) this.#checkOwner(headId, conversation)
    if (title !== undefined && (title.trim() === '' || title.length > 200)) {
      throw new WorkspaceError('bad-input', 'A title has 1 to 200 characters.')
    }
    const nextModel = model ?? oldModel ?? ''
    const nextPrompt = systemPrompt ?? oldPrompt ?? ''
    return this.#putConversation({
      ...conversation,
      updatedAt: later(conversation.updatedAt),
      ...(title !== undefined && { title: title.trim(), titled: true }),
      ...(mode !== undefined && { mode }),
      ...(nextModel !== '' && { model: nextModel }),
      ...(nextPrompt !== '' && { systemPrompt: nextPrompt.slice(0, 20_000) }),
      ...(headId !== undefined && { headId }),
      ...(allowed !== undefined && { allowed: (conversation.allowed ?? []).filter((tool) => allowed.includes(tool)) }),
    })
  }

  /** Puts it into the trash. */
  remove(id: string): Conversation {
    const conversation = this.#store.conversation(id)
    for (const turn of this.#store.turns(conversation.id)) this.#live.get(turn.id)?.controller.abort()
    return this.#putConversation({ ...conversation, trashedAt: later(conversation.updatedAt) })
  }

  restore(id: string): Conversation {
    const { trashedAt: _, ...conversation } = this.#store.conversation(id)
    return this.#putConversation(conversation)
  }

  /** The branch that is shown as Markdown, or everything as JSON. */
  export(id: string, format: 'markdown' | 'json'): string {
    const tree = this.#store.tree(id)
    return exportConversation(tree, this.#store.path(tree.conversation.headId), format, this.#workspace)
  }

  /** What every conversation of a project is told. `set` is a step of the project's history. */
  note(projectId: string, note: ProjectNote): { get: () => string; set: (text: string) => void } {
    const { projects, history, currentSession } = this.#workspace
    const project = projects.get(projectId)
    return {
      get: () => readNote(project, note),
      set: (text) => {
        const step = { label: `change the ${note}`, session: currentSession(project) }
        history.perform(project, step, [noteEffect(project, note, text)])
      },
    }
  }

  /** Puts a text file into a project's code folder, as a step of its history. Answers with its path there, for an attachment. */
  addFile(projectId: string, name: string, text: string): string {
    const { projects, history, currentSession } = this.#workspace
    const project = projects.get(projectId)
    const effect = fileEffect(project, name, text)
    if (effect.before !== effect.after) {
      history.perform(project, { label: `add ${effect.path}`, session: currentSession(project) }, [effect])
    }
    return effect.path
  }

  /** Parts of the project's files and of its assets' records that fit some words, the best first. */
  search(projectId: string, text: string): Promise<Excerpt[]> {
    return this.#search(projectId, text)
  }

  /** Takes a message in and begins to work on it; what comes of it is told to those who subscribed. */
  async send(conversationId: string, message: NewMessage): Promise<Turn> {
    const { text, attachments = [], model, mode, parentId } = message
    const conversation = this.#store.conversation(conversationId)
    checkMessage(conversation, message)
    if (typeof parentId === 'string') this.#checkOwner(parentId, conversation)
    const parent = parentId === undefined ? conversation.headId : (parentId ?? undefined)
    const turnId = newId('u')
    const user: StoredMessage = {
      id: newId('m'),
      conversationId: conversation.id,
      ...(parent !== undefined && { parentId: parent }),
      role: 'user',
      text,
      attachments: attachments.map((each) =>
        isFilePath(each)
          ? readProjectFile(this.#workspace.projects.get(conversation.projectId), each).path
          : this.#workspace.assets.get(each, conversation.projectId).id,
      ),
      turnId,
      createdAt: new Date().toISOString(),
      calls: [],
      citations: [],
      notes: [],
    }
    const shown: Conversation = {
      ...conversation,
      headId: user.id,
      updatedAt: later(conversation.updatedAt),
      ...(mode !== undefined && { mode }),
      ...(conversation.titled !== true && conversation.title === '' && { title: titleOf(text) }),
    }
    return this.#begin(shown, user, turnId, model ?? conversation.model, true)
  }

  /** Another answer beside the one that stands: of an answer, or of the message it answers. */
  async retry(messageId: string, { model }: { model?: string } = {}): Promise<Turn> {
    const message = this.#store.message(messageId)
    const conversation = this.#store.conversation(message.conversationId)
    const user =
      message.role === 'user' ? message : this.#store.path(message.id).findLast(({ role }) => role === 'user')
    if (user === undefined) throw new WorkspaceError('bad-input', 'There is no message that it could answer again.')
    const shown = { ...conversation, headId: user.id, updatedAt: later(conversation.updatedAt) }
    return this.#begin(shown, user, newId('u'), model ?? conversation.model, false)
  }

  /** Ends a turn and its jobs. What is finished stays, and undo takes it back. */
  async stop(turnId: string): Promise<Turn> {
    const live = this.#live.get(turnId)
    if (live === undefined) {
      const turn = this.#store.turnRecord(turnId)
      if (turn.state === 'running' || turn.state === 'asking') throw elsewhere()
      return this.#store.turn(turnId)
    }
    live.controller.abort()
    await live.ended
    return this.#store.turn(turnId)
  }

  /** Answers a call that asks. */
  async answer(callId: string, answer: CallAnswer): Promise<StoredCall> {
    const message = this.#store.messageOfCall(callId)
    const call = message.calls.find(({ id }) => id === callId)!
    if (call.state !== 'asking') throw new WorkspaceError('bad-input', `The call does not ask: it is ${call.state}.`)
    const resolve = this.#live.get(message.turnId)?.answers.get(callId)
    if (resolve === undefined) throw elsewhere()
    resolve(answer)
    return call
  }

  /** Takes back everything a turn changed, and only that; a turn that runs is stopped first. */
  async undo(turnId: string): Promise<Turn> {
    await this.stop(turnId)
    return this.#moveTurn(turnId, 'undo')
  }

  async redo(turnId: string): Promise<Turn> {
    return this.#moveTurn(turnId, 'redo')
  }

  /** Waits for the end of a turn that runs in this process. */
  async wait(turnId: string): Promise<Turn> {
    await this.#live.get(turnId)?.ended
    return this.#store.turn(turnId)
  }

  /** Events of the conversations of this process. Returns the way to stop listening. */
  subscribe(listener: (event: ChatEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes a conversation into another project: of undo and redo of opening one. */
  move(id: string, projectId: string): void {
    this.#emit({ type: 'chat-conversation', conversation: this.#store.move(id, projectId) })
  }

  /** Reads all conversations again after the index was rebuilt. */
  reindex(): string[] {
    return this.#store.catchUp()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const live = [...this.#live.values()]
    for (const { controller } of live) controller.abort()
    await Promise.all(live.map(({ ended }) => ended))
  }

  async #begin(
    conversation: Conversation,
    user: StoredMessage,
    turnId: string,
    model: string | undefined,
    isNew: boolean,
  ): Promise<Turn> {
    const turn: TurnRecord = {
      id: turnId,
      conversationId: conversation.id,
      userMessageId: user.id,
      state: 'running',
      createdAt: new Date().toISOString(),
      owner: this.#owner,
    }
    this.#store.put(conversation, ...(isNew ? [user] : []), turn)
    if (isNew) this.#emit({ type: 'chat-message', message: user })
    this.#emit({ type: 'chat-conversation', conversation })
    const begun = this.#store.turn(turnId)
    this.#emit({ type: 'chat-turn', turn: begun })
    const controller = new AbortController()
    const answers = new Map<string, (answer: CallAnswer) => void>()
    const ask = (callId: string, signal: AbortSignal) =>
      new Promise<CallAnswer>((resolve, reject) => {
        const end = () => reject(signal.reason as Error)
        signal.addEventListener('abort', end, { once: true })
        answers.set(callId, (answer) => {
          signal.removeEventListener('abort', end)
          answers.delete(callId)
          resolve(answer)
        })
      })
    const parts = {
      workspace: this.#workspace,
      search: this.#search,
      store: this.#store,
      emit: (event: ChatEvent) => this.#emit(event),
      turn,
      model,
      controller,
      ask,
    }
    const ended = import('./turn/run-turn.ts')
      .then(({ runTurn }) => runTurn(parts))
      .catch((error: unknown) => this.#workspace.log.error('chat-turn-lost', { turnId, message: String(error) }))
      .finally(() => this.#live.delete(turnId))
    this.#live.set(turnId, { controller, ended, answers })
    return begun
  }

  #checkOwner(messageId: string, { id }: Pick<Conversation, 'id'>): void {
    if (this.#store.message(messageId).conversationId === id) return
    throw new WorkspaceError('bad-input', 'The message is of another conversation.')
  }

  #moveTurn(turnId: string, way: 'undo' | 'redo'): Turn {
    this.#store.turnRecord(turnId)
    const { conflicts } = this.#workspace.history.moveTurn(turnId, way)
    const turn = this.#store.turn(turnId)
    this.#emit({ type: 'chat-turn', turn })
    return conflicts === undefined ? turn : { ...turn, conflicts }
  }

  #putConversation(conversation: Conversation): Conversation {
    this.#store.put(conversation)
    this.#emit({ type: 'chat-conversation', conversation })
    return conversation
  }

  #emit(event: ChatEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

function elsewhere(): WorkspaceError {
  return new WorkspaceError('bad-input', 'Another ai-workspace works on this turn.', {
    hint: 'Go on where it was begun.',
  })
}
