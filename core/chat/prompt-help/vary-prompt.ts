import { z } from 'zod'
import type { ChatModel } from '../../../base/chat.ts'

const instruction =
  'You write prompts for an image generator. Answer with other takes on the prompt you are given, in English: the same subject, each in other light, another view or mood.'

/** Other takes on a prompt: written by the language model, or drawn from the lexicon where there is none or it answers otherwise. */
export async function varyPrompt(
  text: string,
  count: number,
  { model, signal }: { model: ChatModel; signal: AbortSignal },
): Promise<{ prompts: readonly string[]; by: string }> {
  const written = model.abilities.tools === 'rules' ? [] : await askModel(text, count, { model, signal })
  if (written.length > 0) return { prompts: written, by: model.id }
  const { varyPrompt: drawFromLexicon } = await import('../interpreter/expand-prompt.ts')
  return { prompts: drawFromLexicon(text, { count }), by: 'rules' }
}

async function askModel(
  text: string,
  count: number,
  { model, signal }: { model: ChatModel; signal: AbortSignal },
): Promise<string[]> {
  const answer = z.object({ prompts: z.array(z.string().max(1000)).min(count).max(count) })
  const reply = await model.reply(
    {
      messages: [
        { role: 'system', text: instruction },
        { role: 'user', parts: [{ type: 'text', text: `${count} takes on: ${text}` }] },
      ],
      responseSchema: z.toJSONSchema(answer),
      maxTokens: 100 * count + 100,
    },
    { signal },
  )
  const parsed = answer.safeParse(parseJson(reply.text))
  return parsed.success
    ? [...new Set(parsed.data.prompts.map((each) => each.trim()).filter((each) => each !== ''))]
    : []
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
