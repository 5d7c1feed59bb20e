import type { ToolSpec } from '../../../../base/chat.ts'
import type { Situation } from '../dialogue/situation.ts'
import type { Settings } from '../slots/settings.ts'
import { outOfRange, toArguments } from '../slots/to-arguments.ts'
import type { Outcome } from './frame.ts'

/** What is said in place of a call whose numbers or model cannot be. */
export function checkSettings(
  settings: Settings,
  tool: ToolSpec | undefined,
  { world }: Situation,
): Outcome | undefined {
  if (settings.unknownModel !== undefined) {
    const titles = world.models.map(({ title }) => title)
    return {
      type: 'say',
      refuses: true,
      text: `There is no model "${settings.unknownModel}" here.${titles.length === 0 ? '' : ` Installed: ${titles.slice(0, 8).join(', ')}.`} A model can be installed: "install the model …".`,
    }
  }
  const wrong = outOfRange(toArguments(settings, tool), tool)
  return wrong === undefined ? undefined : { type: 'say', refuses: true, text: `I can't do that: ${wrong}` }
}
