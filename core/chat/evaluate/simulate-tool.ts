import type { AssetKind, MapRole } from '../../../base/asset.ts'
import type { ToolCall } from '../../../base/chat.ts'

interface Made {
  readonly id: string
  readonly name: string
  readonly kind: AssetKind
  readonly role?: MapRole
  readonly prompt?: string
}

/** Answers calls as the tools would, without making anything. Ids are counted through the conversation: image-1, form-1, mesh-1, depth-1. */
export function createSimulation() {
  const counts = new Map<string, number>()
  const make = (kind: AssetKind, role?: MapRole): Made => {
    const what = role ?? kind
    const n = (counts.get(what) ?? 0) + 1
    counts.set(what, n)
    return { id: `${what}-${n}`, name: `${what}-${n}`, kind, ...(role === undefined ? {} : { role }) }
  }

  /** What the tool says, in the form of real answers. */
  function answer({ name, arguments: given }: ToolCall): Record<string, unknown> {
    const input = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
    const seed = typeof input['seed'] === 'number' && input['seed'] >= 0 ? input['seed'] : 1234
    switch (name) {
      case 'image_generate':
      case 'generate': {
        const pairs = Array.from({ length: Number(input['count'] ?? 1) }, () => [make('image'), make('form')] as const)
        const images = pairs.map(([image]) => image.id)
        const further =
          input['3d'] === true
            ? [make('map', 'depth'), make('map', 'normal'), make('material'), make('mesh'), make('export')]
            : []
        return {
          ok: true,
          assets: [...pairs.flat(), ...further],
          output: {
            image: images[0],
            ...(images.length > 1 ? { images } : {}),
            form: pairs[0]?.[1].id,
            seed,
          },
        }
      }
      case 'texture_generate':
      case 'texture_pbr': {
        const roles = (
          Array.isArray(input['maps'])
            ? input['maps']
            : ['albedo', 'height', 'normal', 'roughness', 'metalness', 'ambient-occlusion', 'emission', 'orm']
        ) as MapRole[]
        const maps = roles.map((role) => make('map', role))
        const material = make('material')
        return {
          ok: true,
          assets: [...maps, material, make('image')],
          output: {
            material: material.id,
            maps: Object.fromEntries(maps.map(({ role, id }) => [role, id])),
            seed,
          },
        }
      }
      default:
        return { ok: true, assets: simple(name) }
    }
  }

  function simple(name: string): Made[] {
    if (name === 'image_depth') return [make('map', 'depth')]
    if (name === 'image_normal') return [make('map', 'normal')]
    if (/^image_(?:mask|channel)$/.test(name)) return [make('map')]
    if (/^mesh_(?:form|relief|from_image|finish)$/.test(name)) return [make('mesh')]
    if (/export$/.test(name)) return [make('export')]
    return /^(?:image_(?!settings|describe)|form_render|quality_best|texture_seamless)/.test(name)
      ? [make('image')]
      : []
  }

  return { answer }
}
