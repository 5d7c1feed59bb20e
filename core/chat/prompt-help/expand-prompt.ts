import type { ChatModel } from '../../../base/chat.ts'

const instruction =
  'You write prompts for an image generator. Answer with one prompt of 20 to 60 words in English and nothing else: the subject first, then material, light, view and mood. Keep everything the idea says.'

/** A short idea as a full prompt: written by the language model, or added to by rules where there is none. */
export async function expandPrompt(
  text: string,
  { model, signal }: { model: ChatModel; signal: AbortSignal },
): Promise<{ prompt: string; by: string }> {
  if (model.abilities.tools === 'rules') {
    const { expandPrompt: addFromLexicon } = await import('../interpreter/expand-prompt.ts')
    return { prompt: addFromLexicon(text), by: 'rules' }
  }
  const reply = await model.reply(
    {
      messages: [
        { role: 'system', text: instruction },
        { role: 'user', parts: [{ type: 'text', text: `The idea: ${text}` }] },
      ],
      maxTokens: 200,
    },
    { signal },
  )
  const prompt = reply.text.trim().replace(/^["“]|["”]$/g, '')
  return prompt === '' ? { prompt: text, by: 'unchanged' } : { prompt: prompt.slice(0, 2000), by: model.id }
}
