import { WorkspaceError } from '../../../base/error.ts'
import type { Call } from '../command.ts'
import { startTransfer } from '../terminal/transfer.ts'

interface Hashing {
  readonly signal: AbortSignal
  readonly onProgress: (readBytes: number, sizeBytes: number) => void
}

/** Runs what reads a large file, with its progress shown; Ctrl-C ends it with a clear word. */
export async function withReading<T>(
  { terminal, signal }: Call,
  name: string,
  run: (hashing: Hashing) => Promise<T>,
): Promise<T> {
  using transfer = startTransfer(terminal, `reading ${name}`)
  const onProgress = (receivedBytes: number, totalBytes: number) =>
    transfer.onEvent({ type: 'total', receivedBytes, totalBytes })
  try {
    return await run({ signal, onProgress })
  } catch (error) {
    if (!signal.aborted) throw error
    throw new WorkspaceError('cancelled', `Stopped reading ${name} at ${transfer.share}.`, {
      hint: 'The same command reads it again from the start.',
      cause: error,
    })
  }
}
