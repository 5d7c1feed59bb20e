import { randomBytes } from 'node:crypto'
import { WorkspaceError } from '../../../base/error.ts'
import type { Database, Row } from '../../storage/database.ts'
import type { HistoryStore } from '../../storage/history-store.ts'
import type { ProjectStore } from '../../storage/project-store.ts'
import type { Conversation, ConversationTree, StoredMessage, Turn, TurnRecord } from '../conversation.ts'
import { appendToChat, catchUpChat } from './chat-journal.ts'
import type { ChatLine } from './chat-line.ts'

export interface ConversationFilter {
  readonly projectId?: string
  /** Words of titles and messages; all must occur in one of them, the beginning of each is enough. */
  readonly text?: string
  readonly limit?: number
  /** Only conversations older than this one: the next page. */
  readonly before?: string
  readonly trashed?: boolean
}

/** Conversations, their messages and turns: rows that say what the projects' `chat.jsonl` say. */
export class ConversationStore {
  readonly #database: Database
  readonly #projects: ProjectStore
  readonly #history: HistoryStore

  constructor(database: Database, projects: ProjectStore, history: HistoryStore) {
    this.#database = database
    this.#projects = projects
    this.#history = history
  }

  /** Reads on in every project's file. A sentence for each line that cannot be read. */
  catchUp(): string[] {
    return this.#projects.list().flatMap((project) => catchUpChat(this.#database, project))
  }

  /** The one that was changed last comes first. */
  list({ projectId, text, limit = 50, before, trashed = false }: ConversationFilter = {}): Conversation[] {
    const where = [trashed ? 'trashed_at IS NOT NULL' : 'trashed_at IS NULL']
    const values: (string | number)[] = []
    const demand = (condition: string, ...given: string[]) => {
      where.push(condition)
      values.push(...given)
    }
    if (projectId !== undefined) demand('project_id = ?', this.#projects.get(projectId).id)
    const words = (text ?? '').match(/[\p{Letter}\p{Number}]+/gu) ?? []
    if (words.length > 0) {
      demand(
        `(id IN (SELECT conversation_id FROM chat_messages WHERE position IN (SELECT rowid FROM chat_words WHERE words MATCH ?))
          OR (${words.map(() => 'instr(lower(title), lower(?)) > 0').join(' AND ')}))`,
        words.map((word) => `"${word}"*`).join(' '),
        ...words,
      )
    }
    if (before !== undefined) {
      demand(
        '(updated_at, id) < (SELECT updated_at, id FROM chat_conversations WHERE id = ?)',
        this.conversation(before).id,
      )
    }
    const sql = `SELECT body FROM chat_conversations WHERE ${where.join(' AND ')} ORDER BY updated_at DESC, id DESC LIMIT ?`
    return this.#database.all(sql, ...values, limit).map((row) => body<Conversation>(row))
  }

  /** By id or unique beginning of one. */
  conversation(reference: string): Conversation {
    const row = this.#database.get('SELECT body FROM chat_conversations WHERE id = ?', reference)
    if (row !== undefined) return body(row)
    const found = /^v[0-9a-f]{3,}$/.test(reference)
      ? this.#database.all('SELECT body FROM chat_conversations WHERE id GLOB ? LIMIT 2', `${reference}*`)
      : []
    if (found.length === 1) return body(found[0]!)
    throw notFound('conversation', reference)
  }

  tree(id: string): ConversationTree {
    const conversation = this.conversation(id)
    return { conversation, messages: this.messages(conversation.id), turns: this.turns(conversation.id) }
  }

  /** All messages of all branches, oldest first. */
  messages(conversationId: string): StoredMessage[] {
    return this.#database
      .all('SELECT body FROM chat_messages WHERE conversation_id = ? ORDER BY position', conversationId)
      .map((row) => body<StoredMessage>(row))
  }

  message(id: string): StoredMessage {
    const row = this.#database.get('SELECT body FROM chat_messages WHERE id = ?', id)
    if (row === undefined) throw notFound('message', id)
    return body(row)
  }

  /** From the beginning down to a message. */
  path(messageId: string | undefined): StoredMessage[] {
    const path: StoredMessage[] = []
    for (let id = messageId; id !== undefined; id = path[0]!.parentId) path.unshift(this.message(id))
    return path
  }

  /** Where a call of this id stands. */
  messageOfCall(callId: string): StoredMessage {
    const row = this.#database.get(
      `SELECT body FROM chat_messages WHERE instr(body, ?1) > 0 AND EXISTS (SELECT 1 FROM json_each(body, '$.calls') WHERE json_extract(value, '$.id') = ?1)
       ORDER BY position DESC LIMIT 1`,
      callId,
    )
    if (row === undefined) throw notFound('call', callId)
    return body(row)
  }

  messagesOfTurn(turnId: string): StoredMessage[] {
    const { conversationId } = this.turnRecord(turnId)
    return this.messages(conversationId).filter((message) => message.turnId === turnId)
  }

  turns(conversationId: string): Turn[] {
    return this.#database
      .all('SELECT body FROM chat_turns WHERE conversation_id = ? ORDER BY rowid', conversationId)
      .map((row) => this.#withHistory(body<TurnRecord>(row)))
  }

  turn(id: string): Turn {
    return this.#withHistory(this.turnRecord(id))
  }

  turnRecord(id: string): TurnRecord {
    const row = this.#database.get('SELECT body FROM chat_turns WHERE id = ?', id)
    if (row === undefined) throw notFound('turn', id)
    return body(row)
  }

  /** Turns that a process says it works on. */
  openTurns(): TurnRecord[] {
    return this.#database
      .all("SELECT body FROM chat_turns WHERE state IN ('running', 'asking')")
      .map((row) => body<TurnRecord>(row))
  }

  put(...records: readonly (Conversation | StoredMessage | TurnRecord)[]): void {
    const lines = records.map(lineOf)
    const [first] = records
    if (first === undefined) return
    const conversation =
      lines.find((line) => line.type === 'conversation')?.conversation ??
      this.conversation((first as StoredMessage | TurnRecord).conversationId)
    appendToChat(this.#database, this.#projects.get(conversation.projectId), lines)
  }

  /** Takes a conversation with all its messages into another project. */
  move(id: string, projectId: string): Conversation {
    const { conversation, messages } = this.tree(id)
    if (conversation.projectId === projectId) return conversation
    const turns = this.#database
      .all('SELECT body FROM chat_turns WHERE conversation_id = ? ORDER BY rowid', conversation.id)
      .map((row) => body<TurnRecord>(row))
    const moved = { ...conversation, projectId, updatedAt: later(conversation.updatedAt) }
    this.#database.transaction(() => {
      this.put(moved, ...messages, ...turns)
      const from = this.#projects.get(conversation.projectId)
      appendToChat(this.#database, from, [{ type: 'moved', conversation: conversation.id }])
    })
    return moved
  }

  #withHistory({ owner: _, ...turn }: TurnRecord): Turn {
    return { ...turn, ...this.#history.turn(turn.id) }
  }
}

/** 'v' a conversation, 'm' a message, 'u' a turn, 'k' a call. */
export function newId(letter: 'v' | 'm' | 'u' | 'k'): string {
  return `${letter}${randomBytes(8).toString('hex')}`
}

/** Now, and in any case after a time: two changes of one millisecond keep their order. */
export function later(time: string): string {
  return new Date(Math.max(Date.now(), Date.parse(time) + 1)).toISOString()
}

function lineOf(record: Conversation | StoredMessage | TurnRecord): ChatLine {
  if ('role' in record) return { type: 'message', message: record }
  if ('userMessageId' in record) return { type: 'turn', turn: record }
  return { type: 'conversation', conversation: record }
}

function body<T>(row: Row): T {
  return JSON.parse(String(row['body'])) as T
}

function notFound(what: string, id: string): WorkspaceError {
  return new WorkspaceError('not-found', `There is no ${what} "${id}".`, { hint: 'See them: ai-workspace chats list' })
}
