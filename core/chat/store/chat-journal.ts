import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '../../../base/project.ts'
import type { Database } from '../../storage/database.ts'
import { appendLinesSynced } from '../../storage/files.ts'
import { applyChatLine } from './apply-chat-line.ts'
import { type ChatLine, chatLineSchema } from './chat-line.ts'

/**
 * A project's conversations, `projects/<slug>/chat.jsonl`, beside its journal and under the same rule: a line reaches the disk
 * before the database, which is what the lines say.
 */
function chatPath(project: Project): string {
  return join(project.folder, 'chat.jsonl')
}

/** Adds lines and applies them, as one step. */
export function appendToChat(database: Database, project: Project, lines: readonly ChatLine[]): void {
  database.transaction(() => {
    catchUpChat(database, project)
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    const size = appendLinesSynced(chatPath(project), text)
    for (const line of lines) applyChatLine(database, project.id, line)
    saveOffset(database, project, size)
  })
}

/** Applies what the file says beyond what the database knows. Returns a sentence for each line that cannot be read. */
export function catchUpChat(database: Database, project: Project): string[] {
  const path = chatPath(project)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const row = database.get('SELECT offset FROM chat_journals WHERE project_id = ?', project.id)
  const offset = Number(row?.['offset'] ?? 0)
  if (size <= offset) return []
  const problems: string[] = []
  database.transaction(() => {
    for (const [index, raw] of readFrom(path, offset, size).split('\n').entries()) {
      if (raw === '') continue
      const line = parseLine(raw)
      if (line === undefined)
        problems.push(`${project.slug}/chat.jsonl: line ${index + 1} after byte ${offset} is torn or unknown.`)
      else applyChatLine(database, project.id, line)
    }
    saveOffset(database, project, size)
  })
  return problems
}

function readFrom(path: string, offset: number, size: number): string {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(size - offset)
    let done = 0
    while (done < bytes.length) {
      const read = readSync(file, bytes, done, bytes.length - done, offset + done)
      if (read === 0) break
      done += read
    }
    return new TextDecoder().decode(bytes.subarray(0, done))
  } finally {
    closeSync(file)
  }
}

function parseLine(raw: string): ChatLine | undefined {
  try {
    return chatLineSchema.safeParse(JSON.parse(raw)).data
  } catch {
    return undefined
  }
}

function saveOffset(database: Database, project: Project, size: number): void {
  database.run(
    'INSERT INTO chat_journals (project_id, offset) VALUES (?, ?) ON CONFLICT DO UPDATE SET offset = excluded.offset',
    project.id,
    size,
  )
}
