import type { Asset } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Context } from '../../base/node.ts'
import type { MaterialMaps } from '../../models/procedural/materials/build-material.ts'
import { decodeHeight, decodeImage } from './codecs/decode-image.ts'
import { greenDown, type NormalConvention, type SetRole, setRoles } from './material-set.ts'

export interface ReadSet {
  readonly maps: MaterialMaps
  /** Those that it has. */
  readonly roles: readonly SetRole[]
  readonly convention: NormalConvention
  readonly parents: readonly string[]
}

/** The maps of a material asset as they were before they became files. Error: `bad-input` without albedo, height and normal. */
export async function readMaterialSet(context: Context, material: Asset): Promise<ReadSet> {
  const parts = new Map<SetRole, { asset: Asset; bytes: Uint8Array }>()
  for (const id of material.parents) {
    const part = await context.readAsset(id)
    const role = setRoles.find((known) => known === part.asset.role)
    if (role !== undefined) parts.set(role, part)
  }
  const missing = (['albedo', 'height', 'normal'] as const).filter((role) => !parts.has(role))
  if (missing.length > 0) {
    throw new WorkspaceError('bad-input', `The material "${material.name}" has no map of its ${missing.join(', ')}.`, {
      hint: 'Give single maps one by one, or make the set again with all its maps.',
    })
  }
  const colour = async (role: SetRole): Promise<Uint8Array | undefined> => {
    const part = parts.get(role)
    if (part === undefined) return undefined
    const { channels, data } = await decodeImage(part.bytes)
    return channels === 3 ? data : data.filter((_, i) => i % 4 < 3)
  }
  const grey = async (role: SetRole, channel: number, otherwise: number): Promise<Uint8Array> => {
    const part = parts.get(role) ?? parts.get('orm')
    if (part === undefined) return new Uint8Array(width * height).fill(otherwise)
    const { channels, data } = await decodeImage(part.bytes)
    const from = parts.has(role) ? 0 : channel
    return Uint8Array.from({ length: width * height }, (_, i) => data[i * channels + from]!)
  }
  const { width, height, data: heightMap } = await decodeHeight(parts.get('height')!.bytes)
  const facts = parts.get('height')!.asset.facts
  const convention = parts.get('normal')!.asset.facts['convention'] === 'directx' ? 'directx' : 'opengl'
  const normal = (await colour('normal'))!
  return {
    maps: {
      ...{ width, height, heightMap },
      heightRange: numberOf(facts['heightRange'], 0.02),
      tileSize: numberOf(facts['tileSize'], 1),
      albedo: (await colour('albedo'))!,
      normal: convention === 'opengl' ? normal : greenDown(normal),
      ambientOcclusion: await grey('ambient-occlusion', 0, 255),
      roughness: await grey('roughness', 1, 179),
      metalness: await grey('metalness', 2, 0),
      emission: await colour('emission'),
    },
    roles: setRoles.filter((role) => parts.has(role)),
    convention,
    parents: [...parts.values()].map(({ asset }) => asset.id),
  }
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}
