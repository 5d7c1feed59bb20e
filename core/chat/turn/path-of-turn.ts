import type { StoredMessage, TurnRecord } from '../conversation.ts'

/**
 * What a turn answers: everything up to its own message, and what it said since. A message that was sent while it works, and the answers to
 * that, belong to another turn: with them a turn would answer the later message a second time, and its own never.
 */
export function pathOfTurn(
  path: readonly StoredMessage[],
  { id, userMessageId }: Pick<TurnRecord, 'id' | 'userMessageId'>,
): StoredMessage[] {
  const own = path.findIndex((message) => message.id === userMessageId)
  return path.filter(({ turnId }, place) => own < 0 || place <= own || turnId === id)
}
