/** What is looked at of a message to find its place in the tree. */
export interface TreeMessage {
  readonly id: string
  readonly parentId?: string | undefined
  readonly role: 'user' | 'assistant'
  readonly turnId: string
}

/** One part of the branch that is shown: a message of the person, or all that one turn answered to it. */
export interface Part<Message> {
  readonly kind: 'user' | 'reply'
  readonly messages: readonly [Message, ...Message[]]
  /** Ids of the messages that stand beside its first one, that one included, the oldest first. */
  readonly beside: readonly string[]
}

/** The branch that goes through `headId` down to its newest message, in parts. Without a head: the newest branch. `messages` is in the order of their making. */
export function shownBranch<Message extends TreeMessage>(
  messages: readonly Message[],
  headId: string | undefined,
): readonly Part<Message>[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const children = Map.groupBy(messages, ({ parentId }) => parentId)
  let last = headId === undefined ? messages.at(-1) : byId.get(headId)
  last ??= messages.at(-1)
  if (last === undefined) return []
  const path: Message[] = []
  // A damaged tree could go in a circle.
  const seen = new Set<string>()
  for (let at: Message | undefined = newestBelow(children, last); at !== undefined && !seen.has(at.id); ) {
    seen.add(at.id)
    path.push(at)
    at = at.parentId === undefined ? undefined : byId.get(at.parentId)
  }
  const parts: { kind: 'user' | 'reply'; messages: [Message, ...Message[]]; beside: string[] }[] = []
  for (const message of path.reverse()) {
    const before = parts.at(-1)
    if (message.role === 'assistant' && before?.kind === 'reply' && before.messages[0].turnId === message.turnId) {
      before.messages.push(message)
      continue
    }
    const kind = message.role === 'user' ? 'user' : 'reply'
    parts.push({ kind, messages: [message], beside: besideOf(children, message) })
  }
  return parts
}

/** The message at the end of the branch below `id` that was gone on with last. */
export function endOfBranch<Message extends TreeMessage>(messages: readonly Message[], id: string): string {
  const start = messages.find((message) => message.id === id)
  if (start === undefined) return id
  return newestBelow(
    Map.groupBy(messages, ({ parentId }) => parentId),
    start,
  ).id
}

function newestBelow<Message extends TreeMessage>(
  children: ReadonlyMap<string | undefined, readonly Message[]>,
  start: Message,
): Message {
  let at = start
  const seen = new Set<string>()
  while (!seen.has(at.id)) {
    seen.add(at.id)
    const next = children.get(at.id)?.at(-1)
    if (next === undefined) return at
    at = next
  }
  return at
}

function besideOf<Message extends TreeMessage>(
  children: ReadonlyMap<string | undefined, readonly Message[]>,
  message: Message,
): string[] {
  return (children.get(message.parentId) ?? []).filter(({ role }) => role === message.role).map(({ id }) => id)
}
