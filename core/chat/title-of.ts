const longest = 60

/** A title for a conversation: its first message without courtesies, cut at a word. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n')[0]!.replaceAll(/\s+/g, ' ')
  const plain = line
    .replace(/^(hi|hello|hey)[,!.]?\s+/i, '')
    .replace(/^(please|(can|could|would) you( please)?|i('d| would) like( you)? to|let'?s)\s+/i, '')
    .replace(/[.!?\s]+$/, '')
  const words = plain === '' ? line : plain
  const short = words.length <= longest ? words : `${words.slice(0, longest).replace(/\s+\S*$/, '')}…`
  return short === '' ? 'Conversation' : short[0]!.toUpperCase() + short.slice(1)
}
