import type { ChatModel } from '../../../base/chat.ts'

/** What a picture's prompt says beside its subject, where the idea leaves it open; ordered as prompts usually are. */
const further: readonly { readonly says: RegExp; readonly add: string }[] = [
  { says: /\b(light|lit|sun|dawn|dusk|sunset|night|glow|shadow|neon)/i, add: 'soft light from one side' },
  { says: /\b(close|wide|view|above|below|portrait|angle|macro|aerial)/i, add: 'seen from slightly above' },
  { says: /\b(detail|intricate|fine|texture|weathered|worn|rough|smooth)/i, add: 'fine surface detail' },
  { says: /\b(background|sky|room|forest|street|field|studio)/i, add: 'a plain background' },
  { says: /\b(colou?r|red|green|blue|gold|black|white|muted|pastel|monochrome)/i, add: 'muted colours' },
]

const instruction =
  'You write prompts for an image generator. Answer with one prompt of 20 to 60 words in English and nothing else: the subject first, then material, light, view and mood. Keep everything the idea says.'

/** A short idea as a full prompt: written by the language model, or added to by rules where there is none. */
export async function expandPrompt(
  text: string,
  { model, signal }: { model: ChatModel; signal: AbortSignal },
): Promise<{ prompt: string; by: string }> {
  if (model.abilities.tools === 'rules') {
    const added = further.filter(({ says }) => !says.test(text)).map(({ add }) => add)
    return { prompt: [text.replace(/[.\s]+$/, ''), ...added].join(', '), by: 'rules' }
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
