import { createInterface } from 'node:readline'
import { runChatCommand } from './chat-commands.ts'
import type { ChatSession } from './chat-session.ts'

/**
 * Talks until the input ends or /quit. On a terminal further messages may be sent while a turn runs, and Ctrl-C stops the turn and not
 * the program; from a file or pipe each line is a message and waits for the one before.
 */
export async function chatLoop(session: ChatSession, { allow }: { allow: boolean }): Promise<void> {
  const isTerminal = process.stdin.isTTY === true
  const lines = createInterface({
    input: process.stdin,
    ...(isTerminal && { output: process.stderr }),
    terminal: isTerminal,
    prompt: isTerminal ? session.terminal.paintNote('name', '› ') : '',
  })
  const { note, paintNote } = session.terminal
  session.onAsk = (callId) => {
    if (allow) void session.answer(callId, 'allow')
    else if (!isTerminal) void session.answer(callId, 'refuse')
    else note(paintNote('warn', '  Do it? [y]es, [n]o, [a]lways in this conversation'))
  }
  lines.on('SIGINT', () => {
    if (session.running) void session.stopAll()
    else lines.close()
  })
  const prompt = () => {
    if (isTerminal && !session.running) lines.prompt()
  }
  const one = async (line: string): Promise<boolean> => {
    const text = line.trim()
    const asks = session.asking[0]
    if (asks !== undefined && isTerminal) {
      await session.answer(
        asks,
        /^y(es)?$/i.test(text) ? 'allow' : /^a(lways)?$/i.test(text) ? 'allow-always' : 'refuse',
      )
      return true
    }
    if (text === '') return true
    if (text.startsWith('/')) return runChatCommand(text, session)
    await session.send(text)
    return true
  }
  const told = (error: unknown) => {
    const { message, hint } = error as { message: string; hint?: string }
    note(`${paintNote('bad', '✗')} ${message}${hint === undefined ? '' : `\n${paintNote('warn', '→')} ${hint}`}`)
  }
  prompt()
  if (!isTerminal) {
    for await (const line of lines) if (!(await one(line))) break
    return
  }
  await new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      void one(line)
        .catch((error: unknown) => {
          told(error)
          return true
        })
        .then((goesOn) => (goesOn ? prompt() : lines.close()))
    })
    lines.on('close', resolve)
  })
  await session.stopAll()
}
