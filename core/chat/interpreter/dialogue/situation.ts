import type { ToolSpec } from '../../../../base/chat.ts'
import type { ChatWorld } from '../../world.ts'
import type { DoneCall, SeenAsset, Turn } from './read-dialogue.ts'

/** A call of the plan. Arguments that name what an earlier step makes are written '$0.image.1': step, what, which. */
export interface Step {
  readonly tool: string
  readonly arguments: Record<string, unknown>
}

/** What one call made or showed, in the order of the conversation. */
export interface Group {
  readonly tool: string
  readonly arguments: Readonly<Record<string, unknown>>
  readonly assets: readonly SeenAsset[]
  readonly seed?: number
  /** Of this very message: planned, or done while its plan goes on. */
  readonly step?: number
}

/** Everything a request is understood from. */
export interface Situation {
  readonly world: ChatWorld
  readonly tools: ReadonlyMap<string, ToolSpec>
  /** Earlier turns, oldest first. */
  readonly turns: readonly Turn[]
  /** Pictures that came with the message. */
  readonly pictures: readonly string[]
  /** What this message's plan has done so far. */
  readonly done: readonly DoneCall[]
  readonly steps: Step[]
  /** Whether the message asks for more after the clause that is being read. */
  more: boolean
  /** Oldest first; what this message plans comes last. */
  readonly groups: Group[]
}

/** The situation before anything of this message is planned. `turn` is the message's own place among the turns. */
export function situationOf(
  turns: readonly Turn[],
  turn: number,
  world: ChatWorld,
  tools: ReadonlyMap<string, ToolSpec>,
): Situation {
  const made = new Set(
    turns
      .slice(turn)
      .flatMap(({ calls }) =>
        calls.flatMap(({ assets, ok, tool }) => (ok && !readers.test(tool) ? assets.map(({ id }) => id) : [])),
      ),
  )
  const earlier = turns.slice(0, turn)
  return {
    // What this message itself has made is no earlier asset: "the last image" stays the one it meant.
    world: { ...world, assets: world.assets.filter(({ id }) => !made.has(id)) },
    tools,
    turns: earlier,
    pictures: turns[turn]?.pictures ?? [],
    done: turns[turn]?.calls ?? [],
    steps: [],
    more: false,
    groups: groupsOf(earlier, world),
  }
}

/** The groups of earlier turns. A call that made nothing is about the assets it was given. */
function groupsOf(turns: readonly Turn[], world: ChatWorld): Group[] {
  const groups: Group[] = []
  for (const call of turns.flatMap(({ calls }) => calls))
    if (call.ok) groups.push(withSubject(groupOf(call), groups, world))
  return groups
}

function withSubject(group: Group, earlier: readonly Group[], { assets }: ChatWorld): Group {
  if (group.tool === 'asset_trash') return group
  const ids = ['asset', 'assets', 'image', 'mesh', 'meshes', 'map', 'form'].flatMap(
    (field) => group.arguments[field] ?? [],
  )
  const known = [...earlier.toReversed().flatMap((other) => other.assets), ...assets]
  const subjects = ids.flatMap((id) => known.find((asset) => asset.id === id) ?? [])
  const sought = group.tool === 'assets_find' ? group.arguments['text'] : undefined
  if (group.assets.length === 0 && typeof sought === 'string') {
    const words = sought.toLowerCase().split(/\s+/)
    const says = ({ name, prompt }: { name: string; prompt?: string }) => `${name} ${prompt ?? ''}`.toLowerCase()
    return { ...group, assets: assets.filter((asset) => words.every((word) => says(asset).includes(word))) }
  }
  if (group.assets.length === 0) return { ...group, assets: subjects }
  // What is made of a thing shows the same.
  const prompt = subjects.find((subject) => subject.prompt !== undefined)?.prompt
  if (prompt === undefined) return group
  return { ...group, assets: group.assets.map((asset) => ({ prompt, ...asset })) }
}

/** Tools that only look: what they name was not made. */
export const readers =
  /^(?:assets?_(?:find|show)|project_|models_|settings_|jobs_|history|files_|file_|help|image_describe)/

/** Adds a step to the plan; what it makes can be named by the clauses after it. Answers where it stands. */
export function addStep(situation: Situation, step: Step): number {
  const at = situation.steps.length
  situation.steps.push(step)
  const done = situation.done[at]
  const group =
    done !== undefined && done.tool === step.tool
      ? { ...groupOf(done), step: at }
      : { tool: step.tool, arguments: step.arguments, assets: promised(step, at), step: at }
  situation.groups.push(withSubject(group, situation.groups, situation.world))
  return at
}

function groupOf({ tool, arguments: given, assets, answer }: DoneCall): Group {
  const { seed } = answer
  // The picture of a material on a ball is no picture that anyone asked for.
  const own = /^texture_(?:generate|pbr)$/.test(tool) ? assets.filter(({ kind }) => kind !== 'image') : assets
  return { tool, arguments: given, assets: own, ...(typeof seed === 'number' ? { seed } : {}) }
}

/** What a tool will make, by names that are looked up once it has: '$2.image.0'. */
function promised({ tool, arguments: given }: Step, step: number): SeenAsset[] {
  const prompt = typeof given['prompt'] === 'string' ? { prompt: given['prompt'] } : {}
  const asset = (kind: SeenAsset['kind'], n = 0, role?: SeenAsset['role']): SeenAsset => ({
    id: `$${step}.${role ?? kind}.${n}`,
    name: `${kind} ${n + 1}`,
    kind,
    ...(role ? { role } : {}),
    ...prompt,
  })
  const count = typeof given['count'] === 'number' ? given['count'] : 1
  const images = Array.from({ length: count }, (_, n) => [asset('image', n), asset('form', n)]).flat()
  switch (tool) {
    case 'texture_generate':
    case 'texture_pbr':
      return [asset('material'), asset('map', 0, 'albedo'), asset('map', 0, 'height'), asset('map', 0, 'normal')]
    case 'image_generate':
      return images
    case 'generate':
      return given['3d'] === true
        ? [...images, asset('map', 0, 'depth'), asset('map', 0, 'normal'), asset('mesh')]
        : images
    case 'image_depth':
      return [asset('map', 0, 'depth')]
    case 'image_normal':
      return [asset('map', 0, 'normal')]
    case 'image_mask':
    case 'image_channel':
    case 'image_edges':
      return [asset('map')]
    case 'mesh_form':
    case 'mesh_relief':
    case 'mesh_from_image':
    case 'mesh_finish':
      return [asset('mesh')]
    case 'mesh_export':
    case 'blender_export':
      return [asset('export')]
    default:
      return /^(?:image|form)_|^texture_seamless$/.test(tool) ? [asset('image')] : []
  }
}

/** Puts what earlier steps made in the place of their promises. Undefined where a step made no such thing. */
export function fillIn(value: unknown, done: readonly DoneCall[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => fillIn(entry, done))
  if (typeof value !== 'string') return value
  const match = /^\$(\d+)\.([a-z-]+)\.(\d+)$/.exec(value)
  if (match === null) return value
  const [, step, what, n] = match
  const assets = done[Number(step)]?.assets ?? []
  const fitting = assets.filter(({ kind, role }) => role === what || kind === what)
  return fitting[Number(n)]?.id ?? fitting.at(-1)?.id
}
