import { createHash } from 'node:crypto'
import { Template } from '@huggingface/jinja'
import type { ChatMessage, ToolSpec } from '../../../base/chat.ts'
import { WorkspaceError } from '../../../base/error.ts'
import { type CallFormat, callFormatOf } from './call-format.ts'

/** A model's chat template, and what of a conversation it can write. */
export interface ChatTemplate {
  readonly calls: CallFormat
  /** The prompt's text, ready for the model's answer. Error: `bad-input` where the template refuses the conversation. */
  render(messages: readonly ChatMessage[], tools: readonly ToolSpec[]): string
}

interface TemplateMessage {
  readonly role: string
  readonly content: string
  readonly tool_calls?: readonly {
    readonly id: string
    readonly type: 'function'
    readonly function: { readonly name: string; readonly arguments: unknown }
  }[]
  readonly tool_call_id?: string
  readonly name?: string
}

/** ChatML, for a file that has no template of its own. */
const chatml =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"

/**
 * The template of a GGUF file, as Jinja. What it cannot write (a system message, tools, their results) is put into the messages
 * that it can: found out by rendering examples. Error: `corrupt-file` for one that is no template.
 */
export function readChatTemplate(source: string | undefined, { bos, eos }: { bos: string; eos: string }): ChatTemplate {
  const text = source ?? chatml
  const template = parse(text)
  const write = (messages: readonly TemplateMessage[], tools?: readonly object[]) =>
    template.render({
      messages,
      ...(tools === undefined ? {} : { tools }),
      add_generation_prompt: true,
      // Llama 3 says what day it is, and without it a day of July 2024.
      date_string: today(),
      bos_token: bos,
      eos_token: eos,
    })
  const can = abilitiesOf(write)
  const calls = can.tools ? callFormatOf(text) : callFormatOf('')
  return {
    calls,
    render(messages, tools) {
      const list = tools.map(({ name, description, parameters }) => ({
        type: 'function',
        function: { name, description, parameters },
      }))
      let prepared = messages.map(toTemplate)
      if (!can.tools || !can.results) prepared = prepared.map(withoutTools)
      if (!can.tools && list.length > 0) prepared = withSystem(prepared, describeTools(list))
      if (!can.system) prepared = systemIntoUser(prepared)
      if (can.tools && !can.manyCalls) prepared = oneCallEach(prepared)
      try {
        return write(joined(prepared), can.tools && list.length > 0 ? list : undefined)
      } catch (error) {
        throw new WorkspaceError(
          'bad-input',
          `The model's chat template refuses this conversation: ${(error as Error).message}`,
          {
            hint: 'Another model may take it; begin a new conversation otherwise.',
            cause: error,
          },
        )
      }
    },
  }
}

function parse(text: string): Template {
  try {
    return new Template(text)
  } catch (error) {
    throw new WorkspaceError('corrupt-file', `The file's chat template cannot be read: ${(error as Error).message}`, {
      hint: 'Another copy of the model may have a whole one.',
      cause: error,
    })
  }
}

type Write = (messages: readonly TemplateMessage[], tools?: readonly object[]) => string

/** Found out by example, since a template is a program: what is not in its text was not written. */
function abilitiesOf(write: Write): { system: boolean; tools: boolean; results: boolean; manyCalls: boolean } {
  const shows = (words: string, ...example: Parameters<Write>) => {
    try {
      return write(...example).includes(words)
    } catch {
      return false
    }
  }
  const user = { role: 'user', content: 'Question-1' }
  const tool = {
    type: 'function',
    function: { name: 'probe_tool', description: '', parameters: { type: 'object', properties: {} } },
  }
  const call = { id: 'abcdefghi', type: 'function' as const, function: { name: 'probe_tool', arguments: {} } }
  const result = { role: 'tool', tool_call_id: 'abcdefghi', name: 'probe_tool', content: 'Result-1' }
  return {
    system: shows('System-1', [{ role: 'system', content: 'System-1' }, user]),
    tools: shows('probe_tool', [user], [tool]),
    results: shows('Result-1', [user, { role: 'assistant', content: '', tool_calls: [call] }, result], [tool]),
    manyCalls: shows('Result-1', [user, { role: 'assistant', content: '', tool_calls: [call, call] }, result], [tool]),
  }
}

function toTemplate(message: ChatMessage): TemplateMessage {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text }
    case 'user': {
      const content = message.parts
        .map((part) => (part.type === 'text' ? part.text : `[image: ${part.title}]`))
        .join('\n')
      return { role: 'user', content }
    }
    case 'assistant':
      return {
        role: 'assistant',
        content: message.text,
        ...(message.calls === undefined || message.calls.length === 0
          ? {}
          : {
              tool_calls: message.calls.map(({ id, name, arguments: given }) => ({
                id: shortId(id),
                type: 'function' as const,
                function: { name, arguments: typeof given === 'string' ? { text: given } : given },
              })),
            }),
      }
    case 'tool':
      return { role: 'tool', content: message.text, tool_call_id: shortId(message.callId), name: message.name }
    default:
      return message satisfies never
  }
}

/** Mistral's templates take nine letters or digits and nothing else. */
function shortId(id: string): string {
  if (/^[A-Za-z0-9]{9}$/.test(id)) return id
  return createHash('sha256').update(id).digest('hex').slice(0, 9)
}

/** Calls and results as plain text, in the way of Hermes. */
function withoutTools(message: TemplateMessage): TemplateMessage {
  if (message.role === 'tool') {
    return { role: 'user', content: `<tool_response>\n${message.content}\n</tool_response>` }
  }
  if (message.tool_calls === undefined) return message
  const calls = message.tool_calls.map(
    ({ function: { name, arguments: given } }) =>
      `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${JSON.stringify(given)}}\n</tool_call>`,
  )
  return { role: 'assistant', content: [message.content, ...calls].filter((part) => part !== '').join('\n') }
}

function describeTools(tools: readonly object[]): string {
  return [
    'You can call these tools, given as JSON:',
    ...tools.map((tool) => JSON.stringify(tool)),
    'To call one, write <tool_call>, a line with {"name": …, "arguments": …}, and </tool_call>. Its result follows in <tool_response>.',
  ].join('\n')
}

function withSystem(messages: readonly TemplateMessage[], text: string): TemplateMessage[] {
  const [first, ...others] = messages
  if (first?.role === 'system') return [{ ...first, content: `${first.content}\n\n${text}` }, ...others]
  return [{ role: 'system', content: text }, ...messages]
}

/** For Gemma and the first Mistrals: what the system says stands before the first question. */
function systemIntoUser(messages: readonly TemplateMessage[]): TemplateMessage[] {
  const said = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const others = messages.filter(({ role }) => role !== 'system')
  const at = others.findIndex(({ role }) => role === 'user')
  if (said.length === 0) return others
  if (at < 0) return [{ role: 'user', content: said.join('\n\n') }, ...others]
  return others.map((each, i) => (i === at ? { ...each, content: [...said, each.content].join('\n\n') } : each))
}

/** Llama 3 makes one call at a time: each is followed by its own result. */
function oneCallEach(messages: readonly TemplateMessage[]): TemplateMessage[] {
  return messages.flatMap((message, i) => {
    if (message.role === 'tool' && isAmongMany(messages, message)) return []
    const { tool_calls: calls } = message
    if (calls === undefined || calls.length < 2) return [message]
    const results = messages.slice(i + 1)
    return calls.flatMap((call, n) => {
      const result = results.find((each) => each.role === 'tool' && each.tool_call_id === call.id)
      const single = { ...message, content: n === 0 ? message.content : '', tool_calls: [call] }
      return result === undefined ? [single] : [single, result]
    })
  })
}

function isAmongMany(messages: readonly TemplateMessage[], { tool_call_id: id }: TemplateMessage): boolean {
  return messages.some(({ tool_calls: calls = [] }) => calls.length > 1 && calls.some((call) => call.id === id))
}

/** '26 Jul 2024'. */
function today(): string {
  const [, month, day, year] = new Date().toDateString().split(' ')
  return `${day} ${month} ${year}`
}

/** Templates that demand turns one after the other refuse two messages of one role in a row. */
function joined(messages: readonly TemplateMessage[]): TemplateMessage[] {
  const all: TemplateMessage[] = []
  for (const message of messages) {
    const last = all.at(-1)
    const same = last?.role === message.role && (message.role === 'user' || message.role === 'assistant')
    if (last !== undefined && same && last.tool_calls === undefined && message.tool_calls === undefined) {
      all[all.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` }
    } else {
      all.push(message)
    }
  }
  return all
}
