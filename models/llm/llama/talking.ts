import type { Llama, LlamaContextSequence, LlamaModel } from 'node-llama-cpp'
import type { ChatTemplate } from './chat-template.ts'

/** What a reply is computed with. */
export interface Talking {
  readonly llama: Llama
  readonly model: LlamaModel
  readonly sequence: LlamaContextSequence
  readonly template: ChatTemplate
}
