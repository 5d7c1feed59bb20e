import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { lastMade } from './again.frame.ts'
import type { Frame, Outcome } from './frame.ts'

/** Prompt help: a short idea made longer. */
const promptExpand: Frame = {
  id: 'prompt_expand',
  score({ verbs, text, question }) {
    if (question || !/ prompts? /.test(text)) return 0
    if (
      / negative prompt /.test(text) ||
      /^ (?:make|create|generate|draw) (?:an? )?(?:image|picture|texture|mesh) /.test(text)
    )
      return 0
    if (verbs.size === 0 && /^ (?:with )?(?:an? |the |some )?(?:\w+ )?prompts? (?:for|about|of) /.test(text)) return 85
    return verbs.has('improve') ||
      verbs.has('make') ||
      verbs.has('write') ||
      verbs.has('help') ||
      verbs.has('give') ||
      verbs.has('extend') ||
      verbs.has('change') ||
      / (?:idea|ideas|suggest|better|longer|detailed|full) /.test(text)
      ? 84
      : 0
  },
  plan: (request, situation) => planWith('prompt_expand', request, situation),
}

/** Prompt help: other takes on a prompt. */
const promptVary: Frame = {
  id: 'prompt_vary',
  score: ({ text, question }) =>
    !question &&
    / prompts? /.test(text) &&
    / (?:vary|variations?|alternatives?|alternative|takes|versions|varied|different) /.test(text)
      ? 86
      : 0,
  plan: (request, situation) => planWith('prompt_vary', request, situation),
}

function planWith(tool: 'prompt_expand' | 'prompt_vary', request: Request, situation: Situation): Outcome {
  const text = ideaOf(request, situation)
  if (text === undefined || text === '')
    return { type: 'ask', slot: 'prompt', text: 'What is the idea that the prompt should be about?' }
  const [, said] =
    tool === 'prompt_vary'
      ? (/ (\d{1,2}) (?:\w+ )?(?:variations|alternatives|takes|versions|prompts) /.exec(request.text) ?? [])
      : []
  addStep(situation, { tool, arguments: { text, ...(said !== undefined && { count: Number(said) }) } })
  return { type: 'plan' }
}

/** What the prompt is about: quoted, said behind 'for', or what was drawn last. */
function ideaOf(request: Request, situation: Situation): string | undefined {
  const clause = request.clause.copy()
  const [quoted] = clause.quotes()
  const found =
    clause
      .take(/(?<= )(?:for|of|about|from|on|:) (?:me |us )?(?<t>(?!(?:me|it|this|that|the prompt)\b).+) $/)
      ?.source.replace(/^(?:for|of|about|from|on|:)\s*/i, '') ??
    clause
      .take(
        /(?<= )(?:expand|vary|improve|enrich|elaborate|refine|polish|rewrite|rephrase|extend|enhance)(?: on)?(?: (?:this|my|the|a|short))* (?<t>(?!(?:it|this|that|my|the|prompt)\b).+?)(?= (?:into|to) (?:an? )?(?:\w+ )?prompt)/,
      )
      ?.source.replace(/^\w+\s+(?:on\s+)?(?:(?:this|my|the|a|short)\s+)*/i, '')
  const last = lastMade(situation)?.arguments['prompt']
  const pronoun = / (?:it|this|that|my|the|last) /.test(request.text) && typeof last === 'string' ? last : undefined
  return quoted ?? request.given.prompt ?? found?.replace(/[.!?]+$/, '') ?? pronoun
}

export const promptFrames: readonly Frame[] = [promptExpand, promptVary]
