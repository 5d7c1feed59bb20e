import type { ChatMessage } from '../base/chat.ts'
import { defaultWorld } from '../core/chat/evaluate/default-world.ts'
import { toolSpecs } from '../core/chat/evaluate/tool-specs.ts'
import { createInterpreter } from '../core/chat/interpreter/create-interpreter.ts'
import type { Benchmark } from './benchmark.ts'

/** Requests of all kinds; the last ones are understood from those before. */
const requests = [
  'Create a futuristic metal texture for a spaceship hull',
  'Yes, and make it seamless',
  'genrate a tecture of rusty metl with normal and roughness maps at 2k',
  'make a 1024x768 picture of an ancient stone statue, seed 42, 30 steps with euler a',
  'the same but in copper',
  'make a stone texture and then a mesh of it, export to blender',
  'what models do I have?',
  'write me a poem about the sea',
]

const turn: Benchmark = {
  name: 'interpreter-turn',
  title: `a reply of the built-in interpreter in a conversation of ${requests.length} turns with all tools, a 50th of 50 in a row`,
  unit: 'ms',
  limit: 20,
  warmUps: 2,
  runs: 15,
  async prepare() {
    const tools = await toolSpecs()
    const model = createInterpreter(() => defaultWorld)
    const messages = requests.flatMap((text): ChatMessage[] => [
      { role: 'user', parts: [{ type: 'text', text }] },
      { role: 'assistant', text: 'Done.' },
    ])
    const { signal } = new AbortController()
    return {
      async measure() {
        const start = performance.now()
        for (let i = 0; i < 50; i++)
          await model.reply({ messages: messages.slice(0, 1 + 2 * (i % requests.length)), tools }, { signal })
        return (performance.now() - start) / 50
      },
      async [Symbol.asyncDispose]() {},
    }
  },
}

export const benchmarks: readonly Benchmark[] = [turn]
