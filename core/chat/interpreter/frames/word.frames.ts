import { addStep } from '../dialogue/situation.ts'
import type { Frame } from './frame.ts'

export const remember: Frame = {
  id: 'remember',
  score: ({ verbs, question, text }) => (!question && verbs.has('remember') && !/ what /.test(text) ? 84 : 0),
  plan(request, situation) {
    const clause = request.clause.copy()
    clause.take(
      /(?<=^(?: ·| ,)*) (?:remember|memorize|memorise|(?:take|make) (?:a )?note(?: of)?|(?:note|jot|write) (?:this )?down|note|keep in mind|do not forget|never forget)(?: (?:for later|from now on|please|this|that|down|also|:|,))* /,
    )
    const text = (request.given.prompt ?? clause.rest()).replace(/^["']|["'.]+$/g, '').trim()
    if (text === '' || /^(?:something|a thing|this|that|it)(?: for me| for later)?$/i.test(text))
      return { type: 'ask', slot: 'prompt', text: 'What should I remember?' }
    addStep(situation, { tool: 'remember', arguments: { text } })
    return { type: 'plan' }
  },
}

export const forget: Frame = {
  id: 'forget',
  score: ({ verbs, question, text }) =>
    !question &&
    (verbs.has('forget') ||
      (verbs.has('remove') && / memory | (?:note|memo|reminder|fact) (?:about|on|of|that) /.test(text)))
      ? 83
      : 0,
  plan(request, situation) {
    const clause = request.clause.copy()
    clause.take(
      /(?<=^(?: ·| ,)*) (?:forget|no longer remember|stop remembering|unlearn|remove|delete|erase|scrap|drop|clear)(?: (?:about|the (?:note|memo|reminder|fact) (?:about|on|of|that)|that|what i said about|what i told you about|the fact that|:|the note about|everything about|from (?:the |your )?memory))* /,
    )
    clause.take(/(?<= )from (?:the |your |my )?memory(?= )/)
    const text = (request.given.prompt ?? clause.rest()).replace(/^["']|["'.]+$/g, '').trim()
    if (text === '' || /^(?:something|a thing)(?: for me)?$/i.test(text))
      return { type: 'ask', slot: 'prompt', text: 'What should I forget?' }
    addStep(situation, { tool: 'forget', arguments: { text } })
    return { type: 'plan' }
  },
}

/** How things are done here: 'how do I export?', 'help', 'what can you do?'. */
export const help: Frame = {
  id: 'help',
  score({ text, question }) {
    if (
      /^ (?:help|commands|instructions|manual|usage|tutorial|options|menu|\?)(?: me)?(?: please)? $/.test(text) ||
      /^ (?:i need|get|give me|show(?: me)?) (?:some |an )?(?:help|example|the manual|instructions|examples|commands)/.test(
        text,
      )
    )
      return 92
    if (/^ help (?:me )?(?:with|on|about|for) /.test(text)) return 90
    if (
      question &&
      /^ what (?:all )?(?:can|could|do|are) (?:you|i|we|it|this)(?: \w+)? (?:do|make|able|ask|say|create|capable|good|offer|support|help|possible|here)|^ what (?:is|else is) (?:this|possible|supported)|^ what are (?:you able|my options|your (?:abilities|features|capabilities|functions|skills))|^ (?:what|which) (?:commands|features|things|formats|file formats|tools|kinds) /.test(
        text,
      )
    )
      return 88
    if (
      question &&
      /^ how (?:do|does|can|should|would|to|is|are) (?:i|we|you|one|it|this|that|to|the|seed|seeds)?/.test(text) &&
      !/^ how (?:are you|is it going|do you do|many|much|long|big|old) /.test(text) &&
      topicOf(text) !== undefined
    )
      return 85
    if (
      /^ (?:how to|explain how|explain to me how|tell me how|show me how|teach me|explain|tell me about|describe how|what is the (?:way|best way|difference)) /.test(
        text,
      ) &&
      topicOf(text) !== undefined &&
      !/ (?:this|that|the) (?:image|picture) /.test(text)
    )
      return 84
    if (
      question &&
      /^ (?:can|could|is it possible|are|is|do|does|what (?:is|are|does|do)) /.test(text) &&
      topicOf(text) !== undefined &&
      /^ (?:what (?:is|are|does) (?:an? |the )?(?:meaning of |difference between )?(?:seed|sampler|samplers|cfg|guidance|steps|pbr|depth map|normal map|normal maps|roughness|controlnet|lora|albedo|metalness|mesh|upscal\w+|seamless|texture|clip skip|form|glb|usdz|stl|inpainting|outpainting|negative prompt)|can (?:i|you|we|it) |is it possible)/.test(
        text,
      )
    )
      return 83
    return 0
  },
  plan({ text }, situation) {
    const topic =
      /^ (?:help|what can|what could|commands|what are you)/.test(text) && !/ (?:with|on|about) /.test(text)
        ? undefined
        : topicOf(text)
    addStep(situation, { tool: 'help', arguments: topic === undefined ? {} : { topic } })
    return { type: 'plan' }
  },
}

const topics: readonly (readonly [string, RegExp])[] = [
  ['blender', / blender /],
  ['export', / (?:export\w*|save|download|glb|obj|stl|usdz|formats?) /],
  ['undo', / (?:undo|redo|revert|go back|take back) /],
  ['upscale', / (?:upscal\w*|enlarge|bigger|resolution) /],
  ['textures', / (?:textures?|materials?|pbr|seamless|roughness|albedo|metalness|normal maps?) /],
  ['depth', / depth(?: maps?)? /],
  ['meshes', / (?:mesh|meshes|3d|triangles|watertight) /],
  ['models', / (?:models?|install|loras?|controlnets?|checkpoints?) /],
  ['settings', / (?:settings?|preferences|configure|default|offline) /],
  ['projects', / projects? /],
  ['prompts', / (?:prompts?|negative) /],
  ['seeds', / seeds? /],
  ['sampling', / (?:samplers?|steps|guidance|cfg|clip skip) /],
  ['assets', / (?:assets?|delete|trash|rename|tags?|rate|collections?|gallery|find|search) /],
  ['jobs', / (?:jobs?|queue|cancel|stop) /],
  ['files', / files? /],
  ['inpainting', / (?:inpaint\w*|outpaint\w*|masks?) /],
  ['images', / (?:images?|pictures?|photos?|generate|create|make|draw|crop|resize|variations?) /],
]

function topicOf(text: string): string | undefined {
  return topics.find(([, pattern]) => pattern.test(text))?.[0]
}

/** Why the last thing went wrong: from what its tool answered. */
export const whyFailed: Frame = {
  id: 'why',
  score: ({ text, question }, { turns }) => {
    if (!question && !/^ (?:explain|tell me) (?:why|what) /.test(text)) return 0
    if (!/ (?:why|what (?:went|is|was) wrong|what happened|error|fail|failed|failing|not work|problem) /.test(text))
      return 0
    return turns.some(({ calls }) => calls.some(({ ok }) => !ok))
      ? 89
      : / (?:fail|failed|error|wrong|not work|crash|crashed|problem) /.test(text)
        ? 70
        : 0
  },
  plan(_, situation) {
    const failed = situation.turns.flatMap(({ calls }) => calls).findLast(({ ok }) => !ok)
    if (failed === undefined) {
      addStep(situation, { tool: 'jobs_list', arguments: {} })
      return { type: 'plan' }
    }
    const { message, hint } = failed.answer
    return {
      type: 'say',
      text: `${failed.tool.replaceAll('_', ' ')} failed: ${typeof message === 'string' ? message : 'the tool gave no reason.'}${typeof hint === 'string' ? ` ${hint}` : ''}`,
    }
  },
}

/** What the workspace knows without a tool: samplers, sizes, forms and materials of the built-in engine. */
export const knows: Frame = {
  id: 'knows',
  score({ text, question, verbs }) {
    if (!question && !verbs.has('show') && !verbs.has('find') && !verbs.has('give')) return 0
    if (/ samplers /.test(text)) return 84
    if (/ (?:sizes|resolutions|aspect ratios) /.test(text)) return 82
    if (/ (?:forms|shapes) /.test(text) && / (?:which|what|named|built|know|available|there|list) /.test(text))
      return 82
    return / (?:materials|textures) /.test(text) &&
      / (?:do you know|built[- ]in|can you make|available|are supported|supported|are possible|can i (?:use|make)) /.test(
        text,
      )
      ? 82
      : /^ (?:what|which) (?:day|date) | what is (?:the|today) ?(?:date|day)|today's date/.test(text)
        ? 80
        : 0
  },
  plan({ text }, { world }) {
    const list = (names: readonly string[]) =>
      `${names.slice(0, 40).join(', ')}${names.length > 40 ? ` and ${names.length - 40} more` : ''}.`
    if (/ samplers /.test(text)) return { type: 'say', text: `Samplers: ${list(world.samplers)}` }
    if (/ (?:sizes|resolutions|ratios) /.test(text))
      return {
        type: 'say',
        text: `Sizes: ${list(world.sizes.map(({ title, width, height }) => `${title} ${width} × ${height}`))}`,
      }
    if (/ (?:forms|shapes) /.test(text))
      return { type: 'say', text: `The built-in engine knows these forms: ${list(world.forms)}` }
    if (/ (?:materials|textures) /.test(text))
      return { type: 'say', text: `The built-in engine knows these materials: ${list(world.materials)}` }
    return { type: 'say', text: `Today is ${world.today}.` }
  },
}

export const wordFrames: readonly Frame[] = [remember, forget, help, whyFailed, knows]
