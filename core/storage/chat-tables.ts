/**
 * Conversations as the projects' `chat.jsonl` say. `body` is the record as JSON; beside it stands what lists and searches need.
 * `chat_words` is keyed by a message's position. `history.turn` groups the changes of one turn of a conversation,
 * `undo_order` says what was undone last; 2 in `undone` is what only its turn can bring back.
 */
export const chatTables = `
  CREATE TABLE chat_conversations (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL, title TEXT NOT NULL, updated_at TEXT NOT NULL, trashed_at TEXT, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX chat_conversations_by_time ON chat_conversations (updated_at, id);
  CREATE TABLE chat_messages (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, conversation_id TEXT NOT NULL, turn_id TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX chat_messages_by_conversation ON chat_messages (conversation_id, position);
  CREATE TABLE chat_turns (id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX chat_turns_by_conversation ON chat_turns (conversation_id);
  CREATE INDEX chat_turns_open ON chat_turns (state) WHERE state IN ('running', 'asking');
  CREATE TABLE chat_journals (project_id TEXT PRIMARY KEY, offset INTEGER NOT NULL) STRICT;
  CREATE VIRTUAL TABLE chat_words USING fts5
    (words, tokenize = 'porter unicode61', content = '', contentless_delete = 1, prefix = '2 3');

  ALTER TABLE history ADD COLUMN turn TEXT;
  ALTER TABLE history ADD COLUMN effects TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE history ADD COLUMN undo_order INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX history_by_turn ON history (turn, position) WHERE turn IS NOT NULL;
  ALTER TABLE jobs ADD COLUMN chat_turn TEXT;
`
