import type { ChatWorld, WorldModel } from '../../world.ts'
import { phrasePattern } from '../slots/phrase.ts'

interface NamedModel {
  readonly model: WorldModel
  readonly name: string
}

/** Everything that installed models are called by, longest first: ids, titles, and beginnings that only one has ('sdxl'). */
export function modelNames({ models }: Pick<ChatWorld, 'models'>): NamedModel[] {
  const whole = models.flatMap((model) => [
    { model, name: model.id },
    { model, name: model.title },
  ])
  const starts = models.flatMap((model) => {
    const start = model.id.split(/[-_.]/)[0]!
    const only = models.filter((other) => other.id.startsWith(start)).length === 1
    return start.length > 3 && start !== model.id && only ? [{ model, name: start }] : []
  })
  // Names of the trade, 'Real-ESRGAN', not plain words like 'Depth'.
  const trade = models.flatMap((model) => {
    const [first = ''] = model.title.split(' ')
    const only = models.filter(({ title }) => title.startsWith(first)).length === 1
    return only && first.length > 3 && /[A-Z].*[A-Z]|\d/.test(first) ? [{ model, name: first }] : []
  })
  return [...whole.toSorted((a, b) => b.name.length - a.name.length), ...trade, ...starts]
}

/** The installed model a text names; undefined where it names none. */
export function modelIn(text: string, world: Pick<ChatWorld, 'models'>): WorldModel | undefined {
  const named = modelNames(world).find(({ name }) => new RegExp(`(?<= )${phrasePattern(name)}(?= )`).test(text))
  if (named !== undefined) return named.model
  return / (?:built[ -]?in|procedural) (?:engine|model|generator|one|default|$)| procedural /.test(text)
    ? world.models.find(({ id }) => id === 'procedural')
    : undefined
}
