/** Parts of the projects' text files, so that conversations find them: made anew when a file has changed. */
export const chatSearchTables = `
  CREATE TABLE chat_files (
    id INTEGER PRIMARY KEY, project_id TEXT NOT NULL, path TEXT NOT NULL, stamp TEXT NOT NULL, UNIQUE (project_id, path)
  ) STRICT;
  CREATE TABLE chat_parts (
    id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX chat_parts_by_file ON chat_parts (file_id);
  CREATE TABLE chat_part_vectors (
    part_id INTEGER NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (part_id, model)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE chat_part_words USING fts5 (words, tokenize = 'porter unicode61', content = '', contentless_delete = 1);
`
