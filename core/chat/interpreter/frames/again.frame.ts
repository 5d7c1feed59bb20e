import { changedArguments } from '../content/changed-arguments.ts'
import { addStep, type Group, readers, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { takeFactor } from '../slots/factor.ts'
import { takeSettings } from '../slots/take-settings.ts'
import { fieldsOf, toArguments } from '../slots/to-arguments.ts'
import { checkSettings } from './check-settings.ts'
import { contentOf } from './content.ts'
import type { Frame, Outcome } from './frame.ts'

/** Tools whose result can be asked for again with a change. */
const makers = /^(?:image_generate|texture_generate|generate|image_grid|image_outpaint|texture_pbr|quality_best)$/

const repeating =
  /^ (?:(?:do|make|try|generate|create|run|give me|draw|render|get|show me|have|,|and|yes|now|the|a|an|it|that|this|just|me|let us|see|with|one|more|go|but|only|i want|want|need) )*(?:again|other(?: one)?(?= · $| $)|another(?: one| go| try| version| take)?|once more|one more(?: time)?|same(?: thing| one| again| image| picture| texture| prompt)?|retry|repeat|redraw|regenerate|rerun|remake|reroll|re-generate|re-roll|re-run|do over|different one|new one|\d+ more|more(?: of (?:them|these|those|it))?|something (?:different|else)|the same) /

/** 'the same but in copper', 'make it blue', 'again with another seed', 'three more', 'at night instead'. */
export const again: Frame = {
  id: 'again',

  score(request, situation) {
    const { text, question } = request
    if (question) return 0
    if (lastFailed(situation) !== undefined && repeating.test(text)) return 88
    if (redoes(request, situation)) return 86
    const group = lastMade(situation)
    if (group === undefined) return 0
    if (another.test(text) && group.step === undefined) return 87
    if (several.test(text)) return 87
    if (version.test(text) && request.head !== 'mesh') return 86
    // 'what about leather?'
    const [first, second] = request.clause.words
    if (
      /^(?:what|how)$/.test(first?.text ?? '') &&
      second?.text === 'about' &&
      !/ (?:an? |the )?(?:image|picture|texture|mesh|model|material|depth|normal)s? /.test(text)
    )
      return 66
    if (wantsMaps(request, situation)) return 85
    if (/ (?:mesh|blender|depth|undo|trash) /.test(text) && !/ same /.test(text)) return 0
    if (repeating.test(text)) return fresh(text) ? 0 : 88
    if (/^ (?:retry|repeat|regenerate|redraw|remake|rerun) /.test(text) && !/ (?:everything|record) /.test(text))
      return 80
    return changes(request, situation) ? 64 : 0
  },

  plan(request, situation) {
    const failed = repeating.test(request.text) ? lastFailed(situation) : undefined
    if (failed !== undefined) return retry(failed, request, situation)
    if (redoes(request, situation)) return redoLast(request, situation)
    const group = lastMade(situation)!
    if (another.test(request.text) && !/ (?:one|another) in /.test(request.text))
      return makeAnother(group, request, situation)
    return makeAgain(group, request, situation)
  },
}

/** 'I do want the normal map': more maps of the texture that was made last. */
function wantsMaps(request: Request, situation: Situation): boolean {
  const last = situation.groups.at(-1)
  if (last?.tool !== 'texture_generate' || / (?:of|from|for) (?!it |this |that )/.test(request.text)) return false
  if (/ (?:image|picture|photo|only|just|without|no|not) |\S-\S/.test(request.text)) return false
  const { maps = [] } = takeSettings(request.clause.copy(), situation.world)
  const has = last.arguments['maps']
  return Array.isArray(has) && maps.some((map) => map !== 'albedo' && !has.includes(map))
}

/** 'another image of a castle' says all of it anew. */
function fresh(text: string): boolean {
  return (
    / (?:image|picture|texture|mesh|model|material|one|drawing|photo|version)s? (?:of|showing) (?!(?:it|them|that|this|these|those|the same)\b)/.test(
      text,
    ) || /^ (?:same|repeat) .* (?:for|with) the /.test(text)
  )
}

/** 'make the background white', 'make the hill green': a part of what was made. */
function partOf(text: string, { arguments: given }: Group): boolean {
  const part = /^ (?:make|turn|paint|give) (?:the|its|his|her|their) (?<part>[\w-]+) \S/.exec(text)?.groups?.['part']
  if (part === undefined) return false
  const prompt = typeof given['prompt'] === 'string' ? given['prompt'].toLowerCase() : ''
  return (
    /^(?:background|foreground|sky|light|lighting|colors?|ground|floor|walls?|eyes?|hair|face|skin|roof|doors?|windows?|water|clothes|border)$/.test(
      part,
    ) || ` ${prompt} `.includes(` ${part} `)
  )
}

/** The newest call that made something and can be asked for again. */
export function lastMade({ groups }: Situation): Group | undefined {
  return groups.findLast(({ tool }) => makers.test(tool))
}

/** The last call, where it failed: 'try again' means it. */
function lastFailed({ turns, steps }: Situation): Group | undefined {
  // What was asked or set since then does not change what failed.
  const calls = turns.slice(-4).flatMap((turn) => turn.calls)
  const at = calls.findLastIndex(({ tool, ok }) => !ok || !(readers.test(tool) || tool === 'settings_change'))
  const last = steps.length === 0 ? calls[at] : undefined
  return last === undefined || last.ok ? undefined : { tool: last.tool, arguments: last.arguments, assets: [] }
}

/** 'give me four options', 'show me some alternatives of it'. */
const several =
  /^ (?:(?:and|now|then|please|do|make|give|show|me|us|let|see|i|want|need|draw|create|generate|get) )*(?:\d+|some|more|several|few|a few) (?:other |different |more |new )*(?:options|versions|variants|variations|alternatives|takes|ideas|candidates)(?: of (?:it|this|that|them))?(?: please)? (?:· )?$/

/** 'and a version with moss', 'one in blue': what was made, otherwise. */
const version =
  /^ (?:(?:and|also|now|then|do|make|give me|draw|create|generate|,) )*(?:(?:an?|one|another|one more) )?(?:(?:other|new|different) )?(?:version|variant|variation|take) (?:of (?:it|that|this) )?(?:with|in|as|at|without|but) /

/** 'one of bronze', 'another one of a castle': the same kind of thing with another prompt. */
const another =
  /^ (?:(?:and|also|now|then|do|make|give me|draw|create|generate|add|,) )*(?:one|another(?: one)?|\d+) (?:of|showing|for|in) (?!(?:it|them|that|this|these|those|the same)\b)/

/** Whether a clause changes what was made: by settings alone, or by words that change a prompt. */
function changes(request: Request, situation: Situation): boolean {
  const { text, verbs, head } = request
  const group = lastMade(situation)!
  const pointing = / (?:it|this|that|them|these|those|one|image|picture|texture|background|instead) /.test(text)
  const changing =
    verbs.has('change') ||
    verbs.has('make') ||
    verbs.has('add') ||
    verbs.has('use') ||
    verbs.has('keep') ||
    verbs.has('try') ||
    verbs.has('inpaint') ||
    verbs.has('give') ||
    verbs.has('remove')
  const changed = changedArguments(group.tool, group.arguments, request.clause, situation)
  const change = changed.prompt
  const set = changed.any && change === undefined
  if (changing && (pointing || head === undefined) && (change !== undefined || set)) {
    // 'make a robot' is something new, 'make it a robot' a change.
    if (verbs.has('make') || verbs.has('give') || verbs.has('try'))
      return (
        partOf(text, group) ||
        / (?:it|this|that|them|these|her|him) |^ (?:do|try|make) without /.test(text) ||
        (verbs.has('try') && head === undefined)
      )
    if (verbs.has('remove'))
      return change !== undefined && !/ (?:image|picture|texture|asset|all|everything|them|it) /.test(text)
    return true
  }
  if (verbs.size > 0) return false
  return (
    set ||
    (change !== undefined && /^ [a-z]+ing (?:an?|the|his|its|her|some|in|on|at|with) /.test(text)) ||
    (change !== undefined &&
      /^ (?:[,.·-] )*(?:(?:that|this|them|these)(?= (?:in|as|at|with|but|on) )|but|more|less|without|with|in|as|at|darker|brighter|lighter|bigger [a-z]|larger [a-z]|now|and|no|not|instead|bigger|larger|smaller|a bit|a little|much|even|slightly|too|it|how about|what about|make|of|from|on|back to|older|newer) /.test(
        text,
      )) ||
    (change !== undefined && / (?:instead of|rather than) | instead $/.test(text)) ||
    / instead $/.test(text) ||
    (change !== undefined &&
      /^ (?:(?:just|a|bit|little|lil|tad|touch|slightly|somewhat|much|way|even|lot|rather|still|with|in) )*(?:(?!(?:water|paper|river|tower|over|under|flower|silver|amber|copper|leather|timber|spider|tiger|paper|water|winter|summer|computer|helicopter|character|container|corner|letter|border|mother|father|wer|her)\b)[a-z]{2,}er|more [a-z]+|less [a-z]+)(?: (?:light|lighting|colors?|background|tones?|contrast|shadows?|mood|edges|sky|lines|style|atmosphere|look|texture|surface|grain))? (?:please |now |· )*$/.test(
        text,
      )) ||
    (change !== undefined &&
      /^ (?:maybe )?an? (?:(?:bit|little|much|slightly) )?(?:[\w-]+ ){1,3}(?:one|version|variant) $/.test(text))
  )
}

/** The call of a group once more, with what the clause changes; what this very message plans is changed before it is made. */
export function makeAgain(group: Group, request: Request, situation: Situation): Outcome {
  const clause = request.clause.copy()
  if (/ something (?:else|different) /.test(request.text)) clause.take(repeating)
  const { arguments: given, settings, prompt, any } = changedArguments(group.tool, group.arguments, clause, situation)
  if (wantsMaps(request, situation))
    given['maps'] = [...new Set([...(group.arguments['maps'] as string[]), ...(settings.maps ?? [])])]
  const tool = situation.tools.get(group.tool)
  const wrong = checkSettings(settings, tool, situation)
  if (wrong !== undefined) return wrong
  const picture = group.assets.find(({ kind }) => kind === 'image')
  if (
    settings.seamless !== undefined &&
    prompt === undefined &&
    picture !== undefined &&
    drawnByForm(group, situation)
  ) {
    addStep(situation, { tool: 'texture_seamless', arguments: { image: picture.id } })
    return { type: 'plan', intro: "I'll make it tile." }
  }
  const planned = group.step === undefined ? undefined : situation.steps[group.step]
  if (planned !== undefined && !repeating.test(request.text)) {
    Object.assign(planned.arguments, given)
    return { type: 'plan' }
  }
  chooseSeed(given, group, {
    changed: any && settings.seed === undefined,
    said: settings.seed,
    text: request.text,
    count: settings.count,
  })
  const times = settings.count !== undefined && fieldsOf(tool)['count'] === undefined ? Math.min(settings.count, 16) : 1
  for (let i = 0; i < times; i++)
    addStep(situation, { tool: group.tool, arguments: i === 0 ? given : { ...given, seed: -1 } })
  return { type: 'plan', intro: prompt === undefined ? "I'll make it again." : `I'll make it again: ${prompt}.` }
}

/** Tools that make one thing of another: what is said of their settings alone means the last of them. */
const derives = /^(?:mesh_(?:form|relief|from_image)|image_(?:upscale|resize|crop|pad|mask|normal|edges))$/

function redoes({ text, verbs, clause }: Request, situation: Situation): boolean {
  const last = situation.groups.at(-1)
  if (last === undefined || last.step !== undefined || !derives.test(last.tool)) return false
  // That is said of the mesh, not of how it was made.
  if (situation.tools.has('mesh_finish') && /^ (?:simplify|reduce|decimate|optimi[sz]e) /.test(text)) return false
  if (
    verbs.size > 0 &&
    !/^ (?:make|do|try|use|change|set|repeat|retry|redo) (?:it|that|this|again|the same|with|only|\d)/.test(text)
  )
    return false
  if (/ (?:image|picture|texture|blender|obj|stl|glb|ply|usdz|seamless|3d) /.test(text)) return false
  const { seed: _, ...more } = toArguments(takeSettings(clause.copy(), situation.world), situation.tools.get(last.tool))
  return (
    Object.keys(more).length > 0 ||
    (/ (?:fewer|less|more) (?:triangles|polygons) /.test(text) && last.tool.startsWith('mesh_'))
  )
}

function redoLast({ text, clause }: Request, situation: Situation): Outcome {
  const last = situation.groups.at(-1)!
  const more = toArguments(takeSettings(clause.copy(), situation.world), situation.tools.get(last.tool))
  const before = typeof last.arguments['triangles'] === 'number' ? last.arguments['triangles'] : 12_000
  const triangles = / (?:fewer|less) /.test(text)
    ? Math.round(before / 2)
    : / more /.test(text)
      ? Math.min(60_000, before * 2)
      : undefined
  addStep(situation, {
    tool: last.tool,
    arguments: {
      ...last.arguments,
      ...(triangles === undefined || !last.tool.startsWith('mesh_') ? {} : { triangles }),
      ...more,
    },
  })
  return { type: 'plan', intro: "I'll make it again." }
}

/** The built-in engine cannot draw a picture that tiles: its borders are joined afterwards. */
function drawnByForm({ tool, arguments: given, assets }: Group, { tools, world }: Situation): boolean {
  if (!tools.has('texture_seamless') || !/^(?:image_generate|generate)$/.test(tool)) return false
  const model = given['model'] ?? world.models.find(({ task, isDefault }) => task === 'text-to-image' && isDefault)?.id
  return model === 'procedural' || (model === undefined && assets.some(({ kind }) => kind === 'form'))
}

/** A call that failed once more, with what is said to be otherwise. */
function retry(group: Group, request: Request, situation: Situation): Outcome {
  const clause = request.clause.copy()
  const { arguments: given } = changedArguments(group.tool, group.arguments, clause, situation)
  const scale = typeof given['scale'] === 'number' ? takeFactor(clause) : undefined
  addStep(situation, { tool: group.tool, arguments: { ...given, ...(scale === undefined ? {} : { scale }) } })
  return { type: 'plan', intro: "I'll try it again." }
}

/** The last call with another subject; its other settings stay. */
function makeAnother(group: Group, request: Request, situation: Situation): Outcome {
  const clause = request.clause.copy()
  const count = Number(/ (?<n>\d+) (?:of|showing|for|in) /.exec(request.text)?.groups?.['n'] ?? 1)
  clause.take(
    /(?<=^(?: ·| ,)*) (?:(?:and|also|now|then|do|make|give me|draw|create|generate|add) )*(?:one|another(?: one)?|\d+) (?:of|showing|for|in) /,
  )
  const { prompt, settings } = contentOf({ ...request, clause }, situation.world, { object: /(?!)/, verb: false })
  const kept = Object.entries(group.arguments).filter(([key]) => !/^(?:seed|name|count)$/.test(key))
  const tool = situation.tools.get(group.tool)
  addStep(situation, {
    tool: group.tool,
    arguments: {
      ...Object.fromEntries(kept),
      prompt,
      ...(count > 1 && fieldsOf(tool)['count'] !== undefined ? { count } : {}),
      ...toArguments(settings, tool),
    },
  })
  return { type: 'plan', intro: `I'll make one: ${prompt}.` }
}

/** A change keeps the seed, so that only the change is seen; 'again' and 'another' take a new one. */
function chooseSeed(
  given: Record<string, unknown>,
  group: Group,
  {
    changed,
    said,
    text,
    count,
  }: { changed: boolean; said: number | 'same' | 'new' | undefined; text: string; count: number | undefined },
): void {
  if (typeof said === 'number') return
  const anew =
    said === 'new' ||
    (said !== 'same' && (!changed || count !== undefined)) ||
    (said === undefined &&
      / (?:another|different|new|other|more|else) /.test(text) &&
      !/ more \w+(?:y|ed|ish|ic|al|ive|ful)? /.test(text))
  if (anew) given['seed'] = -1
  else if (group.seed !== undefined && (said === 'same' || given['seed'] === undefined || given['seed'] === -1))
    given['seed'] = group.seed
}
