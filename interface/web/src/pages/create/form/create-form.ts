/** What is made: a picture, the maps of a material, or a mesh. */
export type CreateMode = (typeof createModes)[number]
export const createModes = ['image', 'texture', '3d'] as const
/** What is done with the picture that is begun from. */
export type StartUse = 'vary' | 'inpaint' | 'outpaint'
/** Which place of the form a picture stands in. `surface`: what a texture set is made of. */
export type PictureRole = 'start' | 'mask' | 'controlImage' | 'surface'

/** An asset in the form, with what must be known of it without asking again. */
export interface PictureRef {
  readonly id: string
  readonly name: string
  /** 0 where the asset does not say. */
  readonly width: number
  readonly height: number
}

/** Everything the Create page's form holds. Plain JSON: it is kept as it is. */
export interface CreateForm {
  readonly mode: CreateMode
  readonly use: StartUse
  readonly seedLocked: boolean
  readonly aspectLocked: boolean
  /** By the name of the node's field, of textures with 'texture.' before it; only what differs from the default. */
  readonly values: Readonly<Record<string, unknown>>
  readonly pictures: Readonly<Partial<Record<PictureRole, PictureRef>>>
}

export const emptyForm: CreateForm = {
  mode: 'image',
  use: 'vary',
  seedLocked: false,
  aspectLocked: false,
  values: {},
  pictures: {},
}

/** Fields that mean the same in every mode: a texture shares the words and the seed with a picture. */
const shared = new Set(['prompt', 'negativePrompt', 'seed', 'name'])

/** The key in `values` of a node's field. */
export function valueKey(mode: CreateMode, field: string): string {
  return mode === 'texture' && !shared.has(field) ? `texture.${field}` : field
}

/** The node that the form calls. */
export function nodeOfForm({ mode, use, pictures }: Pick<CreateForm, 'mode' | 'use' | 'pictures'>): string {
  switch (mode) {
    case 'image':
      return use === 'outpaint' && pictures.start !== undefined ? 'image.outpaint' : 'image.generate'
    case 'texture':
      return pictures.surface === undefined ? 'texture.generate' : 'texture.pbr'
    case '3d':
      return 'generate'
    default:
      return mode satisfies never
  }
}

/** The form with one field changed; `undefined` puts it back to its default. */
export function withValue(form: CreateForm, field: string, value: unknown): CreateForm {
  const key = valueKey(form.mode, field)
  const { [key]: _, ...others } = form.values
  return { ...form, values: value === undefined ? others : { ...others, [key]: value } }
}

/** The form with a picture put in its place, or taken away. A mask belongs to its picture and goes with it. */
export function withPicture(form: CreateForm, role: PictureRole, picture: PictureRef | undefined): CreateForm {
  const before = form.pictures[role]
  const gone = role === 'start' && before?.id !== picture?.id ? [role, 'mask'] : [role]
  const kept = Object.fromEntries(Object.entries(form.pictures).filter(([place]) => !gone.includes(place)))
  return { ...form, pictures: picture === undefined ? kept : { ...kept, [role]: picture } }
}

export function textValue(form: CreateForm, field: string): string {
  const value = form.values[valueKey(form.mode, field)]
  return typeof value === 'string' ? value : ''
}
