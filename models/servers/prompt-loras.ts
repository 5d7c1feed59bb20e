import { WorkspaceError } from '../../base/error.ts'
import { scanNetworks } from '../diffusion/prompt/scan-networks.ts'
import { pickFile } from './pick-name.ts'

/** A LoRA that the prompt asks for, by the server's own name. */
export interface ServerLora {
  readonly file: string
  readonly unet: number
  readonly textEncoder: number
}

/** The prompt without its `<lora:…>` tags, and what they ask for; a LoRA that the server does not have is 'not-found'. */
export function promptLoras(prompt: string, offered: readonly string[]): { words: string; loras: ServerLora[] } {
  const { loras, tags, problems } = scanNetworks(prompt)
  const [problem] = problems
  if (problem !== undefined)
    throw new WorkspaceError('bad-input', `${problem.message}.`, {
      hint: problem.hint ?? 'Write it as in <lora:name:0.8>.',
    })
  let words = ''
  let from = 0
  for (const { start, end } of tags) {
    words += prompt.slice(from, start)
    from = end
  }
  words += prompt.slice(from)
  return {
    words: words.replace(/\s{2,}/g, ' ').trim(),
    loras: loras.map(({ name, unet, textEncoder }) => ({ file: pickFile('LoRA', name, offered), unet, textEncoder })),
  }
}
