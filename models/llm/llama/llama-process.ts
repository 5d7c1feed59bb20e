import { toErrorRecord, WorkspaceError } from '../../../base/error.ts'
import type { FromLlama, LlamaQuestion, ToLlama } from './llama-protocol.ts'
import { type LoadedLlama, loadLlama } from './load-llama.ts'

/**
 * The program of a process of llama.cpp: one GGUF file, one answer at a time. It is killed when its memory is wanted, and ends
 * when the main process does.
 */
let loaded: Promise<LoadedLlama> | undefined
/** Answers wait for the one before. */
let last: Promise<unknown> = Promise.resolve()
const stops = new Map<number, AbortController>()

process.on('message', (message: ToLlama) => {
  if (message.type === 'stop') return stops.get(message.number)?.abort()
  const { number, question } = message
  const stop = new AbortController()
  stops.set(number, stop)
  const answer = question.type === 'tokens' ? run(question, number, stop.signal) : inTurn(question, number, stop.signal)
  void answer
    .then(
      (value) => send({ type: 'answer', number, value }),
      (error: unknown) => send({ type: 'failed', number, error: toErrorRecord(error) }),
    )
    .finally(() => stops.delete(number))
})
process.once('disconnect', () => process.exit(0))

function inTurn(question: LlamaQuestion, number: number, signal: AbortSignal) {
  const turn = last.then(() => run(question, number, signal))
  last = turn.catch(() => undefined)
  return turn
}

async function run(question: LlamaQuestion, number: number, signal: AbortSignal) {
  if (signal.aborted) throw new WorkspaceError('cancelled', 'The answer was stopped.')
  if (question.type === 'load') {
    loaded = loadLlama(question.settings, {
      onProgress: (fraction) => send({ type: 'delta', number, delta: { type: 'wait', what: 'load', fraction } }),
    })
    return (await loaded).facts
  }
  const model = await loaded
  if (model === undefined) throw new WorkspaceError('internal', 'No language model was loaded.')
  switch (question.type) {
    case 'reply':
      return model.reply(question.request, {
        signal,
        onDelta: (delta) => send({ type: 'delta', number, delta }),
      })
    case 'tokens':
      return model.countTokens(question.text)
    case 'embed':
      return model.embed(question.texts, signal)
    default:
      return question satisfies never
  }
}

function send(message: FromLlama): void {
  process.send?.(message)
}
