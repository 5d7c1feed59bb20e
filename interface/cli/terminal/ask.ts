import { createInterface } from 'node:readline/promises'

/** Asks a person yes or no on the terminal; 'no' where nobody can answer. */
export async function askYesNo(question: string, { signal }: { signal: AbortSignal }): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await reader.question(`${question} [y/N] `, { signal })).trim())
  } finally {
    reader.close()
  }
}
