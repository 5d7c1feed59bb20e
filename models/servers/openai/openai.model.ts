import { serverFamily } from '../server-family.ts'

/** OpenAI's images API and the servers that follow it: /v1/images/generations and /v1/images/edits. */
const openai = serverFamily('openai', {
  version: 1,
  draw: async () => (await import('./draw-openai.ts')).drawOpenai,
})
export default openai
