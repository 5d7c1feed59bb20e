import { resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Group } from '../dialogue/situation.ts'
import type { Frame } from './frame.ts'
import { meshOf } from './mesh.frame.ts'

const fields = ['image', 'mesh', 'asset', 'map', 'start', 'assets', 'meshes', 'form'] as const

/** 'no, the first', 'I meant the robot': the last call again with another asset. */
export const instead: Frame = {
  id: 'instead',
  score({ text, question, verbs }, { groups }) {
    const last = groups.at(-1)
    if (question || last === undefined || fieldOf(last) === undefined) return 0
    if (
      !/^ (?:(?:no|not|oops|sorry|wait|,|·|that|this|it|one|was|is|wrong|i|meant?|rather|the other way|instead of|but|actually|do|and|now|also|too|same|for|with|to) )+(?:the|number|#\d|my|that|all|both|\S+-\S+)/.test(
        text,
      ) &&
      !/^ (?:the )?(?:same|do (?:it|that|this|the same)|and|now|also|too) (?:\w+ )?(?:for|with|to|on) /.test(text)
    )
      return 0
    if (verbs.size > 0 && !/^ (?:do|use|take) /.test(text)) return 0
    return / (?:no|not|meant?|wrong|instead|rather|same|also|for|too|and) /.test(text) ? 89 : 0
  },
  plan(request, situation) {
    const last = situation.groups.at(-1)!
    const field = fieldOf(last)!
    const spoken = request.text.replace(/ not (?:the |my )?[^,]+ , (?=the |my |\S+-\S+)/, ' ').replace(
      /^ (?:(?:no|not that(?: one)?|oops|sorry|wait|,|i|meant?|rather|but|actually) )+/,
      ' ',
    )
    const kinds =
      field === 'mesh' || field === 'meshes' ? (['mesh'] as const) : (['image', 'material', 'map', 'mesh'] as const)
    const earlier = { ...situation, groups: situation.groups.slice(0, -1) }
    const found = resolveAssets({ ...request, text: spoken }, earlier, {
      kinds:
        last.tool.startsWith('mesh_') || last.tool.startsWith('image_')
          ? kinds.length > 1
            ? ['image', 'material']
            : kinds
          : kinds,
      several: true,
    })
    if (!('assets' in found) || found.assets.length === 0)
      return { type: 'say', refuses: true, text: 'I could not tell which one you mean.' }
    for (const asset of found.assets) {
      if (/^mesh_(?:form|relief|from_image)$/.test(last.tool)) {
        const wrong = meshOf(asset, request, situation)
        if (wrong !== undefined) return wrong
      } else
        addStep(situation, {
          tool: last.tool,
          arguments: { ...last.arguments, [field]: field === 'assets' || field === 'meshes' ? [asset.id] : asset.id },
        })
    }
    return { type: 'plan' }
  },
}

function fieldOf({ arguments: given }: Group): (typeof fields)[number] | undefined {
  return fields.find((field) => given[field] !== undefined)
}
