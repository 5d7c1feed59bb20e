import './lean-zod.ts'
import { constants } from 'node:os'
import { readGlobalFlags } from './program.ts'
import { runProgram } from './run-program.ts'
import { createTerminal } from './terminal/terminal.ts'

const words = process.argv.slice(2)
const terminal = createTerminal(readGlobalFlags(words))
const interrupt = new AbortController()

// The first Ctrl-C asks for an end between two steps, the second ends at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(128 + constants.signals[signal])
    if (!terminal.quiet && !terminal.json)
      terminal.note(terminal.paintNote('warn', '\nStopping after this step; Ctrl-C again stops at once.'))
    interrupt.abort()
  })
}

// A reader that has seen enough (`| head`) closes the pipe: no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runProgram(words, { terminal, signal: interrupt.signal })
// Everything is closed. Once the words are out the process ends, without V8 tidying up a heap that nobody needs any more (9 ms).
process.stdout.write('', () => process.stderr.write('', () => process.exit()))
