import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { phrasePattern } from '../slots/phrase.ts'
import type { Frame } from './frame.ts'

/** What is asked of an asset by two words, as on a command line, and the tool's field for the asset. */
const words: Readonly<Record<string, readonly [tool: string, field: string, kinds: readonly string[]]>> = {
  cutout: ['image_cutout', 'image', ['image']],
  depth: ['image_depth', 'image', ['image']],
  normal: ['image_normal', 'image', ['image', 'map']],
  normals: ['image_normal', 'image', ['image', 'map']],
  edges: ['image_edges', 'image', ['image', 'map']],
  outline: ['image_edges', 'image', ['image', 'map']],
  pbr: ['texture_pbr', 'image', ['image']],
  seamless: ['texture_seamless', 'image', ['image', 'map']],
  relief: ['mesh_relief', 'map', ['map']],
  replay: ['asset_replay', 'asset', ['image', 'material', 'mesh']],
  inspect: ['mesh_inspect', 'mesh', ['mesh']],
  measure: ['mesh_inspect', 'mesh', ['mesh']],
  check: ['mesh_inspect', 'mesh', ['mesh']],
  describe: ['image_describe', 'asset', ['image']],
  show: ['asset_show', 'asset', ['image', 'material', 'mesh']],
  invert: ['image_invert', 'image', ['image']],
  blender: ['blender_export', 'meshes', ['mesh']],
}

function read({ text }: Request, { world, tools }: Situation) {
  const [, word, name] = /^ ([a-z]+) (\S+(?: \S+){0,3}) $/.exec(text) ?? []
  const found = Object.hasOwn(words, word ?? '') ? words[word!] : undefined
  if (found === undefined || !tools.has(found[0])) return undefined
  const asset = world.assets.find(
    ({ id, name: full, kind }) =>
      found[2].includes(kind) &&
      [id, full].some((known) => new RegExp(`^${phrasePattern(known)}$`).test(name!.replaceAll(/[-_]/g, ' '))),
  )
  return asset === undefined ? undefined : { tool: found[0], field: found[1], id: asset.id }
}

/** 'cutout statue', 'depth red-robot': the word of a tool and the name of an asset, nothing else. */
export const terse: Frame = {
  id: 'terse',
  score: (request, situation) => (!request.question && read(request, situation) !== undefined ? 92 : 0),
  plan(request, situation) {
    const { tool, field, id } = read(request, situation)!
    addStep(situation, { tool, arguments: { [field]: field === 'meshes' ? [id] : id } })
    return { type: 'plan' }
  },
}
