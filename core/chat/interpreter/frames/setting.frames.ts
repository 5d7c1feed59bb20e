import { nearest } from '../../../../base/nearest.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import type { Frame } from './frame.ts'

/** Words of a setting's name as people say it: 'generate.previewEvery' → preview every. */
function wordsOf(name: string): string[] {
  return name
    .split('.')
    .flatMap((part) => part.split(/(?=[A-Z])/))
    .map((part) => part.toLowerCase())
}

/** The setting a text names: by its own name, else the one with the most of its words. */
function settingIn({ text, clause }: Request, { world }: Situation): string | undefined {
  const source = clause.rest().toLowerCase()
  const exact = world.settings.find((name) => source.includes(name.toLowerCase()))
  if (exact !== undefined) return exact
  const has = new Set(text.trim().split(' '))
  const scored = world.settings
    .map((name) => {
      const words = wordsOf(name)
      const last = words.slice(name.split('.')[0]!.split(/(?=[A-Z])/).length)
      return {
        name,
        score: last.filter((word) => has.has(word)).length * 2 + words.filter((word) => has.has(word)).length,
        full: last.every((word) => has.has(word)),
      }
    })
    .filter(({ score, full }) => full || score >= 3)
    .toSorted((a, b) => b.score - a.score)
  return scored[0]?.name
}

const about = / (?:settings?|preferences?|configuration|config|options?) /

export const settingsShow: Frame = {
  id: 'settings_show',
  score(request, situation) {
    const { verbs, text, question } = request
    if (
      / (?:image|picture|this|that|it|used|made|was|were) /.test(text) &&
      !/ (?:all|my|workspace|the) settings/.test(text)
    )
      return 0
    const looks =
      question || verbs.has('show') || verbs.has('find') || verbs.has('give') || verbs.has('open') || verbs.size === 0
    if (about.test(text)) return looks ? 81 : 0
    // 'get generate.width': the very name of a setting and nothing to set it to.
    if (looks && situation.world.settings.some((name) => text.trimEnd().endsWith(` ${name.toLowerCase()}`))) return 81
    return question &&
      /^ (?:what|which) (?:is|are) (?:the |my )?(?:current |default )?/.test(text) &&
      settingIn(request, situation) !== undefined &&
      !/ (?:project|model|time|date) /.test(text)
      ? 79
      : 0
  },
  plan(request, situation) {
    const name = settingIn(request, situation)
    addStep(situation, { tool: 'settings_show', arguments: name === undefined ? {} : { name } })
    return { type: 'plan' }
  },
}

export const settingsChange: Frame = {
  id: 'settings_change',
  score(request, situation) {
    const { verbs, text, question } = request
    if (question) return 0
    if (/^ (?:go|work|stay|be|get) (?:back )?(?:offline|online) /.test(text)) return 84
    const turns = /^ (?:turn|switch) (?:on|off) | (?:on|off) $/.test(text) && /^ (?:turn|switch) /.test(text)
    const changes =
      verbs.has('change') ||
      verbs.has('use') ||
      /^ (?:set|enable|disable|increase|decrease|lower|raise|put) /.test(text) ||
      verbs.has('make')
    if (!changes && !turns) return 0
    const name = settingIn(request, situation)
    const direct = name !== undefined && request.clause.rest().toLowerCase().includes(name.toLowerCase())
    if (direct || (name !== undefined && (about.test(text) || / default /.test(text)))) return 87
    if (about.test(text) && /^ (?:set|change) /.test(text)) return 80
    if (turns || /^ (?:enable|disable) /.test(text))
      return name === undefined ? (/ (?:offline|mode) /.test(text) ? 70 : 0) : 84
    return name !== undefined &&
      /^ (?:set|change|put) (?:the |my )?(?!(?:it|this|that|color|colour|size|seed|style) )/.test(text) &&
      / to /.test(text) &&
      !/ (?:image|picture|it|this|texture of) /.test(text)
      ? 83
      : 0
  },
  plan(request, situation) {
    const { text } = request
    const name =
      settingIn(request, situation) ??
      (/ (?:offline|online) /.test(text) ? situation.world.settings.find((known) => /offline/i.test(known)) : undefined)
    if (name === undefined) {
      const word =
        request.clause
          .rest()
          .replace(/^.*?(?:set|change)\s+(?:the |my )?(?:setting\s+)?/i, '')
          .split(/\s+(?:to|=)/)[0] ?? ''
      const near = nearest(word, situation.world.settings)
      return {
        type: 'ask',
        slot: 'more',
        text: `Which setting do you mean${near.length === 0 ? '' : `: ${near.join(', ')}`}?`,
      }
    }
    const value = valueIn(request)
    if (value === undefined) return { type: 'ask', slot: 'more', text: `What should ${name} be?` }
    addStep(situation, { tool: 'settings_change', arguments: { name, value } })
    return { type: 'plan' }
  },
}

function valueIn({ text, clause }: Request): unknown {
  const [quoted] = clause.quotes()
  if (quoted !== undefined) return quoted
  if (/^ (?:go|work|stay|be|get) /.test(text)) return / offline /.test(text)
  const after = clause
    .copy()
    .take(/(?<= )(?:to|=|as|:) (?<v>(?!(?:the|be)\b)\S+(?: \S+){0,3}) $/)
    ?.source.replace(/^(?:to|=|as|:)\s*/i, '')
    .trim()
  const said = after ?? / (?<v>-?\d+(?:\.\d+)?)(?:px| gb| mb)? $/.exec(text)?.groups?.['v']
  if (said !== undefined && /^(?:true|on|yes|enabled)$/i.test(said)) return true
  if (said !== undefined && /^(?:false|off|no|disabled)$/i.test(said)) return false
  if (said !== undefined) {
    const number = /^(?<n>-?\d+(?:\.\d+)?)(?:\s*(?:px|pixels|gb|mb|seconds|steps|hours))?$/i.exec(said)
    return number === null ? said : Number(number.groups!['n'])
  }
  if (/ (?:on|enable|activate) /.test(text)) return true
  if (/ (?:off|disable|deactivate) /.test(text)) return false
  return undefined
}

export const settingFrames: readonly Frame[] = [settingsShow, settingsChange]
