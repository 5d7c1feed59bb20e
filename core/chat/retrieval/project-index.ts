import type { Project } from '../../../base/project.ts'
import type { Database } from '../../storage/database.ts'
import { listProjectFiles, readProjectFile } from '../files/project-files.ts'
import { splitText } from './split-text.ts'

export interface Part {
  readonly id: number
  readonly path: string
  readonly text: string
}

/** The full-text index of the text files of projects. */
export class ProjectIndex {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Takes in what was written since, and forgets what is gone. */
  refresh(project: Project): void {
    const files = new Map(
      listProjectFiles(project).map(({ path, sizeBytes, changedAt }) => [path, `${sizeBytes} ${changedAt}`]),
    )
    const known = this.#database.all('SELECT id, path, stamp FROM chat_files WHERE project_id = ?', project.id)
    const same = new Set<string>()
    const stale = known.filter(({ path, stamp }) => {
      const isSame = files.get(String(path)) === stamp
      if (isSame) same.add(String(path))
      return !isSame
    })
    const fresh = [...files].filter(([path]) => !same.has(path))
    if (stale.length === 0 && fresh.length === 0) return
    this.#database.transaction(() => {
      for (const { id } of stale) this.#forget(Number(id))
      for (const [path, stamp] of fresh) this.#add(project, path, stamp)
    })
  }

  /** The parts that fit some words, the best first. */
  find(project: Project, words: readonly string[], limit: number): Part[] {
    if (words.length === 0) return []
    return this.#database
      .all(
        `SELECT chat_parts.id, path, text FROM chat_part_words
           JOIN chat_parts ON chat_parts.id = chat_part_words.rowid JOIN chat_files ON chat_files.id = file_id
         WHERE chat_part_words MATCH ? AND project_id = ? ORDER BY bm25(chat_part_words) LIMIT ?`,
        anyOf(words),
        project.id,
        limit,
      )
      .map(partOfRow)
  }

  /** All parts, for a search by meaning. */
  all(project: Project, limit: number): Part[] {
    return this.#database
      .all(
        'SELECT chat_parts.id, path, text FROM chat_parts JOIN chat_files ON chat_files.id = file_id WHERE project_id = ? LIMIT ?',
        project.id,
        limit,
      )
      .map(partOfRow)
  }

  /** Current assets whose records fit some words, the best first. */
  findAssets(project: Project, words: readonly string[], limit: number): string[] {
    if (words.length === 0) return []
    return this.#database
      .all(
        `SELECT assets.id FROM asset_words JOIN assets ON assets.position = asset_words.rowid
         WHERE asset_words MATCH ? AND project_id = ? AND current = 1 AND trashed_at IS NULL ORDER BY bm25(asset_words) LIMIT ?`,
        anyOf(words),
        project.id,
        limit,
      )
      .map(({ id }) => String(id))
  }

  vector(part: number, model: string): Float32Array | undefined {
    const row = this.#database.get('SELECT vector FROM chat_part_vectors WHERE part_id = ? AND model = ?', part, model)
    if (row === undefined) return undefined
    const bytes = row['vector'] as Uint8Array
    return new Float32Array(bytes.slice().buffer)
  }

  keepVector(part: number, model: string, vector: Float32Array): void {
    this.#database.run(
      'INSERT OR REPLACE INTO chat_part_vectors (part_id, model, vector) VALUES (?, ?, ?)',
      part,
      model,
      new Uint8Array(vector.slice().buffer),
    )
  }

  #add(project: Project, path: string, stamp: string): void {
    this.#database.run('INSERT INTO chat_files (project_id, path, stamp) VALUES (?, ?, ?)', project.id, path, stamp)
    const file = Number(this.#database.get('SELECT last_insert_rowid() AS id')!['id'])
    for (const text of splitText(textOf(project, path))) {
      this.#database.run('INSERT INTO chat_parts (file_id, text) SELECT id, ? FROM chat_files WHERE id = ?', text, file)
      this.#database.run('INSERT INTO chat_part_words (rowid, words) SELECT last_insert_rowid(), ?', text)
    }
  }

  #forget(file: number): void {
    const parts = 'SELECT id FROM chat_parts WHERE file_id = ?'
    this.#database.run(`DELETE FROM chat_part_words WHERE rowid IN (${parts})`, file)
    this.#database.run(`DELETE FROM chat_part_vectors WHERE part_id IN (${parts})`, file)
    this.#database.run('DELETE FROM chat_parts WHERE file_id = ?', file)
    this.#database.run('DELETE FROM chat_files WHERE id = ?', file)
  }
}

/** What is no text is known, without parts. */
function textOf(project: Project, path: string): string {
  try {
    return readProjectFile(project, path).text
  } catch {
    return ''
  }
}

function anyOf(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' OR ')
}

function partOfRow(row: Record<string, unknown>): Part {
  return { id: Number(row['id']), path: String(row['path']), text: String(row['text']) }
}
