import type { ChatModel } from '../../../base/chat.ts'
import type { ChatWorld } from '../world.ts'
import type { Tools } from './reply.ts'

let loading: Promise<{ readonly replyTo: typeof import('./reply.ts').replyTo; readonly tools: Tools }> | undefined

/**
 * Understands requests by rules, where no language model is installed: what the workspace can do, in English. `world` is asked
 * anew for every reply. The tables load with the first one and serve all interpreters: they depend on no world.
 */
export function createInterpreter(world: () => ChatWorld | Promise<ChatWorld>): ChatModel {
  return {
    id: 'interpreter',
    title: 'Built-in interpreter',
    summary:
      'Rules for English requests about this workspace, not a language model: always there, instant, and it says so when it does not understand.',
    contextTokens: 1_000_000,
    abilities: { images: false, tools: 'rules' },

    async reply(request, { signal, onDelta }) {
      signal.throwIfAborted()
      loading ??= load()
      const { replyTo, tools } = await loading
      signal.throwIfAborted()
      const reply = replyTo(request, await world(), tools)
      if (reply.text !== '') onDelta?.({ type: 'text', text: reply.text })
      const promptTokens = request.messages.reduce(
        (sum, message) => sum + tokens(JSON.stringify('text' in message ? message.text : '')),
        0,
      )
      return { ...reply, usage: { promptTokens, replyTokens: tokens(reply.text) } }
    },

    countTokens: async (text) => tokens(text),
  }
}

/** Nothing here has tokens: four characters stand for one. */
function tokens(text: string): number {
  return Math.ceil(text.length / 4)
}

async function load() {
  const [{ replyTo }, { createCorrector }, { createVocabulary }, { loadEnglish }] = await Promise.all([
    import('./reply.ts'),
    import('./text/correct-word.ts'),
    import('./language/vocabulary.ts'),
    import('./text/english.ts'),
  ])
  return { replyTo, tools: { correct: createCorrector(createVocabulary(), await loadEnglish()) } }
}
