import { addStep } from '../dialogue/situation.ts'
import { modelIn } from '../language/models.ts'
import type { Frame } from './frame.ts'

/** Words for what a model does. */
const tasks: readonly (readonly [RegExp, string])[] = [
  [/ (?:upscal\w+|enlarg\w+|super[ -]?resolution) /, 'upscale'],
  [/ (?:depth) /, 'depth'],
  [/ (?:image ?-?to ?-?3d|mesh|3d) /, 'image-to-3d'],
  [/ (?:chat|language|text|llms?) (?:models?)? ?/, 'language'],
  [/ (?:controlnets?|control) /, 'controlnet'],
  [/ (?:loras?) /, 'lora'],
  [
    / (?:images?|pictures?|diffusion|drawing|text ?-?to ?-?image|painting|generation|generating images?) /,
    'text-to-image',
  ],
]

function taskOf(text: string): string | undefined {
  return tasks.find(([pattern]) => pattern.test(text))?.[1]
}

const some = / (?:models?|checkpoints?|loras?|upscalers?|controlnets?|llms?) /

export const modelsList: Frame = {
  id: 'models_list',
  score({ verbs, text, question }) {
    if (/^ (?:models|checkpoints|upscalers|loras) $/.test(text)) return 92
    if (/^ (?:models|checkpoints) (?:(?:for|of|list) )?\w+ $/.test(text)) return 86
    if (
      question &&
      /^ (?:is|are|do (?:i|we) have|have (?:i|we)) .* (?:installed|downloaded) $/.test(text) &&
      !/ blender /.test(text)
    )
      return 83
    if (!some.test(text) || / 3d models? /.test(text)) return 0
    if (/ (?:settings?|seed) /.test(text)) return 0
    if (question)
      return / (?:model|upscaler|checkpoint) (?:was|did|made|is this (?:from|by))| to (?:use|install|download|add|pull|import) | model .* (?:used for|made with) /.test(
        text,
      )
        ? 0
        : 82
    return (verbs.has('show') || verbs.has('find') || verbs.has('give') || verbs.size === 0) &&
      (/ (?:models|checkpoints|loras|upscalers|controlnets|llms) /.test(text) || / installed /.test(text))
      ? 81
      : 0
  },
  plan({ text }, situation) {
    const task = taskOf(text)
    const spec = situation.tools.get('models_list')
    const fields = spec?.parameters['properties'] as { task?: { enum?: string[] } } | undefined
    const values = fields?.task?.enum
    const known = task === undefined || values === undefined || values.includes(task)
    addStep(situation, { tool: 'models_list', arguments: task === undefined || !known ? {} : { task } })
    return { type: 'plan' }
  },
}

export const modelPull: Frame = {
  id: 'model_pull',
  score({ verbs, text, question }, { world }) {
    if (question) return 0
    if (
      /^ (?:get|fetch|bring) (?:me )?(?:the |a )?(?:[\w.-]+ )?(?:model|checkpoint|lora|upscaler) /.test(text) &&
      !/ (?:of|from) /.test(text.replace(/ from (?:the )?(?:catalogu?e?|hub|internet|web|list|hugging ?face) /, ' '))
    )
      return 84
    if (!verbs.has('install')) return 0
    if (some.test(text) || /^ (?:install|pull) /.test(text)) return 84
    return world.models.some(({ id }) => text.includes(` ${id} `)) ||
      /^ (?:download|fetch) (?!(?:it|this|that|the|them|as|a|an|my)\b)[\w./-]+ /.test(text)
      ? 80
      : 0
  },
  plan(request, situation) {
    const clause = request.clause.copy()
    const [quoted] = clause.quotes()
    clause.take(/(?<=^(?: ·| ,)*) (?:install|download|pull|fetch|get) /)
    clause.takeAll(
      /(?<= )(?:me|the|a|an|model|models|checkpoint|lora|upscaler|called|named|from|hub|catalogu?e|list|internet|web|hugging ?face|please|for|language|image|controlnet|it|of|weights|new|:)(?= )/,
    )
    const model =
      quoted ??
      request.given.name ??
      clause
        .rest()
        .replace(/[.!?,]+$/g, '')
        .trim()
    if (model === '') return { type: 'ask', slot: 'name', text: 'Which model should I install?' }
    addStep(situation, { tool: 'model_pull', arguments: { model } })
    return { type: 'plan' }
  },
}

export const modelUse: Frame = {
  id: 'model_use',
  score({ verbs, text, question, wish, head }, { world, groups }) {
    if (
      groups.at(-1)?.tool === 'model_use' &&
      verbs.size === 0 &&
      modelIn(text, world) !== undefined &&
      text.trim().split(' ').length <= 7
    )
      return 88
    // 'the built-in engine again': nothing but a model that is wished for.
    const bare = text.replace(/(?: (?:again|instead|now|please|for everything|·))+ $/, ' ').trim()
    if (wish && head !== 'image' && bare.split(' ').length <= 5 && modelIn(` ${bare} `, world) !== undefined) return 86
    if (question || / (?:seed|image of|picture of|texture of|mesh of) /.test(text)) return 0
    const named = modelIn(text, world)
    if (named !== undefined && verbs.size === 0 && /^ (?:the )?(?:default|standard) (?:\w+ )?model /.test(text))
      return 90
    if (
      named !== undefined &&
      /^ (?:go|switch|change|move|come) back to (?:the |using )*[\w. -]+?(?: (?:engine|model|one))? $/.test(text)
    )
      return 96
    const lasting =
      / (?:default|always|from now on|from here on|henceforth|standard|by default|as (?:the|my) model|future|all images|every) /.test(
        text,
      )
    if (
      (verbs.has('use') ||
        verbs.has('change') ||
        verbs.has('make') ||
        verbs.has('open') ||
        verbs.has('keep') ||
        /^ (?:switch|change|go) /.test(text)) &&
      (lasting || / model /.test(text)) &&
      (named !== undefined || / model /.test(text)) &&
      !/ 3d /.test(text)
    ) {
      // 'use that model for this one' goes on with a picture.
      return lasting && named !== undefined
        ? 90
        : lasting || /^ (?:switch|change|set|select|activate|choose|use) /.test(text)
          ? lasting
            ? 86
            : groups.length > 0 && / (?:it|this|again|with) /.test(text)
              ? 50
              : 79
          : 0
    }
    // 'I'd rather work with SDXL from here on'
    if (named !== undefined && lasting && / (?:work|stay|stick|go|prefer|want|rather|like) /.test(text)) return 85
    const again =
      groups.length > 0 && / (?:for|on|with) (?:it|this|that|them|the (?:last|same)) | (?:instead|again) /.test(text)
    if (again && named !== undefined && verbs.has('use')) return 50
    return named !== undefined && (/^ (?:switch|change|go) (?:over )?to /.test(text) || verbs.has('use')) ? 77 : 0
  },
  plan(request, situation) {
    const { world } = situation
    const model = modelIn(request.text, world)
    if (model === undefined) {
      const quoted = request.clause.quotes()[0] ?? request.given.name
      if (quoted === undefined)
        return { type: 'ask', slot: 'name', text: `Which model: ${world.models.map(({ title }) => title).join(', ')}?` }
      addStep(situation, {
        tool: 'model_use',
        arguments: { task: taskOf(request.text) ?? 'text-to-image', model: quoted },
      })
      return { type: 'plan' }
    }
    addStep(situation, { tool: 'model_use', arguments: { task: model.task, model: model.id } })
    return { type: 'plan' }
  },
}

export const modelFrames: readonly Frame[] = [modelsList, modelPull, modelUse]
