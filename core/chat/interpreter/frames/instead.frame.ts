import { resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Group, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import type { Frame } from './frame.ts'
import { meshOf } from './mesh.frame.ts'

const fields = ['image', 'mesh', 'asset', 'map', 'start', 'assets', 'meshes', 'form'] as const

/** 'no, the first', 'I meant the robot': the last call again with another asset. */
export const instead: Frame = {
  id: 'instead',
  score(request, situation) {
    const { text, question, verbs } = request
    const { groups } = situation
    const last = groups.at(-1)
    if (question || last === undefined || fieldOf(last) === undefined) return 0
    // 'and the statue too', 'and the statue?'
    const begins = request.clause.words.find(({ kind }) => kind === 'word')?.text
    if (
      verbs.size === 0 &&
      (/^(?:and|also|now|then|next)$/.test(begins ?? '') || / (?:too|also|as well|next) (?:please )?$/.test(text)) &&
      /^(?: ·| and| also| now)* (?:the |my |\S+-\S+)(?: ?[\w-]+){0,4} $/.test(text) &&
      !/ (?:depth|normals?|mesh of|edges|maps?|export|rest|others?) /.test(text) &&
      named(request, situation)
    )
      return 89
    // 'and of the fourth'
    if (
      verbs.size === 0 &&
      /^ (?:(?:and|also|now|then|next) )*(?:of|from|for) (?:the|my|number|#\d|\S+-\S+)(?: ?[\w-]+){0,4} (?:too |please )?$/.test(
        text,
      )
    )
      return 89
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
    const spoken = request.text
      .replace(/ not (?:the |my )?[^,]+ , (?=the |my |\S+-\S+)/, ' ')
      .replace(/^ (?:(?:no|not that(?: one)?|oops|sorry|wait|,|i|meant?|rather|but|actually) )+/, ' ')
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

function named(request: Request, situation: Situation): boolean {
  const found = resolveAssets(request, situation, { kinds: ['image', 'material', 'map', 'mesh'] })
  return 'assets' in found && /^(?:named|described)$/.test(found.how)
}

function fieldOf({ arguments: given }: Group): (typeof fields)[number] | undefined {
  return fields.find((field) => given[field] !== undefined)
}
