import type { ToolSpec } from '../../../base/chat.ts'
import { addSchema, literal, newGrammar, writeGrammar } from './schema-grammar.ts'

/** How a family of models writes a call: `opening`, the tool's name, `between`, its arguments as JSON, `closing`. */
export interface CallFormat {
  readonly id: 'hermes' | 'llama3' | 'mistral' | 'mistral-args'
  /** Text that begins a call; `first`: only where the reply begins with it. */
  readonly triggers: readonly { readonly text: string; readonly first: boolean }[]
  readonly opening: string
  readonly between: string
  readonly closing: string
  /** What a model begins another call with, right after one, and what that is made into; absent where it makes one. */
  readonly again?: { readonly sign: string; readonly opening: string }
}

/** ChatML models (Qwen, Hermes and most others): <tool_call>\n{"name": …, "arguments": …}\n</tool_call>. */
const hermes: CallFormat = {
  id: 'hermes',
  triggers: [{ text: '<tool_call>', first: false }],
  opening: '<tool_call>\n{"name": "',
  between: '", "arguments": ',
  closing: '}\n</tool_call>',
  again: { sign: '<tool_call>', opening: '\n<tool_call>\n{"name": "' },
}

/** Llama 3.1 and later: the whole reply is {"name": …, "parameters": …}. */
const llama3: CallFormat = {
  id: 'llama3',
  triggers: [
    { text: '<|python_tag|>', first: true },
    { text: '{', first: true },
  ],
  opening: '{"name": "',
  between: '", "parameters": ',
  closing: '}',
}

/** Mistral 7B v0.3, Nemo, Small 3: [TOOL_CALLS][{"name": …, "arguments": …}, …]. */
const mistral: CallFormat = {
  id: 'mistral',
  triggers: [{ text: '[TOOL_CALLS]', first: false }],
  opening: '[TOOL_CALLS][{"name": "',
  between: '", "arguments": ',
  closing: '}',
  again: { sign: ',', opening: ', {"name": "' },
}

/** Mistral Small 3.2 and later: [TOOL_CALLS]name[ARGS]{…}. */
const mistralArgs: CallFormat = {
  id: 'mistral-args',
  triggers: [{ text: '[TOOL_CALLS]', first: false }],
  opening: '[TOOL_CALLS]',
  between: '[ARGS]',
  closing: '',
  again: { sign: '[TOOL_CALLS]', opening: '[TOOL_CALLS]' },
}

/** By the marks in a model's chat template; a template that knows no calls is given those of Hermes. */
export function callFormatOf(template: string): CallFormat {
  if (template.includes('[TOOL_CALLS]')) return template.includes('[ARGS]') ? mistralArgs : mistral
  if (template.includes('<tool_call>')) return hermes
  if (/<\|python_tag\|>|"parameters"/.test(template) && template.includes('<|start_header_id|>')) return llama3
  return hermes
}

/** Lets pass one of the tools' names and the first character of what follows it. */
export function nameGrammar(tools: readonly ToolSpec[], { between }: CallFormat): string {
  const names = tools.map(({ name }) => literal(name)).join(' | ')
  return writeGrammar(new Map([['root', `(${names}) ${literal(between.slice(0, 1))}`]]))
}

/** Lets pass a tool's arguments and nothing else. */
export function argumentsGrammar({ parameters }: ToolSpec): string {
  const grammar = newGrammar()
  grammar.set('root', addSchema(grammar, { type: 'object', ...parameters }, 'input'))
  return writeGrammar(grammar)
}
