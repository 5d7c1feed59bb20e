import type { Job } from '../../../api/wire.ts'

/** What a job of this page made, by the ids of its assets. */
export type Result =
  | { readonly kind: 'image'; readonly images: readonly string[] }
  | {
      readonly kind: 'texture'
      readonly material: string
      /** By their role. */
      readonly maps: readonly (readonly [role: string, id: string])[]
      readonly preview: string | undefined
    }
  | {
      readonly kind: 'mesh'
      readonly mesh: string
      /** The picture and the maps beside it, by a word for a person. */
      readonly pictures: readonly (readonly [name: string, id: string])[]
      readonly files: readonly (readonly [name: string, id: string])[]
      /** Why Blender saved nothing. */
      readonly problem: string | undefined
    }

/** Whether the form can say what the job said: an enlargement or a relief is sent without it. */
export function isOfForm({ node }: Pick<Job, 'node'>): boolean {
  return ['generate', 'image.generate', 'image.outpaint', 'texture.generate', 'texture.pbr'].includes(node)
}

/** The result of a job that is done, whichever of the page's nodes it ran. */
export function resultOfJob({ output }: Pick<Job, 'output'>): Result | undefined {
  if (typeof output !== 'object' || output === null) return undefined
  const fields = output as Readonly<Record<string, unknown>>
  const id = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined)
  const named = (names: readonly (readonly [string, string])[]) =>
    names.flatMap(([field, name]) => {
      const found = id(field)
      return found === undefined ? [] : [[name, found] as const]
    })
  const [mesh, material, image] = [id('mesh'), id('material'), id('image') ?? id('sheet')]
  if (mesh !== undefined) {
    return {
      kind: 'mesh',
      mesh,
      pictures: named([
        ['image', 'Picture'],
        ['depth', 'Depth'],
        ['normal', 'Normals'],
      ]),
      files: named([
        ['blend', 'Blender file'],
        ['script', 'Blender script'],
      ]),
      problem: id('problem'),
    }
  }
  const maps = fields['maps']
  if (material !== undefined && typeof maps === 'object' && maps !== null) {
    return { kind: 'texture', material, maps: Object.entries(maps as Record<string, string>), preview: id('preview') }
  }
  if (image === undefined) return undefined
  const images = fields['images']
  return { kind: 'image', images: Array.isArray(images) ? images.map(String) : [image] }
}

/** The asset that stands for the result in a strip of small pictures. */
export function faceOfResult(result: Result): string {
  switch (result.kind) {
    case 'image':
      return result.images[0]!
    case 'texture':
      return result.preview ?? result.maps[0]?.[1] ?? result.material
    case 'mesh':
      return result.pictures[0]?.[1] ?? result.mesh
    default:
      return result satisfies never
  }
}

/** The seed a job ran with: chosen by the server where it was left open. */
export function seedOfJob({ output, input }: Pick<Job, 'output' | 'input'>): number | undefined {
  for (const part of [output, input]) {
    const seed = (part as { seed?: unknown } | null | undefined)?.seed
    if (typeof seed === 'number' && seed >= 0) return seed
  }
  return undefined
}
