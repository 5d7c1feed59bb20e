import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type AssetKind, assetKinds, type MapRole, mapRoles, type Quality, type Recipe } from '../../base/asset.ts'

/**
 * What a file carries of itself: enough to find out how it was made and to take it into any workspace. It holds no time,
 * no id and no path, so the same work gives the same bytes everywhere; assets are named by their SHA-256.
 */
export const embeddedRecordSchema = z.object({
  format: z.literal('ai-workspace-record'),
  version: z.literal(1),
  kind: z.enum(assetKinds),
  role: z.enum(mapRoles).optional(),
  recipe: z.object({ node: z.string(), nodeVersion: z.int(), input: z.unknown(), output: z.int() }).optional(),
  parents: z.array(z.string()),
  facts: z.record(z.string(), z.unknown()),
  quality: z.unknown().optional(),
})
export type EmbeddedRecord = z.output<typeof embeddedRecordSchema>

export function makeRecord(draft: {
  kind: AssetKind
  role?: MapRole | undefined
  recipe: Recipe | undefined
  parentHashes: readonly string[]
  facts: Readonly<Record<string, unknown>>
  quality?: Quality | undefined
}): EmbeddedRecord {
  return {
    format: 'ai-workspace-record',
    version: 1,
    kind: draft.kind,
    ...(draft.role === undefined ? {} : { role: draft.role }),
    ...(draft.recipe === undefined ? {} : { recipe: draft.recipe }),
    parents: [...draft.parentHashes],
    facts: draft.facts,
    ...(draft.quality === undefined ? {} : { quality: draft.quality }),
  }
}

/** The file with the record inside, where its format has a place for one; other formats come back as they are. */
export async function embedRecord(mediaType: string, bytes: Uint8Array, record: EmbeddedRecord): Promise<Uint8Array> {
  switch (mediaType) {
    case 'image/png': {
      const { addPngText } = await import('../imaging/codecs/png-text.ts')
      return addPngText(bytes, { 'ai-workspace': JSON.stringify(record) })
    }
    case 'model/gltf-binary': {
      const { embedRecordInGlb } = await import('../generation3d/glb-record.ts')
      return embedRecordInGlb(bytes, record)
    }
    default:
      return bytes
  }
}

/** The record inside a file, or undefined when there is none. */
export async function readEmbeddedRecord(mediaType: string, bytes: Uint8Array): Promise<EmbeddedRecord | undefined> {
  try {
    switch (mediaType) {
      case 'image/png': {
        const { readPngText } = await import('../imaging/codecs/png-text.ts')
        const text = readPngText(bytes)['ai-workspace']
        return text === undefined ? undefined : embeddedRecordSchema.safeParse(JSON.parse(text)).data
      }
      case 'model/gltf-binary': {
        const { readRecordFromGlb } = await import('../generation3d/glb-record.ts')
        return embeddedRecordSchema.safeParse(readRecordFromGlb(bytes)).data
      }
      default:
        return undefined
    }
  } catch {
    // A damaged file simply has no readable record; whoever asked reports the file.
    return undefined
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The id of an asset: the same file under the same name in the same project is the same asset. */
export function assetIdOf(projectId: string, name: string, hash: string): string {
  return `a${createHash('sha256').update(`${projectId}\n${name}\n${hash}`).digest('hex').slice(0, 15)}`
}
