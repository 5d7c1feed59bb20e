import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first of the given paths that can be run, else the program of that name on PATH. */
export function findProgram(name: string, paths: readonly string[]): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
  return [...paths, ...onPath].find((path) => path !== '' && canRun(path))
}

/** The first line a program says with --version; undefined when it does not start or says nothing within ten seconds. */
export function programVersion(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: 10_000 }, (error, stdout) => {
      const line = stdout.split('\n')[0]?.trim()
      resolve(error !== null || line === undefined || line === '' ? undefined : line)
    })
  })
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
