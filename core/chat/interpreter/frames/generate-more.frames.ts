import { addStep } from '../dialogue/situation.ts'
import { phrasePattern } from '../slots/phrase.ts'
import { toArguments } from '../slots/to-arguments.ts'
import { lastMade } from './again.frame.ts'
import { checkSettings } from './check-settings.ts'
import { contentOf } from './content.ts'
import type { Frame } from './frame.ts'
import { isOutcome, needPictures } from './need-pictures.ts'

/** The best of several tries, by measured quality. */
export const qualityBest: Frame = {
  id: 'quality_best',
  score({ text, question, verbs }) {
    if (question) return 0
    return / (?:best (?:of|out of) (?:the )?\d+|best of several|keep (?:only )?the best|(?:pick|choose|select|take|keep|give me|use) (?:only )?the best(?: one| result| try)?|best (?:one|quality|result|possible)|until the quality|quality (?:reaches|is at least|of at least|above|over)|(?:\d+) (?:tries|attempts) and) /.test(
      text,
    ) &&
      (verbs.size > 0 || / best /.test(text))
      ? 86
      : 0
  },
  plan(request, situation) {
    const clause = request.clause.copy()
    const tries = (
      clause.take(
        /(?<= )(?:and |,|then )*(?:keep|choose|pick|select|take|give me|use|make|show me)?(?: only)? ?(?:the )?best (?:out )?of (?:the )?(?<n>\d+)(?: tries| attempts| seeds| results)?(?= )/,
      ) ??
      clause.take(
        /(?<= )(?:try |make |with |in |use |at most |up to |over )*(?<n>\d+) (?:tries|attempts|times|seeds|different seeds)(?: of| for)?(?= )/,
      ) ??
      clause.take(/(?<=^(?: ·| ,)*) (?:make|generate|try|create|draw|render) (?<n>\d+)(?= )/)
    )?.groups['n']
    const least = clause.take(
      /(?<= )(?:until |with |the |a |of |minimum |min )*quality(?: reaches| is| at| least| of| above| over| minimum|:)* (?<q>0?\.\d+|\d+%?)(?= )/,
    )?.groups['q']
    clause.takeAll(
      /(?<= )(?:and |, |then |but )*(?:keep|choose|pick|select|take|use|give me|show me)(?: only)? the best(?: one| result| try| of (?:them|those|these))?(?= )|(?<= )(?:with |in |at |for )?(?:the )?best (?:possible )?(?:quality|result|one)(?= )|(?<= )(?:and|then)(?= (?:·|$))/,
    )
    const pbr = / (?:texture|material)s? /.test(request.text)
    const node = pbr ? 'texture.generate' : / (?:mesh|3d) /.test(request.text) ? 'generate' : 'image.generate'
    const tool = situation.tools.get(node.replace('.', '_'))
    const { prompt, settings } = contentOf(
      { ...request, clause },
      situation.world,
      pbr ? { object: /(?<=^(?: ·| ,)*) (?:(?:a|an|the|some|·) )*(?:textures?|materials?) (?:of|for)? ?/ } : {},
    )
    const last = lastMade(situation)
    const words =
      request.given.prompt ??
      (prompt.replace(/^(?:the |a |an )?best (?:of )?/i, '') ||
        (typeof last?.arguments['prompt'] === 'string' ? last.arguments['prompt'] : ''))
    if (words === '') return { type: 'ask', slot: 'prompt', text: 'What should be made?' }
    const quality =
      least === undefined
        ? undefined
        : least.endsWith('%') || Number(least) > 1
          ? Number.parseFloat(least) / 100
          : Number(least)
    addStep(situation, {
      tool: 'quality_best',
      arguments: {
        node,
        input: {
          prompt: words,
          ...toArguments({ ...settings, count: undefined as never }, tool),
          ...(node === 'generate' ? { '3d': true } : {}),
        },
        ...(tries === undefined ? {} : { tries: Number(tries) }),
        ...(quality === undefined ? {} : { minQuality: quality }),
      },
    })
    return { type: 'plan' }
  },
}

const axes: readonly (readonly [RegExp, string])[] = [
  [/(?<= )(?:cfg|guidance)(?: scales?| values?)?(?: of|:|from|with)* (?<v>\d[\d. ,and-]*\d|\d+)(?= )/, 'CFG Scale'],
  [/(?<= )steps?(?: of|:|from|with)* (?<v>\d[\d ,and-]*\d)(?= )/, 'Steps'],
  [/(?<= )(?<v>\d+(?: ,? ?(?:and |to )?\d+)+) steps(?= )/, 'Steps'],
  [/(?<= )seeds?(?: of|:|from|with)* (?<v>\d[\d ,and-]*\d)(?= )/, 'Seed'],
]

/** Pictures over changing settings on one sheet. */
export const grid: Frame = {
  id: 'image_grid',
  score({ text, question, verbs }) {
    if (question) return 0
    if (
      / (?:x ?\/ ?y|xy|x y)[- ]?(?:plot|grid)? | (?:comparison|contact) (?:sheet|grid) | prompt matrix | grid (?:of|with|over|comparing|for|where) /.test(
        text,
      ) &&
      !/ (?:metal|steel|wire|iron|texture of a) grid /.test(text)
    )
      return 87
    if (/^ (?:xy )?grid (?!of )[\w-]+ .*(?:steps|seeds?|cfg|guidance|samplers?) /.test(text)) return 87
    return verbs.has('compare') &&
      / (?:samplers?|steps|cfg|guidance|seeds?|schedules?|settings|models|euler|heun|ddim|dpm) /.test(text)
      ? 86
      : 0
  },
  plan(request, situation) {
    const clause = request.clause.copy()
    const found: string[] = []
    for (const [pattern, name] of axes) {
      const values = clause.take(pattern)?.groups['v']
      if (values !== undefined)
        found.push(
          `${name}: ${values
            .replaceAll(/ ?(?:,|and) ?/g, ', ')
            .replaceAll(/(?:, )+/g, ', ')
            .replace(/ to /, '-')
            .trim()}`,
        )
    }
    const named = situation.world.samplers
      .toSorted((a, b) => b.length - a.length)
      .filter(
        (sampler) =>
          clause.take(new RegExp(`(?<= )(?:,|and|with|samplers?|:| )*${phrasePattern(sampler)}(?= )`)) !== undefined,
      )
    const inOrder = situation.world.samplers.filter((sampler) => named.includes(sampler))
    if (named.length > 0) found.push(`Sampler: ${inOrder.join(', ')}`)
    else if (/ samplers /.test(request.text)) found.push(`Sampler: ${situation.world.samplers.join(', ')}`)
    clause.takeAll(
      /(?<= )(?:(?:an?|the|in|as|on|over|of|with|different|all|various|several|comparing|compare|and|for) )*(?:x ?\/ ?y|xy|comparison|contact|image|prompt)? ?-?(?:grid|sheet|plot|matrix|samplers?|steps|cfg|guidance|seeds|settings)(?= )/,
    )
    const { prompt, settings } = contentOf({ ...request, clause }, situation.world)
    const last = lastMade(situation)?.arguments['prompt']
    const pronoun = /^(?:it|this|that|the same|them|these)?$/i.test(prompt)
    const words =
      request.given.prompt ??
      (pronoun && typeof last === 'string' ? last : prompt.replace(/^(?:for|of|with|on)\s+/i, ''))
    if (words === '') return { type: 'ask', slot: 'prompt', text: 'What should the pictures of the sheet show?' }
    const tool = situation.tools.get('image_grid')
    const [x, y] = found
    addStep(situation, {
      tool: 'image_grid',
      arguments: {
        prompt: words,
        ...(x === undefined ? {} : { x }),
        ...(y === undefined ? {} : { y }),
        ...(/ matrix /.test(request.text) ? { matrix: true } : {}),
        ...toArguments(settings, tool),
      },
    })
    return { type: 'plan' }
  },
}

/** A new picture from one that is there: variations, other styles, parts painted anew. */
export const fromPicture: Frame = {
  id: 'image_from_image',
  score({ text, question, verbs }, { groups, pictures }) {
    if (question || / (?:mesh|3d|pbr|blender|texture|material|depth|normal) /.test(text)) return 0
    if (/ (?:img2img|image to image|image-to-image|inpaint|repaint|paint over) /.test(text)) return 85
    if (
      / (?:based on|starting from|start from|begin with|from|using|out of|inspired by|like) (?:the |this |that |my )(?:\w+ )?(?:image|picture|photo|sketch|drawing|one) /.test(
        text,
      ) &&
      (verbs.has('make') || verbs.has('use') || verbs.has('give'))
    )
      return 80
    if (
      /^ (?:use|take) .* as (?:an? |the )?(?:start|starting (?:point|image|picture)|base|basis|reference|input|template|init image) /.test(
        text,
      )
    )
      return 86
    if (/ (?:variations?|variants?|versions) of (?:the |this |that |it|my|them)/.test(text) && groups.length === 0)
      return 82
    const turning =
      (verbs.has('change') || verbs.has('make')) &&
      / (?:into|to|as|like) (?:an? )(?:[\w-]+ ){0,2}(?:painting|drawing|sketch|watercolor|cartoon|photo|anime|oil painting|pixel art|comic|illustration|poster)/.test(
        text,
      ) &&
      / (?:the|this|that|my|it|robot|picture|image|photo) /.test(text)
    if (turning && (groups.length === 0 || pictures.length > 0 || / (?:image|picture|photo) /.test(text))) return 79
    return 0
  },
  plan(request, situation) {
    const pictures = needPictures(request, situation, { kinds: ['image', 'map'], several: false })
    if (isOutcome(pictures)) return pictures
    const clause = request.clause.copy()
    clause.takeAll(
      /(?<= )(?:(?:based on|starting from|start from|begin with|from|using|use|out of|inspired by|with|of|in|turn|change|convert|transform|make|redo|paint|repaint|over|inpaint) )*(?:(?:the|this|that|my)(?: [\w-]+)?(?: (?:image|picture|photo|sketch|drawing|one))?|it)(?: as (?:a |the )?(?:start|base|basis|starting point|reference|input))?(?= (?:and|,|in|to|as|with|into|like|but|·|$))/,
    )
    const { prompt, settings } = contentOf({ ...request, clause }, situation.world)
    const tool = situation.tools.get('image_generate')
    const wrong = checkSettings(settings, tool, situation)
    if (wrong !== undefined) return wrong
    for (const start of pictures) {
      const made = situation.groups.findLast(({ assets }) => assets.some(({ id }) => id === start))
      const known = made?.arguments['prompt'] ?? situation.world.assets.find(({ id }) => id === start)?.prompt
      const own = prompt
        .replace(
          /^(?:into|to|as|in|with|like|and|make|paint|draw|create|generate|render|,|img2img|variations?|variants?|of|show|showing)\s+/i,
          '',
        )
        .replace(/^(?:variations?|variants?|versions?)(?: of)?$/i, '')
      const words = request.given.prompt ?? (own === '' ? (typeof known === 'string' ? known : '') : own)
      if (words === '') return { type: 'ask', slot: 'prompt', text: 'What should the new picture show?' }
      const whole =
        own !== '' && typeof known === 'string' && known !== '' && !/ (?:based on|from|starting) /.test(request.text)
          ? `${known}, ${own}`
          : words
      addStep(situation, {
        tool: 'image_generate',
        arguments: { prompt: whole, start, ...toArguments(settings, tool) },
      })
    }
    return { type: 'plan' }
  },
}

export const moreFrames: readonly Frame[] = [qualityBest, grid, fromPicture]
