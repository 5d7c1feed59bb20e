import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'

/**
 * Writes a file so that it is either there whole or not at all: a `.part` beside it, synced, renamed, and the folder synced
 * so that the name survives a power cut too. `mode`: its rights, less the process's mask.
 */
export function writeFileWhole(path: string, bytes: Uint8Array, { mode = 0o666 }: { mode?: number } = {}): void {
  const part = `${path}.${process.pid}.part`
  explainStorageErrors(path, () => {
    makeFolder(dirname(path))
    try {
      const file = openSync(part, 'w', mode)
      try {
        writeAll(file, bytes)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(part, path)
    } catch (error) {
      rmSync(part, { force: true })
      throw error
    }
    syncFolder(dirname(path))
  })
}

/** Makes a folder and those above it. Unlike `recursive`, it says what is really wrong on a read-only disk. */
export function makeFolder(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return
  explainStorageErrors(path, () => {
    const above = dirname(path)
    if (above !== path) makeFolder(above)
    try {
      mkdirSync(path)
    } catch (error) {
      // Another process was faster.
      if (!existsSync(path) || !statSync(path).isDirectory()) throw error
    }
  })
}

/**
 * Adds whole lines to the end of a file and syncs it. A torn last line (killed while writing) is closed off first, so that
 * it spoils no more than itself. Returns the size of the file in bytes.
 */
export function appendLinesSynced(path: string, lines: string): number {
  return explainStorageErrors(path, () => {
    const file = openSync(path, 'a+')
    try {
      const { size } = fstatSync(file)
      const last = new Uint8Array(1)
      if (size > 0) readSync(file, last, 0, 1, size - 1)
      const bytes = new TextEncoder().encode(size === 0 || last[0] === lineFeed ? lines : `\n${lines}`)
      writeAll(file, bytes)
      fsyncSync(file)
      if (size === 0) syncFolder(dirname(path))
      return size + bytes.length
    } finally {
      closeSync(file)
    }
  })
}

const lineFeed = 10

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

/** Makes the names in a folder (new, renamed, deleted) survive a power cut. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder; its rename is durable on its own.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const storageReasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EIO: 'the disk reports an error',
  ENOENT: 'the folder cannot be made there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'there is a file where a folder should be',
}

/** Runs `action`; a full, read-only or failing disk becomes one clear sentence that names the path. */
export function explainStorageErrors<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw storageError(path, error) ?? error
  }
}

/** The WorkspaceError for what the file system or SQLite says of a disk, or undefined when it is about something else. */
export function storageError(path: string, error: unknown): WorkspaceError | undefined {
  if (error instanceof WorkspaceError || !(error instanceof Error)) return undefined
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const reason = storageReasons[code] ?? sqliteReason(error)
  if (reason === undefined) return undefined
  return new WorkspaceError('storage-failed', `Cannot write ${path}: ${reason}.`, {
    hint: 'What was finished is kept. Free space or choose another folder with AI_WORKSPACE_HOME, then run the command again.',
    cause: error,
  })
}

function sqliteReason(error: Error): string | undefined {
  const sqlite = (error as { errcode?: number }).errcode
  if (sqlite === undefined) return undefined
  // Primary result codes of SQLite: https://sqlite.org/rescode.html
  switch (sqlite & 0xff) {
    case 8:
      return 'the database is read-only'
    case 10:
      return 'the disk reports an error'
    case 13:
      return 'the disk is full'
    case 14:
      return 'the database cannot be opened there'
    default:
      return undefined
  }
}
