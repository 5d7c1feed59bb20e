import { nearest } from '../../../../base/nearest.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import { type NamedSetting, settingNamed } from '../language/setting-words.ts'
import type { Request } from '../read-request.ts'
import type { Frame } from './frame.ts'

function settingIn({ text, clause }: Request, { world }: Situation): NamedSetting | undefined {
  return settingNamed(text, clause.rest(), world.settings)
}

const about = / (?:settings?|preferences?|configuration|config|options?) /

/** What holds for all that comes, rather than for one picture. */
const lasting =
  / (?:defaults?|always|from now on|from here on|henceforth|in (?:the )?future|permanently|every time|as (?:the |my |a )?standard) /

export const settingsShow: Frame = {
  id: 'settings_show',
  score(request, situation) {
    const { verbs, text, question } = request
    if (
      / (?:image|picture|this|that|it|used|made|was|were) /.test(text) &&
      !/ (?:all|my|workspace|the) settings/.test(text)
    )
      return 0
    // 'give me four options' are pictures.
    if (/ (?:\d+|some|more|few|other|different|several) options /.test(text)) return 0
    const looks =
      question || verbs.has('show') || verbs.has('find') || verbs.has('give') || verbs.has('open') || verbs.size === 0
    const setting = looks ? settingIn(request, situation) : undefined
    if (about.test(text)) return looks ? (setting === undefined || verbs.size > 0 ? 81 : 86) : 0
    if (setting === undefined) return 0
    // 'get generate.width': the very name of a setting and nothing to set it to.
    if (text.trimEnd().endsWith(` ${setting.name.toLowerCase()}`)) return 81
    if (verbs.has('show') && setting.how === 'whole') return 82
    if (!question || / (?:project|time|date) /.test(text)) return 0
    if (setting.how === 'whole' && !/^ how (?:do|can|to|should) /.test(text)) return 84
    return /^ (?:what|which|where|is|are|how (?:big|large|high|wide|much|often)) /.test(text) && !/ models? /.test(text)
      ? 79
      : 0
  },
  plan(request, situation) {
    const name = settingIn(request, situation)?.name
    addStep(situation, { tool: 'settings_show', arguments: name === undefined ? {} : { name } })
    return { type: 'plan' }
  },
}

const setting = /^ (?:set|put|enable|disable|increase|decrease|lower|raise|limit|cap|restrict|allow|forbid|block) /

export const settingsChange: Frame = {
  id: 'settings_change',
  score(request, situation) {
    const { verbs, text, question, head } = request
    if (question || verbs.has('remember') || verbs.has('forget')) return 0
    if (/^ (?:go|work|stay|be|get) (?:back )?(?:offline|online) /.test(text)) return 84
    const turns = /^ (?:turn|switch) (?:on|off) | (?:on|off) $/.test(text) && /^ (?:turn|switch) /.test(text)
    const found = settingIn(request, situation)
    const changes = verbs.has('change') || verbs.has('use') || verbs.has('make') || setting.test(text)
    if (
      found?.how === 'exact' &&
      (changes || (verbs.size === 0 && new RegExp(`^ ${found.name.toLowerCase()} \\S`).test(text)))
    )
      return 87
    if (/ (?:nothing|never|no|not) (?:[\w-]+ ){0,4}?(?:downloads?|downloaded|internet|online) /.test(text)) return 82
    if (found !== undefined && (about.test(text) || lasting.test(text)) && valueIn(request, found.name) !== undefined)
      return / models? /.test(text) && found.how === 'part' ? 60 : 87
    if (about.test(text) && /^ (?:set|change) /.test(text)) return 80
    if (turns || /^ (?:enable|disable|allow|forbid|block|stop) /.test(text))
      return found === undefined ? (/ (?:offline|mode) /.test(text) ? 70 : 0) : /^ stop /.test(text) ? 0 : 84
    if (found === undefined) return 0
    // 'make the server use port 8080', 'give the models at most 6 GB of memory'
    if (
      found.how === 'whole' &&
      head !== 'image' &&
      head !== 'texture' &&
      !/ (?:of|with) an? /.test(text) &&
      typeof valueIn(request, found.name) === 'number'
    )
      return 86
    // 'set the texture size': to what?
    if (
      found.how === 'whole' &&
      /^ (?:set|change|adjust) (?:the |my )?[\w ]+ $/.test(text) &&
      text.trim().split(' ').length <= 6
    )
      return 83
    return changes &&
      /^ (?:set|change|put|limit|raise|lower|increase|decrease|reduce|adjust|bump) (?:the |my )?(?!(?:it|this|that|color|colour|size|seed|style) )/.test(
        text,
      ) &&
      / to /.test(text) &&
      !/ (?:image|picture|it|this|texture of) /.test(text)
      ? 83
      : 0
  },
  plan(request, situation) {
    const { text } = request
    const name =
      settingIn(request, situation)?.name ??
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
    const value = valueIn(request, name)
    if (value === undefined) return { type: 'ask', slot: 'more', text: `What should ${name} be?` }
    addStep(situation, { tool: 'settings_change', arguments: { name, value } })
    return { type: 'plan' }
  },
}

function valueIn({ text, clause }: Request, name: string): unknown {
  const [quoted] = clause.quotes()
  if (quoted !== undefined) return quoted
  // 'logs.level=debug'
  const direct = new RegExp(`${name.replaceAll('.', '\\.')}\\s*[=:]?\\s+(?!to\\b|is\\b)(\\S+)$`, 'i').exec(
    clause.rest(),
  )?.[1]
  if (
    direct !== undefined &&
    /[a-z]/i.test(direct) &&
    !/^(?:true|false|on|off|yes|no|please)$/i.test(direct) &&
    !/^\d+k$/.test(direct)
  )
    return direct
  if (/offline$/i.test(name)) return offlineIn(text)
  const after = clause
    .copy()
    .take(/(?<= )(?:to|=|as|:|be) (?<v>(?!(?:the|be|my|a|default|standard)\b)\S+(?: \S+){0,3}) $/)
    ?.source.replace(/^(?:to|=|as|:|be)\s*/i, '')
    .replace(/\s+(?:by default|from now on|from here on|in (?:the )?future|always|permanently|each|please)$/i, '')
    .trim()
  const said =
    after ?? / (?<v>-?\d+(?:\.\d+)?k?)(?: ?(?:px|pixels?|gb|gigabytes?|mb|steps?))? /.exec(text)?.groups?.['v']
  if (said !== undefined && /^(?:true|on|yes|enabled)$/i.test(said)) return true
  if (said !== undefined && /^(?:false|off|no|disabled)$/i.test(said)) return false
  if (said !== undefined) {
    const number =
      /^(?<n>-?\d+(?:\.\d+)?)(?<k>k?)(?:\s*(?:px|pixels|gb|gigabytes?|mb|seconds|steps|hours|wide|high|tall))?$/i.exec(
        said,
      )
    return number === null ? said : Number(number.groups!['n']) * (number.groups!['k'] === '' ? 1 : 1024)
  }
  if (/ (?:on|enable|activate) /.test(text)) return true
  if (/ (?:off|disable|deactivate) /.test(text)) return false
  return undefined
}

/** Whether a text wants to be offline: 'go offline', 'no downloads', 'turn offline mode off'. */
function offlineIn(text: string): boolean | undefined {
  const away =
    / (?:off|disable|disabled|deactivate|forbid|block|stop|no|not|nothing|never|without|false|prevent) /.test(text)
  const back = / (?:on|enable|enabled|activate|allow|permit|true) /.test(text)
  if (/ (?:nothing|never|no|not) .*(?:download|internet|online)/.test(text)) return true
  if (/ offline /.test(text)) return !away
  if (away || back) return away
  return / online /.test(text) ? false : undefined
}

export const settingFrames: readonly Frame[] = [settingsShow, settingsChange]
