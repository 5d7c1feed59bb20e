import type { ChatMessage } from '../../../base/chat.ts'
import type { TurnMessages } from './messages-of-path.ts'

/** Characters a token at the least, over the languages of Europe: more would promise room that is not there. */
const charactersPerToken = 3
/** What a picture takes, in tokens: between what vision models of 2024 and 2025 take for one of 1024 pixels. */
const tokensOfPicture = 1200
/** So much of a digest of what was left out. */
const digestCharacters = 1500

/**
 * The turns that fit, newest first to be kept; of those left out, the person's requests in short. The last turn always stays.
 * `note` says what was left out.
 */
export function fitMessages(
  turns: readonly TurnMessages[],
  budgetTokens: number,
): { readonly messages: readonly ChatMessage[]; readonly digest?: string; readonly note?: string } {
  let room = budgetTokens * charactersPerToken
  let from = turns.length
  while (from > 0) {
    const size = turns[from - 1]!.messages.reduce((sum, message) => sum + sizeOf(message), 0)
    if (size > room && from < turns.length) break
    room -= size
    from--
  }
  const messages = turns.slice(from).flatMap((turn) => turn.messages)
  if (from === 0) return { messages }
  const left = turns.slice(0, from)
  const count = left.reduce((sum, turn) => sum + turn.messages.filter(({ role }) => role !== 'tool').length, 0)
  const asked = left.map(({ userText }) => userText.replaceAll(/\s+/g, ' ').slice(0, 120)).filter((text) => text !== '')
  const digest = asked.join(' · ').slice(-digestCharacters)
  return {
    messages,
    digest: `Earlier in this conversation, left out for room, the user asked: ${digest}`,
    note: `The oldest ${count} messages were summarised: the model has no room for them.`,
  }
}

function sizeOf(message: ChatMessage): number {
  switch (message.role) {
    case 'system':
    case 'tool':
      return message.text.length
    case 'user':
      return message.parts.reduce(
        (sum, part) => sum + (part.type === 'text' ? part.text.length : tokensOfPicture * charactersPerToken),
        0,
      )
    case 'assistant':
      return message.text.length + JSON.stringify(message.calls ?? []).length
    default:
      return message satisfies never
  }
}
