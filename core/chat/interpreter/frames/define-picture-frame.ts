import type { AssetKind } from '../../../../base/asset.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import type { Settings } from '../slots/settings.ts'
import { takeSettings } from '../slots/take-settings.ts'
import { toArguments } from '../slots/to-arguments.ts'
import type { Clause } from '../text/clause.ts'
import { checkSettings } from './check-settings.ts'
import type { Frame, Outcome } from './frame.ts'
import { isOutcome, needPictures } from './need-pictures.ts'

interface PictureTool {
  readonly tool: string
  readonly kinds?: readonly AssetKind[]
  score(request: Request, situation: Situation): number
  /** The tool's own arguments, or a question; settings that its schema knows are added. */
  fill?(given: {
    clause: Clause
    settings: Settings
    request: Request
    situation: Situation
  }): Record<string, unknown> | Outcome
  readonly intro?: string
}

/** A frame for a tool that takes one picture and gives another. Each picture that is meant gets a call. */
export function definePictureFrame({ tool, kinds, score, fill, intro }: PictureTool): Frame {
  return {
    id: tool,
    score,
    plan(request, situation) {
      const clause = request.clause.copy()
      const settings = takeSettings(clause, situation.world)
      const spec = situation.tools.get(tool)
      const wrong = checkSettings(settings, spec, situation)
      if (wrong !== undefined) return wrong
      const own = fill?.({ clause, settings, request, situation }) ?? {}
      if ('type' in own && typeof own['type'] === 'string') return own as Outcome
      const pictures = needPictures(request, situation, kinds === undefined ? {} : { kinds })
      if (isOutcome(pictures)) return pictures
      const known = toArguments(settings, spec)
      for (const image of pictures) addStep(situation, { tool, arguments: { image, ...known, ...own } })
      return { type: 'plan', ...(intro === undefined ? {} : { intro }) }
    },
  }
}
