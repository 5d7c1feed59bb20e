import type { Asset } from '../../../base/asset.ts'
import type { Node } from '../../../base/node.ts'
import { embeddedRecordSchema } from '../../storage/record.ts'
import type { GenerationSettings } from './generation-settings.ts'
import { inputOfSettings } from './input-of-settings.ts'
import { parametersOfFacts, parametersOfSettings } from './parameters-of-settings.ts'
import { readSettings } from './read-settings.ts'

/** What a picture was made with, and what to run to make one like it. */
export interface PictureExplanation {
  /** Whose words it was read from: the workspace's own record, or the program that wrote the file. */
  readonly source: 'record' | 'a1111' | 'comfyui' | 'swarmui' | 'invokeai'
  readonly node?: string
  readonly input?: unknown
  /** The same as the `parameters` text that A1111 and many other programs read. */
  readonly text?: string
  /** All that the file says, in the workspace's words; absent for a record. */
  readonly settings?: Omit<GenerationSettings, 'raw'>
  /** What the node cannot take of it. */
  readonly leftOut?: Readonly<Record<string, string>>
}

interface Lookup {
  /** The node `image.generate`. */
  readonly generate: Pick<Node, 'id' | 'input'>
  /** The id of an asset that has this SHA-256. */
  assetOf(hash: string): string | undefined
}

/** Of an asset: its recipe, else what its file says. `bytes` is asked for only then. Undefined where neither says anything. */
export function explainAsset(asset: Asset, bytes: () => Uint8Array, lookup: Lookup): PictureExplanation | undefined {
  const { recipe, facts } = asset
  if (recipe === undefined) return asset.mediaType.startsWith('image/') ? explainFile(bytes(), lookup) : undefined
  const text = parametersOfFacts(facts)
  return { source: 'record', node: recipe.node, input: recipe.input, ...(text !== undefined && { text }) }
}

/** Of any PNG, JPEG or WebP; undefined where it says nothing. Throws `corrupt-file` for a damaged PNG. */
export function explainFile(bytes: Uint8Array, lookup: Lookup): PictureExplanation | undefined {
  const read = readSettings(bytes)
  if (read === undefined) return undefined
  const { raw, ...settings } = read
  const record = settings.tool === 'ai-workspace' ? readRecord(raw) : undefined
  if (record?.recipe !== undefined) {
    const text = parametersOfFacts(record.facts)
    const input = withLocalIds(record.recipe.input, lookup)
    return { source: 'record', node: record.recipe.node, input, ...(text !== undefined && { text }) }
  }
  const { input, leftOut } = inputOfSettings(read, lookup.generate.input)
  return {
    source: sourceOf(settings.tool),
    node: lookup.generate.id,
    input,
    text: parametersOfSettings(settings),
    settings,
    ...(Object.keys(leftOut).length > 0 && { leftOut }),
  }
}

function sourceOf(tool: GenerationSettings['tool']): PictureExplanation['source'] {
  switch (tool) {
    case 'ai-workspace':
      return 'record'
    case 'forge':
      return 'a1111'
    default:
      return tool
  }
}

function readRecord(raw: string) {
  try {
    return embeddedRecordSchema.safeParse(JSON.parse(raw)).data
  } catch {
    // A parameters text of this workspace, in a file that lost its record.
    return undefined
  }
}

/** A record names other assets by their hash; here they have ids, and those that are not here cannot be named. */
function withLocalIds(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') {
    return value.startsWith('sha256:') ? lookup.assetOf(value.slice('sha256:'.length)) : value
  }
  if (Array.isArray(value)) return value.map((each) => withLocalIds(each, lookup)).filter((each) => each !== undefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [key, withLocalIds(each, lookup)] as const)
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined))
}
