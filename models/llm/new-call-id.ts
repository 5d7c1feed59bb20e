import { randomInt } from 'node:crypto'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** Nine letters or digits: what Mistral's templates take, and so what every model can be told again. */
export function newCallId(): string {
  return Array.from({ length: 9 }, () => letters[randomInt(letters.length)]).join('')
}
