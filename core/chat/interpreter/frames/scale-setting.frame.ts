import { addStep, type Group, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { fieldsOf } from '../slots/to-arguments.ts'
import { lastMade } from './again.frame.ts'
import type { Frame } from './frame.ts'

const factors: Readonly<Record<string, number>> = { double: 2, twice: 2, triple: 3, halve: 0.5, half: 0.5 }
const fields: Readonly<Record<string, readonly string[]>> = {
  steps: ['steps'],
  width: ['width'],
  height: ['height'],
  guidance: ['guidance'],
  cfg: ['guidance'],
  strength: ['strength'],
}
/** What a tool takes where nothing was said; only for numbers that any model has. */
const usual: Readonly<Record<string, number>> = { width: 512, height: 512, steps: 20, guidance: 7 }

const scaling = new RegExp(
  `^ (?:and |now |then |with |use |try |again )*(?<factor>${Object.keys(factors).join('|')}) (?:the |its |as (?:many|much|wide|high) )?(?:number of )?(?<field>${Object.keys(fields).join('|')}) (?:please )?(?:· )?$`,
)

/** 'double the steps', 'half the width': a number of what was made last, otherwise. */
export const scaleSetting: Frame = {
  id: 'scale-setting',
  score: (request, situation) => (changeOf(request, situation) === undefined ? 0 : 89),
  plan(request, situation) {
    const { group, changed } = changeOf(request, situation)!
    const seed = group.seed === undefined ? {} : { seed: group.seed }
    addStep(situation, { tool: group.tool, arguments: { ...group.arguments, ...seed, ...changed } })
    return { type: 'plan', intro: "I'll make it again." }
  },
}

function changeOf({ text, question }: Request, situation: Situation) {
  const said = question ? undefined : scaling.exec(text)?.groups
  const group: Group | undefined = lastMade(situation)
  if (said === undefined || group === undefined) return undefined
  const tool = fieldsOf(situation.tools.get(group.tool))
  const changed: Record<string, number> = {}
  for (const field of fields[said['field']!]!) {
    const now = group.arguments[field] ?? usual[field]
    if (typeof now !== 'number' || tool[field] === undefined) return undefined
    const wished = now * factors[said['factor']!]!
    const side = field === 'width' || field === 'height'
    changed[field] = side ? Math.max(64, Math.round(wished / 8) * 8) : field === 'steps' ? Math.round(wished) : wished
  }
  return { group, changed }
}
