import { execFile } from 'node:child_process'

/** The first line a program says with --version; undefined when it does not start or says nothing within ten seconds. */
export function programVersion(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: 10_000 }, (error, stdout) => {
      const line = stdout.split('\n')[0]?.trim()
      resolve(error !== null || line === undefined || line === '' ? undefined : line)
    })
  })
}
