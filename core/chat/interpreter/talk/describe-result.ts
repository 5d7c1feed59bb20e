import type { DoneCall } from '../dialogue/read-dialogue.ts'
import type { Understanding } from '../understand.ts'
import { describeAnswer } from './describe-answer.ts'
import { joinWords } from './describe-material.ts'

const kindWords: Readonly<Record<string, readonly [string, string]>> = {
  image: ['picture', 'pictures'],
  map: ['map', 'maps'],
  material: ['texture', 'textures'],
  mesh: ['mesh', 'meshes'],
  export: ['file', 'files'],
}

/** What came of the calls of a message, in a sentence or two. */
export function describeResult(done: readonly DoneCall[], { lost }: Pick<Understanding, 'lost'>): string {
  const failed = done.find(({ ok }) => !ok)
  const made = done.filter(({ ok }) => ok)
  const parts: string[] = []
  const told = made.map((call) => {
    const { said } = call.answer
    return { call, text: describeAnswer(call) ?? (typeof said === 'string' && said !== '' ? said : undefined) }
  })
  parts.push(...told.flatMap(({ text }) => text ?? []))
  const untold = told.filter(({ text }) => text === undefined).map(({ call }) => call)
  if (untold.some(({ assets }) => assets.length > 0) || (untold.length > 0 && parts.length === 0))
    parts.push(describeMade(untold))
  if (failed !== undefined) parts.push(describeFailure(failed))
  if (lost.length > 0) parts.push(`I did not understand: ${joinWords(lost.map((text) => `"${text}"`))}.`)
  return parts.join(parts.some((part) => part.includes('\n')) ? '\n\n' : ' ')
}

function describeMade(made: readonly DoneCall[]): string {
  const assets = made.flatMap((call) => call.assets)
  const counted = Object.entries(kindWords).flatMap(([kind, [one, many]]) => {
    const n = assets.filter((asset) => asset.kind === kind).length
    return n === 0 ? [] : [n === 1 ? `a ${one}` : `${n} ${many}`]
  })
  const listing = made.at(-1)!.tool
  if (/^assets_find/.test(listing)) {
    return assets.length === 0
      ? made.at(-1)!.arguments['trashed'] === true
        ? 'The trash is empty.'
        : 'I found nothing.'
      : `I found ${assets.length}: ${assets
          .slice(0, 12)
          .map(({ name }) => name)
          .join(', ')}${assets.length > 12 ? ' …' : '.'}`
  }
  const seeds = made.flatMap(({ answer }) => (typeof answer['seed'] === 'number' ? [answer['seed']] : []))
  const note = seeds.length === 1 ? ` (seed ${seeds[0]})` : ''
  return counted.length === 0
    ? 'Done.'
    : `Here ${counted.length === 1 && counted[0]!.startsWith('a ') ? 'is' : 'are'} ${joinWords(counted)}${note}.`
}

function describeFailure({ tool, answer }: DoneCall): string {
  const { message, hint, code } = answer
  if (code === 'refused' || code === 'permission-refused') return 'All right, I leave it.'
  const why = typeof message === 'string' ? message : 'the tool gave no reason.'
  return `${tool.replaceAll('_', ' ')} did not work: ${why}${typeof hint === 'string' ? ` ${hint}` : ''}`
}
