import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'

/** Asks a person a question that only "y" or "yes" answers with true; an end of the input is a no. Ctrl-C aborts `signal`. */
export async function confirm(
  question: string,
  {
    signal,
    input = process.stdin,
    output = process.stderr,
  }: { signal: AbortSignal; input?: Readable; output?: Writable },
): Promise<boolean> {
  // Not as a terminal of its own: Ctrl-C stays a signal to the program, which knows what it means.
  const lines = createInterface({ input, output, terminal: false })
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended])
    return /^\s*y(es)?\s*$/i.test(answer)
  } finally {
    lines.close()
  }
}
