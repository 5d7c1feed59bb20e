import type { Database, Row } from '../../storage/database.ts'
import type { Transfer } from './transfer.ts'

/** So many that have ended stay in the list. */
const mostEnded = 100

/** What of a transfer survives a restart. */
export class TransferRows {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The newest first. */
  list(): Transfer[] {
    return this.#database.all('SELECT * FROM transfers ORDER BY created_at DESC, id DESC').map(transferOfRow)
  }

  put(transfer: Transfer): void {
    const { id, kind, reference, options, title, state, bytesDone, bytesTotal, modelId, problems, error } = transfer
    this.#database.run(
      `INSERT OR REPLACE INTO transfers
         (id, kind, reference, options, title, state, bytes_done, bytes_total, model_id, problems, error, created_at, ended_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      kind,
      reference,
      JSON.stringify(options),
      title,
      state,
      Math.round(bytesDone),
      bytesTotal === undefined ? null : Math.round(bytesTotal),
      modelId ?? null,
      JSON.stringify(problems),
      error === undefined ? null : JSON.stringify(error),
      transfer.createdAt,
      transfer.endedAt ?? null,
    )
  }

  delete(id: string): void {
    this.#database.run('DELETE FROM transfers WHERE id = ?', id)
  }

  /** Ids of the ended ones that are too many. */
  surplus(): string[] {
    const rows = this.#database.all(
      'SELECT id FROM transfers WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT -1 OFFSET ?',
      mostEnded,
    )
    return rows.map((row) => String(row['id']))
  }
}

function transferOfRow(row: Row): Transfer {
  const text = (name: string) => String(row[name])
  const optional = (name: string, field: string, read: (value: string) => unknown = (value) => value) =>
    row[name] === null ? {} : { [field]: read(text(name)) }
  return {
    id: text('id'),
    kind: text('kind') as Transfer['kind'],
    reference: text('reference'),
    options: JSON.parse(text('options')),
    title: text('title'),
    state: text('state') as Transfer['state'],
    bytesDone: Number(row['bytes_done']),
    problems: JSON.parse(text('problems')),
    createdAt: text('created_at'),
    ...optional('bytes_total', 'bytesTotal', Number),
    ...optional('model_id', 'modelId'),
    ...optional('error', 'error', JSON.parse),
    ...optional('ended_at', 'endedAt'),
  }
}
