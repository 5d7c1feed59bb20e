import type { Config } from '../../../base/config.ts'
import { formatBytes } from '../../../base/format-bytes.ts'
import type { Conversation, StoredCall } from '../conversation.ts'
import type { TurnTool } from '../load-tools.ts'
import { speaksOf } from './select-tools.ts'

export type Decision =
  | { readonly action: 'run' }
  | { readonly action: 'ask'; readonly reason: string }
  | { readonly action: 'propose' }

/**
 * Whether a call may run unasked. It follows from the settings, the tool, and what the person wrote; what a tool has answered,
 * or what stands in a file, can only make it stricter: after texts of others (`tainted`), a change that the person's own words
 * do not speak of is asked about.
 */
export function decide({
  tool,
  planned = {},
  conversation: { mode, allowed = [] },
  config: { chat },
  userText,
  tainted,
}: {
  readonly tool: TurnTool
  readonly planned?: StoredCall['planned']
  readonly conversation: Pick<Conversation, 'mode' | 'allowed'>
  readonly config: Config
  /** What the person wrote in this turn. */
  readonly userText: string
  readonly tainted: boolean
}): Decision {
  if (tool.permission === 'read') return { action: 'run' }
  if (mode === 'plan') return { action: 'propose' }
  const ask = (reason: string): Decision => ({ action: 'ask', reason })
  const { images = 0, seconds = 0, bytes } = planned
  // What was allowed for good is the tool, not any amount of it.
  if (images > chat.askAboveImages) return ask(`It makes ${images} pictures.`)
  if (seconds > chat.askAboveSeconds) return ask(`It may take about ${Math.ceil(seconds / 60)} minutes.`)
  if (allowed.includes(tool.name)) return { action: 'run' }
  switch (tool.permission) {
    case 'destructive':
      return ask('It takes something away.')
    case 'network':
      return ask(bytes === undefined ? 'It downloads something.' : `It downloads ${formatBytes(bytes)}.`)
    case 'change':
      if (mode === 'ask') return ask('It changes something.')
      if (tainted && !speaksOf(tool, userText)) {
        return ask('Texts of files or records were read before it, and your message does not speak of it.')
      }
      return { action: 'run' }
    default:
      return tool.permission satisfies never
  }
}
