import type { ChatDelta, ChatReply, ChatRequest, ToolSpec } from '../../../base/chat.ts'
import { WorkspaceError } from '../../../base/error.ts'
import { ReplyScanner } from './reply-scanner.ts'
import { addSchema, newGrammar, writeGrammar } from './schema-grammar.ts'
import { Speaker } from './speaker.ts'
import type { Talking } from './talking.ts'

/** No vocabulary has fewer tokens a text than one for so many characters: what is longer is not worth counting. */
const MOST_CHARACTERS_A_TOKEN = 64
/** A model that repeats itself would go on calling. */
const MOST_CALLS = 8

/**
 * One reply of a loaded model: the prompt by its template, what of it is known from the turn before kept, then tokens one by
 * one. Text is free until the model begins a call, or none at all where one is demanded; from there on a grammar lets pass
 * only the names and arguments that the tools allow. Errors: `context-full`, `cancelled`, `bad-input`.
 */
export async function generateReply(
  talking: Talking,
  request: ChatRequest,
  options: { signal: AbortSignal; onDelta: (delta: ChatDelta) => void; contextTokens: number },
): Promise<ChatReply> {
  const { template } = talking
  const format = template.calls
  const tools = toolsOf(request)
  refuseLong(request, options.contextTokens)
  const prompt = template.render(request.messages, tools)
  const speaker = new Speaker(talking, prompt, request, options)
  await speaker.readPrompt()

  const { toolChoice, responseSchema } = request
  const forced = tools.length > 0 && (toolChoice === 'required' || typeof toolChoice === 'object')
  if (responseSchema !== undefined && !forced) {
    const grammar = newGrammar()
    grammar.set('root', addSchema(grammar, responseSchema, 'answer'))
    await speaker.speak(new ReplyScanner(), writeGrammar(grammar))
    return speaker.reply()
  }
  if (!forced) {
    const scanner = new ReplyScanner({
      stops: request.stop ?? [],
      triggers: tools.length > 0 ? format.triggers : [],
      // Templates of models that always think open the thought themselves.
      thinking: /<think>\s*$/.test(prompt),
    })
    const end = await speaker.speak(scanner)
    if (end?.type !== 'call') return speaker.reply()
    speaker.rewind(end.at)
  }
  const most = typeof toolChoice === 'object' ? 1 : MOST_CALLS
  speaker.feed(format.opening)
  for (let count = 1; await speaker.call(tools, format); count++) {
    if (count >= most || format.again === undefined || !(await speaker.beginsWith(format.again.sign))) break
    speaker.feed(format.again.opening)
  }
  return speaker.reply()
}

function toolsOf({ tools = [], toolChoice }: ChatRequest): readonly ToolSpec[] {
  if (toolChoice === 'none') return []
  if (typeof toolChoice !== 'object') return tools
  const named = tools.filter(({ name }) => name === toolChoice.name)
  if (named.length > 0) return named
  throw new WorkspaceError('bad-input', `There is no tool "${toolChoice.name}" to choose.`, {
    hint: `There are: ${tools.map(({ name }) => name).join(', ') || 'none'}.`,
  })
}

function refuseLong({ messages }: ChatRequest, contextTokens: number): void {
  let characters = 0
  for (const message of messages) {
    const parts = message.role === 'user' ? message.parts : [{ type: 'text' as const, text: message.text }]
    for (const part of parts) characters += part.type === 'text' ? part.text.length : 0
  }
  if (characters > contextTokens * MOST_CHARACTERS_A_TOKEN) {
    throw new WorkspaceError(
      'context-full',
      `The conversation has ${(characters / 1e6).toFixed(1)} million characters; the model reads ${contextTokens} tokens.`,
      { hint: 'Begin a new conversation, or give a part of the text.' },
    )
  }
}
