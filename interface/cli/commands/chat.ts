import { WorkspaceError } from '../../../base/error.ts'
import { type ChatMode, chatModes } from '../../../core/chat/conversation.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { flag } from '../flags/flag.ts'

interface ChatFlags {
  readonly conversation?: string
  readonly continue?: boolean
  readonly model?: string
  readonly mode?: ChatMode
  readonly system?: string
  readonly attach?: readonly string[]
  readonly allow?: boolean
}

/** `chat`: a conversation on the terminal, or one message of it. */
export const chatCommand: CommandSpec = {
  name: 'chat',
  summary: 'Say what to make and change in words; a language model, or the built-in interpreter, does it.',
  about:
    'With a message it answers that one; without, it talks until Ctrl-D: /help shows what can be typed. From a pipe each line is a message. Calls that take something away, download, or are expensive ask first; where nobody can be asked they are refused, unless --allow is given.',
  arguments: [{ name: 'message', description: 'One message; none talks.', many: true }],
  flags: [
    flag('conversation', 'text', 'Go on in this conversation: its id, or the beginning of it.'),
    flag('continue', 'boolean', 'Go on in the last conversation of the project.'),
    flag('model', 'text', 'The language model; see: ai-workspace models list. "interpreter" is the built-in one.'),
    flag('mode', 'text', 'Ask before every change, only before what cannot be taken lightly, or only plan.', {
      choices: chatModes,
    }),
    flag('system', 'text', 'What the model is told about this conversation.'),
    flag('attach', 'text', 'An asset or file for the first message; may be given several times.', { repeated: true }),
    flag('allow', 'boolean', 'Do what would ask first.'),
  ],
  examples: [
    { line: 'ai-workspace chat', does: 'Talks: "a mossy stone texture", "the same but darker", "undo that".' },
    { line: 'ai-workspace chat "a futuristic metal texture for a spaceship hull"', does: 'One message.' },
    { line: 'ai-workspace chat --continue "and make it seamless" --json', does: 'Goes on, for a script.' },
    { line: 'ai-workspace chat "make a rusty robot" --mode plan', does: 'Shows what it would do.' },
  ],
  run: runChat,
}

async function runChat(call: Call): Promise<Report> {
  const workspace = await call.workspace()
  const { projectOf } = await import('../run-job.ts')
  const flags = call.flags as ChatFlags
  const project = projectOf(workspace, call)
  const { resolveAttachment } = await import('../chat/resolve-attachment.ts')
  const scope = { workspace, project, note: call.terminal.note }
  const attachments = await Promise.all((flags.attach ?? []).map((word) => resolveAttachment(word, scope)))
  if (flags.model !== undefined) await workspace.language.open(flags.model)
  const { chat } = workspace
  const [last] = flags.continue === true ? chat.list({ projectId: project.id, limit: 1 }) : []
  if (flags.continue === true && last === undefined) {
    throw new WorkspaceError('not-found', `There is no conversation in project "${project.name}" yet.`, {
      hint: 'Begin one: ai-workspace chat',
    })
  }
  const conversation =
    flags.conversation === undefined
      ? (last ?? chat.create({ projectId: project.id }))
      : chat.get(flags.conversation).conversation
  if (flags.system !== undefined) chat.update(conversation.id, { systemPrompt: flags.system })
  return talk(call, {
    conversationId: conversation.id,
    message: call.words.join(' '),
    attachments,
    allow: flags.allow === true,
    ...(flags.model !== undefined && { model: flags.model }),
    ...(flags.mode !== undefined && { mode: flags.mode }),
  })
}

/** One message, or all that are typed; answers with the conversation as far as it went here. */
export async function talk(
  call: Call,
  {
    conversationId,
    message = '',
    attachments = [],
    allow = false,
    ...options
  }: {
    conversationId: string
    message?: string
    attachments?: readonly string[]
    allow?: boolean
    model?: string
    mode?: ChatMode
  },
): Promise<Report> {
  const workspace = await call.workspace()
  const { terminal, signal } = call
  const { chat } = workspace
  const [{ ChatSession }, { chatLoop }] = await Promise.all([
    import('../chat/chat-session.ts'),
    import('../chat/chat-loop.ts'),
  ])
  using session = new ChatSession(workspace, terminal, chat.get(conversationId).conversation, {
    ...options,
    ...(attachments.length > 0 && { attachments }),
  })
  signal.addEventListener('abort', () => void session.stopAll())
  if (message === '') {
    if (process.stdin.isTTY === true && !terminal.quiet) {
      const { title } = await workspace.language.open(session.conversation.model)
      terminal.note(terminal.paintNote('faint', `${title}. /help shows what can be typed; Ctrl-D leaves.`))
    }
    await chatLoop(session, { allow })
  } else {
    const { askYesNo } = await import('../terminal/ask.ts')
    session.onAsk = (callId) => {
      const answer = allow ? Promise.resolve(true) : askYesNo('  Do it?', { signal })
      void answer.then((yes) => session.answer(callId, yes ? 'allow' : 'refuse'))
    }
    await session.send(message)
  }
  const { messages, turns, conversation } = chat.get(session.conversation.id)
  const here = new Set(session.turns.map(({ id }) => id))
  const failed = messages.findLast(({ turnId, error }) => here.has(turnId) && error !== undefined)?.error
  const { errorCodes } = await import('../../../base/error.ts')
  return {
    data: {
      conversation,
      turns: turns.filter(({ id }) => here.has(id)),
      messages: messages.filter(({ turnId }) => here.has(turnId)),
    },
    // It is on the screen already.
    text: '',
    ...(failed !== undefined && { exitCode: errorCodes[failed.code].exitCode }),
  }
}
