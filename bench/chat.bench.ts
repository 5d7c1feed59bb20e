import { join } from 'node:path'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import type { ChatRequest } from '../base/chat.ts'
import { openWorkspace, type Workspace } from '../core/workspace.ts'
import { readChatTemplate } from '../models/llm/llama/chat-template.ts'
import { writeTinyModel } from '../models/llm/llama/tiny-model.fixture.ts'
import type { Benchmark } from './benchmark.ts'
import { emptyHome } from './command-line.ts'

const signal = new AbortController().signal
/** A million weights of random numbers: a token costs little, so that what is around it shows. */
const model = { width: 128, layers: 4 }
const messages: ChatRequest['messages'] = [{ role: 'user', parts: [{ type: 'text', text: 'Tell me about copper.' }] }]
const sampling = { temperature: 0.7, topP: 0.95, topK: 40, minP: 0.05 }
const most = 400
/** A model of random numbers may end at any token: the same seeds end at the same one both times. */
const seedsPerRun = 5

const overhead: Benchmark = {
  name: 'chat-overhead',
  title: 'how much slower a reply of llama.cpp is through the workspace than by its binding alone, in tokens a second',
  unit: '%',
  limit: 5,
  warmUps: 1,
  runs: 10,
  async prepare() {
    const folder = emptyHome()
    const workspace = await openWorkspace({ home: folder.home })
    const path = await addModel(workspace, folder.home)
    const raw = await openRaw(path)
    const chat = await workspace.language.open('bench')
    let seed = 0
    const rates: { raw: number; chat: number }[] = []
    return {
      async measure() {
        const total = { raw: { ms: 0, tokens: 0 }, chat: { ms: 0, tokens: 0 } }
        for (let count = 0; count < seedsPerRun; count++) {
          seed++
          const started = performance.now()
          total.raw.tokens += await raw.generate(seed)
          const between = performance.now()
          const reply = await chat.reply(
            { messages, seed, maxTokens: most, ...sampling },
            { signal, onDelta: () => {} },
          )
          total.chat.tokens += reply.usage?.replyTokens ?? 0
          total.raw.ms += between - started
          total.chat.ms += performance.now() - between
        }
        const rate = ({ ms, tokens }: { ms: number; tokens: number }) => (tokens / ms) * 1000
        rates.push({ raw: rate(total.raw), chat: rate(total.chat) })
        return (rate(total.raw) / rate(total.chat) - 1) * 100
      },
      facts: () => ({
        rawTokensPerSecond: average(rates.map((each) => each.raw)),
        chatTokensPerSecond: average(rates.map((each) => each.chat)),
      }),
      async [Symbol.asyncDispose]() {
        await raw[Symbol.asyncDispose]()
        await workspace[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

const firstToken: Benchmark = {
  name: 'chat-first-token-beside-image',
  title: 'the first token of a loaded language model while an image job computes',
  unit: 'ms',
  limit: 1000,
  warmUps: 1,
  runs: 10,
  async prepare() {
    const folder = emptyHome()
    const workspace = await openWorkspace({ home: folder.home })
    await addModel(workspace, folder.home)
    const chat = await workspace.language.open('bench')
    let seed = 0
    const first = async () => {
      const stop = new AbortController()
      const started = performance.now()
      let ms = 0
      const onDelta = ({ type }: { type: string }) => {
        if (type !== 'text' || ms !== 0) return
        ms = performance.now() - started
        stop.abort()
      }
      await chat.reply({ messages, seed: ++seed, ...sampling }, { signal: stop.signal, onDelta }).catch(() => undefined)
      return ms
    }
    await first()
    const idle = [await first(), await first(), await first()]
    return {
      async measure() {
        const input = { prompt: 'ancient stone statue', width: 1024, height: 1024, seed: ++seed }
        const job = await workspace.queue.submit({ node: 'image.generate', input })
        const started = Promise.withResolvers<void>()
        const done = workspace.queue.wait(job.id, {
          onEvent: ({ type }) => type === 'job-progress' && started.resolve(),
        })
        await started.promise
        const ms = await first()
        workspace.queue.cancel(job.id)
        await done.catch(() => undefined)
        return ms
      },
      facts: () => ({ idleMs: average(idle) }),
      async [Symbol.asyncDispose]() {
        await workspace[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

export const benchmarks: readonly Benchmark[] = [overhead, firstToken]

async function addModel(workspace: Workspace, home: string): Promise<string> {
  const path = join(home, 'bench.gguf')
  writeTinyModel(path, model)
  await (await workspace.library()).add(path, {})
  // The same processor for both, and as many threads.
  workspace.settings.change({ 'chat.threads': 1, 'engine.provider': 'cpu' })
  return path
}

/** llama.cpp by its binding, without anything of ours but the prompt. */
async function openRaw(path: string) {
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 1,
    logLevel: LlamaLogLevel.error,
  })
  const loaded = await llama.loadModel({ modelPath: path })
  const context = await loaded.createContext({ contextSize: 4096, threads: 1 })
  const sequence = context.getSequence()
  const { chat_template } = loaded.fileInfo.metadata.tokenizer
  const prompt = readChatTemplate(chat_template, { bos: '', eos: '' }).render(messages, [])
  const tokens = loaded.tokenize(prompt, true)
  return {
    async generate(seed: number): Promise<number> {
      // What is known of the prompt is kept, as a conversation keeps it.
      const known = Math.min(sequence.nextTokenIndex, tokens.length - 1)
      await sequence.eraseContextTokenRanges([{ start: known, end: sequence.nextTokenIndex }])
      let count = 0
      const pending = tokens.slice(sequence.nextTokenIndex)
      for await (const _ of sequence.evaluate(pending, { ...sampling, seed })) if (++count >= most) break
      return count
    },
    [Symbol.asyncDispose]: () => llama.dispose(),
  }
}

function average(values: readonly number[]): number {
  return Math.round((values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)) * 10) / 10
}
