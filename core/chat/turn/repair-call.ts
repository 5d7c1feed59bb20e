import { z } from 'zod'
import { type AssetKind, assetKinds } from '../../../base/asset.ts'
import { toErrorRecord, WorkspaceError } from '../../../base/error.ts'
import { mapMarked } from '../../pipeline/asset-fields.ts'
import { explainSchema } from '../../pipeline/parse-input.ts'
import type { Workbench } from '../../workbench.ts'
import type { TurnTool } from '../load-tools.ts'

/** Arguments as they are mended (`given`) and as the tool takes them, with its defaults (`input`); or what is wrong with them in words for whoever made the call. */
export type CheckedCall =
  | { readonly ok: true; readonly given: unknown; readonly input: unknown; readonly notes: readonly string[] }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly hint?: string }

/**
 * Checks arguments against the tool's own schema. What can be mended without guessing is mended: JSON in a string, names for
 * ids, numbers in strings, one value where a list is wanted, keys in another spelling; unknown keys are dropped, and said so.
 */
export function checkCall(
  tool: TurnTool,
  given: unknown,
  { assets }: Pick<Workbench, 'assets'>,
  projectId: string,
): CheckedCall {
  const notes: string[] = []
  try {
    let input = parseText(given)
    if (tool.input instanceof z.ZodObject) input = matchKeys(input, tool.input, notes)
    input = namesToIds(tool, input, assets, projectId)
    const first = tool.input.safeParse(input, { reportInput: true })
    if (!first.success) input = mend(input, first.error.issues)
    return { ok: true, given: input, input: explainSchema(tool.name, tool.input, input), notes }
  } catch (error) {
    const { code, message } = toErrorRecord(error)
    const hint = error instanceof WorkspaceError && code === 'not-found' ? error.hint : undefined
    return { ok: false, code, message, ...(hint !== undefined && { hint }) }
  }
}

function parseText(given: unknown): unknown {
  if (typeof given !== 'string') return given ?? {}
  const text = given.trim().replace(/^```(?:json)?\s*|\s*```$/g, '')
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new WorkspaceError('bad-input', `The arguments are no JSON: ${text.slice(0, 80)}.`)
  }
}

/** `negative_prompt` is `negativePrompt`; what is no field at all is dropped. */
function matchKeys(input: unknown, schema: z.ZodObject, notes: string[]): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  const fields = new Map(Object.keys(schema.shape).map((key) => [plainKey(key), key]))
  const matched: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(input)) {
    const field = key in schema.shape ? key : fields.get(plainKey(key))
    // A model writes null for what it leaves open.
    if (field === undefined) notes.push(`There is no "${key}"; it was left out.`)
    else if (value !== null && !(field in matched)) matched[field] = value
  }
  return matched
}

function plainKey(key: string): string {
  const plain = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return plain.replace(/^three(?=d)/, '3')
}

/** Ids stay; a name becomes the id of the current asset of that name, where it is of a kind that fits. */
function namesToIds(tool: TurnTool, input: unknown, assets: Workbench['assets'], projectId: string): unknown {
  return mapMarked(tool.input, input, 'assetKinds', (given, meta) => {
    if (typeof given !== 'string') return given
    const asset = assets.get(given, projectId)
    const kinds = (meta['assetKinds'] as readonly AssetKind[]) ?? assetKinds
    if (asset.projectId !== projectId) {
      throw new WorkspaceError('not-found', `There is no asset "${given}" in this project.`)
    }
    if (kinds.length > 0 && !kinds.includes(asset.kind)) {
      throw new WorkspaceError('bad-input', `"${asset.name}" is ${asset.kind}; it takes ${kinds.join(' or ')}.`)
    }
    return asset.id
  })
}

/** Values of another JSON type that mean the same. */
function mend(input: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const mended = structuredClone(input)
  for (const issue of issues) {
    if (issue.code !== 'invalid_type' || issue.path.length === 0) continue
    const owner = issue.path.slice(0, -1).reduce<unknown>((value, key) => (value as never)?.[key], mended)
    const key = issue.path.at(-1) as never
    if (typeof owner !== 'object' || owner === null) continue
    const value: unknown = owner[key]
    const better = convert(value, issue.expected)
    if (better !== undefined) owner[key] = better as never
  }
  return mended
}

function convert(value: unknown, expected: string): unknown {
  switch (expected) {
    case 'number':
    case 'int':
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
        ? Number(value)
        : undefined
    case 'boolean':
      return value === 'true' || value === 'yes' ? true : value === 'false' || value === 'no' ? false : undefined
    case 'string':
      return typeof value === 'number' ? String(value) : undefined
    case 'array':
      return typeof value === 'string' || typeof value === 'number' ? [value] : undefined
    default:
      return undefined
  }
}
