/** A text and the last sampling step, counted from 1, in which it holds. */
export interface ScheduledText {
  readonly until: number
  readonly text: string
}

/** A `[from:to:when]` or `[a|b]` of a prompt, with its place. */
export interface ScheduleSpan {
  readonly kind: 'schedule' | 'alternation'
  readonly start: number
  readonly end: number
}

type Item = string | Schedule | Alternation
interface Schedule extends ScheduleSpan {
  readonly kind: 'schedule'
  readonly before: readonly Item[]
  readonly after: readonly Item[]
  readonly when: string
}
interface Alternation extends ScheduleSpan {
  readonly kind: 'alternation'
  readonly options: readonly (readonly Item[])[]
}

/** A bracket that is still open: what stands between its separators. */
interface Frame {
  readonly open: '(' | '['
  readonly start: number
  readonly parts: Item[][]
  readonly separators: string[]
}

const tokenPattern = /\\.|[()[\]:|]|[^\\()[\]:|]+|\\/gs
const whenPattern = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*$/

/**
 * The texts of a prompt over the steps, last `until` = `steps`: `[from:to:when]`, `[to:when]`, `[from::when]` change after step
 * `when` (with a point it is a share of the steps), `[a|b]` alternates every step. As AUTOMATIC1111
 * (`get_learned_conditioning_prompt_schedules`, modules/prompt_parser.py); brackets that form neither stay in the text. A `|`
 * outside of square brackets is text here, while there it switches all schedules of the prompt off.
 * `stepsBefore` is the number of steps of a first pass when this is the second: whole numbers count on, shares from 1.
 */
export function scheduleText(
  prompt: string,
  { steps, stepsBefore }: { steps: number; stepsBefore?: number },
): ScheduledText[] {
  const { items, spans } = parseSchedules(prompt)
  if (spans.length === 0) return [{ until: steps, text: prompt }]
  const lastStep = (when: string) => {
    const value = when.includes('.')
      ? (Number(when) - (stepsBefore === undefined ? 0 : 1)) * steps
      : Number(when) - (stepsBefore ?? 0)
    return Math.min(steps, Math.trunc(value))
  }
  const ends = new Set([steps])
  for (const span of spans) {
    if (span.kind === 'alternation') for (let step = 1; step < steps; step++) ends.add(step)
    else if (lastStep(span.when) >= 1) ends.add(lastStep(span.when))
  }
  const schedule: ScheduledText[] = []
  for (const until of [...ends].sort((a, b) => a - b)) {
    const text = textAt(items, until, lastStep)
    if (schedule.at(-1)?.text === text) schedule.pop()
    schedule.push({ until, text })
  }
  return schedule
}

/** The schedules and alternations of a prompt. */
export function findSchedules(prompt: string): readonly ScheduleSpan[] {
  return parseSchedules(prompt).spans
}

function textAt(items: readonly Item[], step: number, lastStep: (when: string) => number): string {
  let text = ''
  for (const item of items) {
    if (typeof item === 'string') text += item
    else if (item.kind === 'alternation') {
      text += textAt(item.options[(step - 1) % item.options.length]!, step, lastStep)
    } else text += textAt(step <= lastStep(item.when) ? item.before : item.after, step, lastStep)
  }
  return text
}

/** One pass with a stack. A closing bracket that fits no open one makes all open ones plain text, as in the reference's grammar. */
function parseSchedules(prompt: string): { items: Item[]; spans: (Schedule | Alternation)[] } {
  const items: Item[] = []
  const spans: (Schedule | Alternation)[] = []
  let frames: Frame[] = []
  const place = () => frames.at(-1)?.parts.at(-1) ?? items
  const giveUp = () => {
    for (const { open, parts, separators } of frames) {
      items.push(open)
      for (const [i, part] of parts.entries()) {
        if (i > 0) items.push(separators[i - 1]!)
        for (const item of part) items.push(item)
      }
    }
    frames = []
  }
  for (const match of prompt.matchAll(tokenPattern)) {
    const token = match[0]
    const frame = frames.at(-1)
    if (token === '(' || token === '[') frames.push({ open: token, start: match.index, parts: [[]], separators: [] })
    else if (frame !== undefined && (token === ':' || (token === '|' && frame.open === '['))) {
      frame.separators.push(token)
      frame.parts.push([])
    } else if (token === ')' || token === ']') {
      const closed = frame === undefined ? undefined : closeFrame(frame, token, match.index + 1)
      if (closed === undefined) {
        giveUp()
        items.push(token)
        continue
      }
      frames.pop()
      for (const item of closed) place().push(item)
      const [item] = closed
      if (typeof item === 'object') spans.push(item)
    } else place().push(token)
  }
  giveUp()
  return { items, spans }
}

/** What a closed bracket is: a schedule, an alternation, or its own text; undefined where it is none of them. */
function closeFrame({ open, start, parts, separators }: Frame, token: string, end: number): Item[] | undefined {
  if (open === '(') {
    if (token !== ')' || separators.length > 1) return undefined
    return ['(', ...parts[0]!, ...(parts[1] === undefined ? [] : [':', ...parts[1]]), ')']
  }
  if (token !== ']') return undefined
  if (separators.length === 0) return ['[', ...parts[0]!, ']']
  if (separators.every((separator) => separator === '|')) return [{ kind: 'alternation', start, end, options: parts }]
  const last = parts.at(-1)!
  const when = last.every((item) => typeof item === 'string') ? whenPattern.exec(last.join('')) : null
  if (when === null || separators.length > 2 || separators.includes('|')) return undefined
  const [before, after] = separators.length === 1 ? [[], parts[0]!] : [parts[0]!, parts[1]!]
  return [{ kind: 'schedule', start, end, before, after, when: when[1]! }]
}
