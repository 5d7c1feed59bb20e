import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { WorkspaceError } from '../../base/error.ts'
import { assetCountTables } from './asset-count-tables.ts'
import { assetSearchTables } from './asset-search-tables.ts'
import { chatSearchTables } from './chat-search-tables.ts'
import { chatTables } from './chat-tables.ts'
import { comfyTables } from './comfy-tables.ts'
import { makeFolder, storageError } from './files.ts'

/**
 * Each entry is run once, in order, inside a transaction; `user_version` counts them. Never edit one that has shipped: add one.
 * The database is an index: `project reindex` rebuilds it from the projects' journals and files.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE projects (
    id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created_at TEXT NOT NULL,
    journal_offset INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE assets (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, role TEXT,
    media_type TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, created_at TEXT NOT NULL,
    parents TEXT NOT NULL, job_id TEXT NOT NULL, recipe TEXT, quality TEXT, facts TEXT NOT NULL, tags TEXT NOT NULL,
    session TEXT NOT NULL, trashed_at TEXT, UNIQUE (project_id, name, version), UNIQUE (project_id, path)
  ) STRICT;
  CREATE INDEX assets_by_time ON assets (project_id, created_at);
  CREATE INDEX assets_by_hash ON assets (sha256);
  CREATE TABLE heads (project_id TEXT NOT NULL, name TEXT NOT NULL, asset_id TEXT NOT NULL, PRIMARY KEY (project_id, name)) STRICT;
  CREATE INDEX heads_by_asset ON heads (asset_id);
  CREATE TABLE parents (child TEXT NOT NULL, parent TEXT NOT NULL, PRIMARY KEY (child, parent)) STRICT, WITHOUT ROWID;
  CREATE INDEX parents_by_parent ON parents (parent);
  CREATE TABLE history (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, label TEXT NOT NULL, job_id TEXT,
    session TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0, changes TEXT NOT NULL
  ) STRICT;
  CREATE INDEX history_by_project ON history (project_id, position);
  CREATE VIRTUAL TABLE asset_words USING fts5 (id UNINDEXED, words, tokenize = 'porter unicode61');
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL, session TEXT NOT NULL, node TEXT NOT NULL, input TEXT NOT NULL, state TEXT NOT NULL,
    created_at TEXT NOT NULL, started_at TEXT, ended_at TEXT, progress REAL NOT NULL DEFAULT 0, message TEXT, output TEXT, error TEXT,
    from_cache INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, priority INTEGER NOT NULL DEFAULT 0,
    use_cache INTEGER NOT NULL DEFAULT 1, cancel_requested INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX jobs_by_time ON jobs (project_id, created_at);
  CREATE INDEX jobs_by_state ON jobs (state, priority, position);
  CREATE TABLE job_assets (job_id TEXT NOT NULL, asset_id TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (job_id, asset_id)) STRICT;
  CREATE TABLE cache (key TEXT PRIMARY KEY, node TEXT NOT NULL, output TEXT NOT NULL, assets TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;
  `,
  // The place of a new job and the list of the newest, without reading every job there ever was.
  'CREATE INDEX jobs_by_position ON jobs (position);',
  // `turn` is set where a person moved a waiting job; `request_key` makes a submission that is sent twice one job.
  `
  ALTER TABLE jobs ADD COLUMN turn REAL;
  ALTER TABLE jobs ADD COLUMN request_key TEXT;
  ALTER TABLE jobs ADD COLUMN request_hash TEXT;
  CREATE UNIQUE INDEX jobs_by_request_key ON jobs (request_key) WHERE request_key IS NOT NULL;
  `,
  assetSearchTables,
  // Models on their way in; `options` and `problems` are JSON.
  `
  CREATE TABLE transfers (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, reference TEXT NOT NULL, options TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL,
    bytes_done INTEGER NOT NULL DEFAULT 0, bytes_total INTEGER, model_id TEXT, problems TEXT NOT NULL DEFAULT '[]', error TEXT,
    created_at TEXT NOT NULL, ended_at TEXT
  ) STRICT;
  `,
  // What was or shall be sent to other programs; `attempts` is JSON. Who they are stands in config/webhooks.json.
  `
  CREATE TABLE webhook_deliveries (
    id TEXT PRIMARY KEY, webhook_id TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL,
    due_at INTEGER, tries INTEGER NOT NULL DEFAULT 0, attempts TEXT NOT NULL DEFAULT '[]', position INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, position);
  `,
  assetCountTables,
  comfyTables,
  chatTables,
  chatSearchTables,
]

/** How long a lock of another process is waited for. */
const busyMs = 15_000

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** A row as SQLite gives it. */
export type Row = Record<string, SQLInputValue>

/** The workspace's SQLite database with prepared statements kept, and nested-safe transactions. */
export class Database implements Disposable {
  readonly path: string
  readonly #sqlite: DatabaseSync
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  #depth = 0
  #temporaryChanges = 0

  constructor(path: string) {
    this.path = path
    try {
      makeFolder(dirname(path))
      this.#sqlite = new DatabaseSync(path)
      this.#sqlite.exec(`PRAGMA busy_timeout = ${busyMs}`)
      // WAL: readers never wait for the writer. NORMAL: safe against a killed process; the journals are what survives a power cut.
      // 32 MB of cache hold the indexes of 100,000 assets; the 2 MB that are usual do not.
      insist(() =>
        this.#sqlite.exec(
          'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY',
        ),
      )
      this.#migrate()
    } catch (error) {
      throw explain(path, error)
    }
  }

  /** All rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#explained(() => this.#statement(sql).all(...values) as Row[])
  }

  /** The first row of a query. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#explained(() => this.#statement(sql).get(...values) as Row | undefined)
  }

  /** Runs a statement; returns how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#explained(() => Number(this.#statement(sql).run(...values).changes))
  }

  /** Another text whenever something was written, by this connection or another one. */
  state(): string {
    const others = this.get('PRAGMA data_version')!['data_version']
    return `${others} ${this.#totalChanges() - this.#temporaryChanges}`
  }

  /** Runs a statement on tables of this connection only (`temp.`): the state of the database stays what it was. */
  runTemporary(sql: string, ...values: SQLInputValue[]): void {
    const before = this.#totalChanges()
    this.run(sql, ...values)
    this.#temporaryChanges += this.#totalChanges() - before
  }

  /** All or nothing, and no other process writes meanwhile. Inside another transaction it is a part of that one. */
  transaction<T>(action: () => T): T {
    if (this.#depth > 0) return action()
    this.#explained(() => this.#sqlite.exec('BEGIN IMMEDIATE'))
    this.#depth++
    try {
      const result = action()
      this.#sqlite.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK')
      throw explain(this.path, error)
    } finally {
      this.#depth--
    }
  }

  [Symbol.dispose](): void {
    this.#statements.clear()
    if (this.#sqlite.isOpen) this.#sqlite.close()
  }

  #explained<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      throw explain(this.path, error)
    }
  }

  #totalChanges(): number {
    return Number(this.get('SELECT total_changes() AS own')!['own'])
  }

  #statement(sql: string) {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#sqlite.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #migrate(): void {
    const version = () => Number((this.#sqlite.prepare('PRAGMA user_version').get() as Row)['user_version'])
    if (version() > migrations.length) {
      throw new WorkspaceError('storage-failed', `The database ${this.path} was made by a newer ai-workspace.`, {
        hint: 'Update this installation, or use another folder with AI_WORKSPACE_HOME.',
      })
    }
    if (version() === migrations.length) return
    this.#sqlite.exec('BEGIN IMMEDIATE')
    try {
      for (let i = version(); i < migrations.length; i++) this.#sqlite.exec(migrations[i]!)
      this.#sqlite.exec(`PRAGMA user_version = ${migrations.length}`)
      this.#sqlite.exec('COMMIT')
    } catch (error) {
      this.#sqlite.exec('ROLLBACK')
      throw error
    }
  }
}

/**
 * Tries until no other process is in the way. SQLite waits by itself for a lock, but not for the one that turns a new database
 * to WAL: of two processes that make the same one, the second is refused at once (`sqlite3BtreeBeginTrans` waits only where
 * nothing is held yet).
 */
function insist<T>(action: () => T): T {
  const end = performance.now() + busyMs
  for (;;) {
    try {
      return action()
    } catch (error) {
      if (primaryCode(error) !== SQLITE_BUSY || performance.now() > end) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

/** https://sqlite.org/rescode.html */
function primaryCode(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff
}

/** What SQLite says, as an error of ours where it is about the disk, the file or another program. */
function explain(path: string, error: unknown): unknown {
  if (error instanceof WorkspaceError) return error
  return storageError(path, error) ?? busyError(path, error) ?? corruptError(path, error) ?? error
}

function busyError(path: string, error: unknown): WorkspaceError | undefined {
  if (primaryCode(error) !== SQLITE_BUSY) return undefined
  return new WorkspaceError('storage-failed', `Another program holds the database ${path}.`, {
    hint: 'Nothing is lost. Close what has it open (a backup, a database viewer), then run the command again.',
    cause: error,
  })
}

function corruptError(path: string, error: unknown): WorkspaceError | undefined {
  if (primaryCode(error) !== SQLITE_CORRUPT && primaryCode(error) !== SQLITE_NOTADB) return undefined
  return new WorkspaceError('storage-failed', `The database ${path} is damaged.`, {
    hint: 'Move it away and run: ai-workspace project reindex. The assets and their records are in the project folders.',
    cause: error,
  })
}
