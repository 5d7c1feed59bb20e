import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ChatMode, chatModes } from '../../../core/chat/conversation.ts'
import type { ChatSession } from './chat-session.ts'
import { resolveAttachment } from './resolve-attachment.ts'

const help = [
  ['/undo, /redo', 'take back what the last turn changed, or do it again'],
  ['/retry [model]', 'another answer to your last message'],
  ['/model [id]', 'show the language models, or speak with another one'],
  ['/mode ask|auto|plan', 'ask before every change, only before what cannot be taken lightly, or only plan'],
  ['/attach <asset or file>', 'give it to the next message'],
  ['/new', 'begin another conversation'],
  ['/open <id>', 'go on in an earlier one'],
  ['/export [file]', 'the conversation as Markdown, or JSON by the ending .json'],
  ['/stop', 'end what runs (Ctrl-C does the same)'],
  ['/quit', 'leave (Ctrl-D does the same)'],
] as const

/** A line that begins with '/'. False: leave. */
export async function runChatCommand(line: string, session: ChatSession): Promise<boolean> {
  const [word = '', ...rest] = line.split(/\s+/)
  const argument = rest.join(' ')
  const { workspace, terminal } = session
  const { chat } = workspace
  const say = (text: string) => terminal.note(text)
  switch (word) {
    case '/help':
      for (const [name, does] of help) say(`${terminal.paintNote('name', name.padEnd(26))} ${does}`)
      return true
    case '/undo':
    case '/redo': {
      const undo = word === '/undo'
      const { turns } = chat.get(session.conversation.id)
      const turn = undo
        ? turns.findLast(({ changes, undone }) => changes > 0 && !undone)
        : turns.findLast(({ changes, undone }) => changes > 0 && undone)
      if (turn === undefined) say(`There is nothing to ${word.slice(1)} in this conversation.`)
      else {
        const { changes, conflicts = [] } = await chat[undo ? 'undo' : 'redo'](turn.id)
        say(`${undo ? 'Undone' : 'Done again'}: ${changes} change${changes === 1 ? '' : 's'}.`)
        for (const conflict of conflicts) say(`${terminal.paintNote('warn', '!')} ${conflict}`)
      }
      return true
    }
    case '/retry':
      await session.retry(argument === '' ? undefined : argument)
      return true
    case '/model':
      if (argument === '') {
        for (const { id, title, isDefault } of workspace.language.list())
          say(`${terminal.paintNote('name', id)}  ${title}${isDefault ? ' (default)' : ''}`)
      } else {
        const { id, title } = await workspace.language.open(argument)
        session.conversation = chat.update(session.conversation.id, { model: id })
        delete session.options.model
        say(`Speaking with ${title}.`)
      }
      return true
    case '/mode':
      if (chatModes.includes(argument as ChatMode)) {
        session.conversation = chat.update(session.conversation.id, { mode: argument as ChatMode })
        delete session.options.mode
        say(`Mode ${argument}.`)
      } else say(`The mode is ${session.conversation.mode}; there are ${chatModes.join(', ')}.`)
      return true
    case '/attach': {
      const project = workspace.projects.get(session.conversation.projectId)
      const attachment = await resolveAttachment(argument, { workspace, project, note: say })
      session.options.attachments = [...(session.options.attachments ?? []), attachment]
      say(`${argument} goes with the next message.`)
      return true
    }
    case '/new':
      session.conversation = chat.create({ projectId: session.conversation.projectId })
      say('A new conversation.')
      return true
    case '/open':
      session.conversation = chat.get(argument).conversation
      say(`${session.conversation.title} (${session.conversation.id})`)
      return true
    case '/export': {
      const json = argument.endsWith('.json')
      const text = chat.export(session.conversation.id, json ? 'json' : 'markdown')
      if (argument === '') terminal.out(text)
      else {
        writeFileSync(resolve(argument), text)
        say(`Written to ${resolve(argument)}.`)
      }
      return true
    }
    case '/stop':
      await session.stopAll()
      return true
    case '/quit':
    case '/exit':
      return false
    default:
      say(`There is no command ${word}; see /help.`)
      return true
  }
}
