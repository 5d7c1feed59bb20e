import { addStep } from '../dialogue/situation.ts'
import { toArguments } from '../slots/to-arguments.ts'
import { checkSettings } from './check-settings.ts'
import { contentOf } from './content.ts'
import type { Frame } from './frame.ts'

/** A picture from words. What asks for making and fits no other frame is one, too. */
export const imageGenerate: Frame = {
  id: 'image_generate',

  score({ verbs, head, question, text, wish }) {
    if (question) return 0
    const making = verbs.has('make') || verbs.has('give') || verbs.has('try')
    if (head === 'image')
      return making
        ? 60
        : verbs.has('show') && / (?:a|an|\d+|some|another) /.test(text)
          ? 55
          : verbs.size === 0
            ? 45
            : 0
    if (head !== undefined) return making ? 20 : 0
    return making ? (wish ? 32 : 35) : verbs.has('show') && / (?:me )?(?:a|an) /.test(text) ? 34 : 0
  },

  plan(request, situation) {
    const tool = situation.tools.get('image_generate')
    const { prompt, settings } = contentOf(request, situation.world)
    const words = request.given.prompt ?? prompt
    if (words === '') return { type: 'ask', slot: 'prompt', text: 'What should the picture show?' }
    const wrong = checkSettings(settings, tool, situation)
    if (wrong !== undefined) return wrong
    addStep(situation, { tool: 'image_generate', arguments: { prompt: words, ...toArguments(settings, tool) } })
    const count = settings.count ?? 1
    return { type: 'plan', intro: `I'll make ${count === 1 ? 'a picture' : `${count} pictures`}: ${words}.` }
  },
}
