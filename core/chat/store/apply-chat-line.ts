import type { Database } from '../../storage/database.ts'
import type { ChatLine } from './chat-line.ts'

/** What a line of a project's `chat.jsonl` means for the database. Applying it twice is the same as once. */
export function applyChatLine(database: Database, projectId: string, line: ChatLine): void {
  switch (line.type) {
    case 'conversation': {
      const { conversation } = line
      const known = ownerOf(database, conversation.id)
      // Of a conversation that was moved, two files tell: the newer record says where it is.
      if (known !== undefined && known.projectId !== projectId && known.updatedAt >= conversation.updatedAt) return
      database.run(
        `INSERT INTO chat_conversations (id, project_id, title, updated_at, trashed_at, body) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET project_id = excluded.project_id, title = excluded.title, updated_at = excluded.updated_at,
           trashed_at = excluded.trashed_at, body = excluded.body`,
        conversation.id,
        projectId,
        conversation.title,
        conversation.updatedAt,
        conversation.trashedAt ?? null,
        JSON.stringify({ ...conversation, projectId }),
      )
      return
    }
    case 'message': {
      const { message } = line
      if (ownerOf(database, message.conversationId)?.projectId !== projectId) return
      database.run(
        `INSERT INTO chat_messages (id, conversation_id, turn_id, body) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
        message.id,
        message.conversationId,
        message.turnId,
        JSON.stringify(message),
      )
      const place = 'SELECT position FROM chat_messages WHERE id = ?'
      database.run(`DELETE FROM chat_words WHERE rowid = (${place})`, message.id)
      database.run(
        'INSERT INTO chat_words (rowid, words) SELECT position, ? FROM chat_messages WHERE id = ?',
        message.text,
        message.id,
      )
      return
    }
    case 'turn': {
      const { turn } = line
      if (ownerOf(database, turn.conversationId)?.projectId !== projectId) return
      database.run(
        `INSERT INTO chat_turns (id, conversation_id, state, body) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET state = excluded.state, body = excluded.body`,
        turn.id,
        turn.conversationId,
        turn.state,
        JSON.stringify(turn),
      )
      return
    }
    case 'moved':
      if (ownerOf(database, line.conversation)?.projectId === projectId) forgetConversation(database, line.conversation)
      return
    default:
      line satisfies never
  }
}

function forgetConversation(database: Database, id: string): void {
  database.run(
    'DELETE FROM chat_words WHERE rowid IN (SELECT position FROM chat_messages WHERE conversation_id = ?)',
    id,
  )
  for (const table of ['chat_messages', 'chat_turns'])
    database.run(`DELETE FROM ${table} WHERE conversation_id = ?`, id)
  database.run('DELETE FROM chat_conversations WHERE id = ?', id)
}

function ownerOf(database: Database, conversation: string): ConversationRecord | undefined {
  const row = database.get('SELECT project_id, updated_at FROM chat_conversations WHERE id = ?', conversation)
  return row === undefined ? undefined : { projectId: String(row['project_id']), updatedAt: String(row['updated_at']) }
}

interface ConversationRecord {
  readonly projectId: string
  readonly updatedAt: string
}
