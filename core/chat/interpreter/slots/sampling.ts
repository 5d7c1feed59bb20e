import type { ChatWorld } from '../../world.ts'
import { modelNames } from '../language/models.ts'
import type { Clause } from '../text/clause.ts'
import { phrasePattern } from './phrase.ts'
import type { Settings } from './settings.ts'

const by =
  '(?:,? ?(?:and )?(?:with|using|use|via|by|on|through|in|from|take|try|sampled with|made with|·) )?(?:the |my )?'
const schedules: Readonly<Record<string, string>> = {
  karras: 'Karras',
  exponential: 'Exponential',
  'sgm uniform': 'SGM uniform',
  'kl optimal': 'KL optimal',
}

/** Takes seed, model, sampler, schedule, steps, guidance, clip skip. */
export function takeSampling(clause: Clause, settings: Settings, world: ChatWorld): void {
  takeSeed(clause, settings)
  takeModel(clause, settings, world)
  takeSampler(clause, settings, world)
  const steps =
    clause.take(
      /(?<= )(?:,? ?(?:and )?(?:with|using|in|at|for|use|only|just|take|·) )*(?<n>\d{1,4}) (?:sampling |denoising |inference )?(?:steps|iterations)(?= )/,
    ) ??
    clause.take(
      /(?<= )(?:(?:and|with|using|set|the|more|fewer|less|only) )*(?:sampling )?steps(?: to| of| is| =| :| ,| say| like| maybe| about| around| perhaps)* (?<n>\d{1,4})(?= )/,
    )
  if (steps !== undefined) settings.steps = Number(steps.groups['n'])
  const guidance =
    clause.take(
      /(?<= )(?:(?:and|with|using|at|set|the|a|higher|lower|more|less|·) )*(?:cfg|guidance)(?: scale| strength)?(?: to| of| is| at| =| :| ,| say| like| maybe| about| around| perhaps)* (?<n>\d+(?:\.\d+)?)(?= )/,
    ) ?? clause.take(/(?<= )(?:(?:and|with|using|at|a) )*(?<n>\d+(?:\.\d+)?) (?:cfg|guidance)(?: scale)?(?= )/)
  if (guidance !== undefined) settings.guidance = Number(guidance.groups['n'])
  const clip = clause.take(/(?<= )(?:(?:and|with|using) )*clip[ -]skip(?: of| =| :)* (?<n>\d+)(?= )/)
  if (clip !== undefined) settings.clipSkip = Number(clip.groups['n'])
}

function takeSeed(clause: Clause, settings: Settings): void {
  const number =
    clause.take(
      /(?<= )(?:(?:and|with|using|use|set|from|the|a|fixed|·|at|but|,) )*seed(?: ?number)?(?: to| of| is| =| :| should be)* (?<n>-?\d+)(?= )/,
    ) ?? clause.take(/(?<= )(?:(?:and|with|using|use) )*(?<n>\d+) (?:as|for) (?:the |a )?seed(?= )/)
  if (number !== undefined) {
    settings.seed = Number(number.groups['n'])
    return
  }
  if (
    clause.take(/(?<= )(?:(?:and|with|using|use|from|keep|the|on|but|,) )*(?:same|identical|that) seed(?: again)?(?= )/)
  )
    settings.seed = 'same'
  else if (
    clause.take(
      /(?<= )(?:(?:and|with|using|use|a|an|the|try|but|take|from|,|some) )*(?:other|another|different|new|random|fresh|next) (?:random )?seeds?(?= )/,
    )
  )
    settings.seed = 'new'
}

function takeModel(clause: Clause, settings: Settings, world: ChatWorld): void {
  if (
    clause.take(
      new RegExp(`(?<= )${by}(?:built[ -]?in|procedural|internal)(?: (?:engine|model|generator|one))(?= )`),
    ) !== undefined
  ) {
    settings.model = 'procedural'
    return
  }
  for (const { model, name } of modelNames(world)) {
    const pattern = phrasePattern(name)
    const found =
      clause.take(new RegExp(`(?<= )${by}model(?: called| named| :)? ${pattern}(?= )`)) ??
      clause.take(
        new RegExp(
          `(?<= )(?:,? ?(?:and )?(?:with|using|use|via|by|on|through|in|take) )(?:the |my )?${pattern}(?: model| checkpoint)?(?= )`,
        ),
      ) ??
      clause.take(new RegExp(`(?<= )(?:the )?${pattern} (?:model|checkpoint)(?= )`))
    if (found === undefined) continue
    settings.model = model.id
    return
  }
  const unknown = clause.take(
    /(?<= )(?:with|using|use|via) (?:the )?(?:model|checkpoint)(?: called| named| :)? (?<m>[\w.-]+|"…")(?= )/,
  )
  if (unknown !== undefined) settings.unknownModel = unknown.source.split(' ').at(-1)!.replaceAll('"', '')
}

function takeSampler(clause: Clause, settings: Settings, world: ChatWorld): void {
  const aliases = world.samplers.flatMap((name) => [
    { name, said: name },
    ...(/ a$/i.test(name) ? [{ name, said: name.replace(/ a$/i, ' ancestral') }] : []),
  ])
  for (const { name, said } of aliases.toSorted((a, b) => b.said.length - a.said.length)) {
    const pattern = phrasePattern(said)
    const schedule = `(?: (?<schedule>${Object.keys(schedules).join('|')}))?`
    const found =
      clause.take(new RegExp(`(?<= )${by}sampler(?: to| is|:| called)* ${pattern}${schedule}(?= )`)) ??
      clause.take(
        new RegExp(
          `(?<= )(?:,? ?(?:and )?(?:with|using|use|via|sampler|sampling) )(?:the )?${pattern}${schedule}(?: sampler| sampling)?(?= )`,
        ),
      ) ??
      clause.take(new RegExp(`(?<= )(?:the )?${pattern}${schedule} sampl(?:er|ing)(?= )`)) ??
      clause.take(new RegExp(`(?<= )(?:,|and) ${pattern}${schedule}(?= (?:,|·|$))`))
    if (found === undefined) continue
    settings.sampler = name
    const spoken = found.groups['schedule']
    if (spoken !== undefined) settings.schedule = schedules[spoken]!
    return
  }
  const only = clause.take(
    new RegExp(`(?<= )${by}(?<s>${Object.keys(schedules).join('|')}) (?:noise )?schedule(?:r)?(?= )`),
  )
  if (only !== undefined) settings.schedule = schedules[only.groups['s']!]!
}
