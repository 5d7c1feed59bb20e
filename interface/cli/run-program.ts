import { errorCodes, toErrorRecord, WorkspaceError } from '../../base/error.ts'
import type { Workspace } from '../../core/workspace.ts'
import type { Report } from './command.ts'
import { type Request, readCommandLine, readGlobalFlags } from './program.ts'
import { createTerminal, type Terminal } from './terminal/terminal.ts'

/** Reads the words of a command line, runs one command, prints its report or its error. Returns the exit code. */
export async function runProgram(
  words: readonly string[],
  { terminal = createTerminal(readGlobalFlags(words)), signal }: { terminal?: Terminal; signal: AbortSignal },
): Promise<number> {
  try {
    const request = await readCommandLine(words, terminal)
    if (request.type === 'text') {
      terminal.out(request.text)
      return 0
    }
    const report = await runCommand(request, terminal, signal)
    if (terminal.json) terminal.out(JSON.stringify(report.data, null, 2))
    else {
      const text = terminal.quiet ? (report.brief ?? report.text) : report.text
      if (text !== '') terminal.out(text)
    }
    return report.exitCode ?? 0
  } catch (error) {
    return tellError(error, terminal)
  }
}

async function runCommand(
  request: Extract<Request, { type: 'run' }>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Report> {
  const { command, words, flags, home, project } = request
  if (command.run === undefined) throw new Error(`The command "${command.name}" has nothing to run.`)
  let opened: Workspace | undefined
  const workspace = async () => {
    const { openWorkspace } = await import('../../core/workspace.ts')
    if (opened === undefined) {
      opened = await openWorkspace(home === undefined ? {} : { home })
      // The end of starting up: see the benchmark of what the cache answers.
      performance.mark('workspace-open')
    }
    return opened
  }
  try {
    return await command.run({ words, flags, terminal, signal, home, project, workspace })
  } catch (error) {
    const { code, message, stack } = toErrorRecord(error)
    if (code !== 'internal' || opened === undefined) throw error
    opened.log.error('command-fail', { command: command.name, message, stack })
    throw new WorkspaceError('internal', message, {
      hint: `This should not happen. The details are in ${opened.home}/logs, or run it again with --debug.`,
      cause: error,
    })
  } finally {
    await opened?.[Symbol.asyncDispose]()
  }
}

function tellError(error: unknown, { json, debug, paintNote, out, note }: Terminal): number {
  const { code, message, hint = adviceFor(error), stack } = toErrorRecord(error)
  if (json) {
    out(
      JSON.stringify(
        { error: { code, message, ...(hint === undefined ? {} : { hint }), ...(debug ? { stack } : {}) } },
        null,
        2,
      ),
    )
  } else {
    const unexpected = code === 'internal'
    note(`${paintNote('bad', '✗')} ${unexpected ? `Something went wrong inside ai-workspace: ${message}` : message}`)
    if (hint !== undefined) note(`${paintNote('warn', '→')} ${hint}`)
    if (debug && stack !== undefined) note(paintNote('faint', causes(error, stack)))
  }
  return errorCodes[code].exitCode
}

/** What to do about an error that names no way out itself. */
function adviceFor(error: unknown): string | undefined {
  return toErrorRecord(error).code === 'internal'
    ? 'This should not happen. Run it again with --debug for the details.'
    : undefined
}

function causes(error: unknown, stack: string): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause === undefined) return stack
  return `${stack}\ncaused by: ${causes(cause, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))}`
}
