import { type AssetKind, assetKinds, type MapRole, mapRoles } from '../../../../base/asset.ts'
import type { ChatMessage, ChatPart } from '../../../../base/chat.ts'

/** An asset that a tool made or named. */
export interface SeenAsset {
  readonly id: string
  readonly name: string
  readonly kind: AssetKind
  readonly role?: MapRole
  readonly prompt?: string
}

/** A call of an earlier reply with what its tool answered. */
export interface DoneCall {
  readonly tool: string
  readonly arguments: Readonly<Record<string, unknown>>
  readonly ok: boolean
  /** The tool's JSON; empty when it was none. */
  readonly answer: Readonly<Record<string, unknown>>
  readonly assets: readonly SeenAsset[]
}

/** What the user wrote, and what was done about it. */
export interface Turn {
  readonly text: string
  /** Ids or titles of what came with it. */
  readonly pictures: readonly string[]
  readonly calls: readonly DoneCall[]
  /** The last thing the assistant said. */
  readonly said: string
}

/** The conversation as turns. Calls that were not answered yet are left out. */
export function readDialogue(messages: readonly ChatMessage[]): Turn[] {
  const turns: { text: string; pictures: string[]; calls: DoneCall[]; said: string }[] = []
  const asked = new Map<string, { tool: string; arguments: Record<string, unknown> }>()
  for (const message of messages) {
    if (message.role === 'user') {
      const { text, pictures } = readParts(message.parts)
      turns.push({ text, pictures, calls: [], said: '' })
    } else if (message.role === 'assistant') {
      for (const call of message.calls ?? [])
        asked.set(call.id, { tool: call.name, arguments: asRecord(call.arguments) })
      const turn = turns.at(-1)
      if (turn !== undefined && message.text !== '') turn.said = message.text
    } else if (message.role === 'tool') {
      const call = asked.get(message.callId)
      const answer = parseAnswer(message.text)
      turns.at(-1)?.calls.push({
        tool: call?.tool ?? message.name,
        arguments: call?.arguments ?? {},
        ok: answer['ok'] !== false,
        answer,
        assets: assetsOf(answer, call?.arguments ?? {}),
      })
    }
  }
  return turns
}

/** What was written, and what was attached to it: by id where the conversation tells it, else by title. */
function readParts(parts: readonly ChatPart[]): { text: string; pictures: string[] } {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  const attached = texts
    .slice(0, -1)
    .flatMap((text) => /^Attached: .*, id (?<id>\S+?)\.(?:\n|$)/.exec(text)?.groups?.['id'] ?? [])
  const titles = parts.flatMap((part) => (part.type === 'image' ? [part.title] : []))
  // Records and texts of what is attached stand before the message itself.
  const apart = texts.slice(0, -1).some((text) => /^(?:Attached: |\(An attached asset is gone)/.test(text))
  return { text: apart ? (texts.at(-1) ?? '') : texts.join('\n'), pictures: attached.length > 0 ? attached : titles }
}

function parseAnswer(text: string): Record<string, unknown> {
  try {
    // What a node gave stands in a field of its own.
    const { output, ...rest } = asRecord(JSON.parse(text))
    return { ...asRecord(output), ...rest }
  } catch {
    return { said: text }
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

const fieldKinds: Readonly<Record<string, readonly [AssetKind, MapRole?]>> = {
  image: ['image'],
  images: ['image'],
  form: ['form'],
  mesh: ['mesh'],
  meshes: ['mesh'],
  material: ['material'],
  depth: ['map', 'depth'],
  normal: ['map', 'normal'],
  mask: ['map'],
  blend: ['export'],
  script: ['export'],
  file: ['export'],
}

/** The assets of an answer: its own list, and ids in its fields that the list does not hold. */
function assetsOf(answer: Readonly<Record<string, unknown>>, call: Readonly<Record<string, unknown>>): SeenAsset[] {
  const prompt = typeof call['prompt'] === 'string' ? { prompt: call['prompt'] } : {}
  const found: SeenAsset[] = []
  const add = (id: unknown, name: unknown, kind: AssetKind, role?: MapRole) => {
    if (typeof id !== 'string' || found.some((known) => known.id === id)) return
    found.push({ id, name: typeof name === 'string' ? name : id, kind, ...(role ? { role } : {}), ...prompt })
  }
  if (Array.isArray(answer['assets'])) {
    for (const entry of answer['assets']) {
      const { id, name, kind, role } = asRecord(entry)
      add(
        id,
        name,
        assetKinds.find((known) => known === kind) ?? 'image',
        mapRoles.find((known) => known === role),
      )
    }
  }
  for (const [field, [kind, role]] of Object.entries(fieldKinds)) {
    const value = answer[field]
    for (const id of Array.isArray(value) ? value : [value]) add(id, undefined, kind, role)
  }
  for (const [role, id] of Object.entries(asRecord(answer['maps'])))
    add(
      id,
      undefined,
      'map',
      mapRoles.find((known) => known === role),
    )
  return found
}
