import type { MiddlewareHandler } from 'hono'
import { answerError } from '../answer-error.ts'

/** The deepest JSON that is read: a form program of many parts has some 40 levels, a node graph 10. Code that walks a value by recursion ends near 10,000. */
const deepest = 200

/** Refuses JSON bodies that are nested beyond every use, before anything walks through them. */
export function limitJsonDepth(): MiddlewareHandler {
  return async (c, next) => {
    const type = c.req.header('content-type') ?? ''
    if (!/\bjson\b/i.test(type) || c.req.raw.body === null) return next()
    // The text is kept by the request: what reads the JSON after this reads no second time.
    if (jsonDepth(await c.req.text()) <= deepest) return next()
    return answerError(c, 400, { code: 'bad-input', message: `The JSON is nested more than ${deepest} levels deep.` })
  }
}

/** How deep brackets are nested in a JSON text, those in strings not counted. */
export function jsonDepth(text: string): number {
  let depth = 0
  let most = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++) if (text.charCodeAt(at) === 0x5c) at++
        break
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > most) most = depth
        break
      case 0x5d: // ]
      case 0x7d: // }
        depth--
    }
  }
  return most
}
