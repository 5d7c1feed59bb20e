import { randomInt } from 'node:crypto'
import {
  type LlamaContextSequence,
  LlamaGrammar,
  LlamaGrammarEvaluationState,
  type SequenceEvaluateOptions,
  type Token,
} from 'node-llama-cpp'
import type { ChatDelta, ChatReply, ChatRequest, ToolCall, ToolSpec } from '../../../base/chat.ts'
import { WorkspaceError } from '../../../base/error.ts'
import { newCallId } from '../new-call-id.ts'
import { argumentsGrammar, type CallFormat, nameGrammar } from './call-format.ts'
import type { ReplyScanner, ScanEnd } from './reply-scanner.ts'
import type { Talking } from './talking.ts'
import { TokenText } from './token-text.ts'

/** Tokens of a prompt that are read between two looks at the signal. */
const PROMPT_STEP = 256
/** Pieces are told together: a message between processes costs as much as a token of a small model. */
const TELL_EVERY_MS = 25
/** How many of the last tokens the penalties look at: llama.cpp's own default. */
const PENALTY_WINDOW = 64

interface SpeakerOptions {
  readonly signal: AbortSignal
  readonly onDelta: (delta: ChatDelta) => void
  readonly contextTokens: number
}

/** A reply while it is made: its tokens, what of them the context holds, and what was said. */
export class Speaker {
  readonly #talking: Talking
  readonly #sequence: LlamaContextSequence
  readonly #request: ChatRequest
  readonly #options: SpeakerOptions
  readonly #sampling: SequenceEvaluateOptions
  readonly #promptTokens: number
  readonly #most: number
  /** Of the prompt and the reply; the context may hold fewer, or others behind the same beginning. */
  readonly #tokens: Token[]
  /** Where each token of the last free text ends, in its characters. */
  #ends: number[] = []
  #raw = ''
  #text = ''
  #reasoning = ''
  readonly #calls: ToolCall[] = []
  #cut = false
  #parts = 0
  #untold: Extract<ChatDelta, { type: 'text' | 'reasoning' }> | undefined
  #toldAt = 0

  constructor(talking: Talking, prompt: string, request: ChatRequest, options: SpeakerOptions) {
    this.#talking = talking
    this.#sequence = talking.sequence
    this.#request = request
    this.#options = options
    this.#tokens = tokenizePrompt(talking, prompt)
    this.#promptTokens = this.#tokens.length
    const room = options.contextTokens - this.#promptTokens - 1
    if (room < 1) {
      throw new WorkspaceError(
        'context-full',
        `The conversation has ${this.#promptTokens} tokens; the model reads ${options.contextTokens}.`,
        { hint: 'Begin a new conversation, or let it keep more: ai-workspace config set chat.contextTokens 16384' },
      )
    }
    this.#most = Math.min(request.maxTokens ?? room, room)
    this.#sampling = samplingOf(request)
  }

  /** Brings the context to the prompt; what it holds of it already is kept. */
  async readPrompt(): Promise<void> {
    const sequence = this.#sequence
    const wait = (at: number) =>
      this.#options.onDelta({ type: 'wait', what: 'prompt', fraction: at / Math.max(this.#tokens.length, 1) })
    await this.#align()
    // The last token stays for the first step of the answer.
    while (sequence.nextTokenIndex < this.#tokens.length - 1) {
      this.#throwIfStopped()
      const from = sequence.nextTokenIndex
      const to = Math.min(from + PROMPT_STEP, this.#tokens.length - 1)
      if (this.#tokens.length - from > PROMPT_STEP) wait(from)
      await sequence.evaluateWithoutGeneratingNewTokens(this.#tokens.slice(from, to))
    }
  }

  /** Lets the model say what it will, until it ends its turn, begins a call or reaches a limit. */
  async speak(scanner: ReplyScanner, grammar?: string): Promise<ScanEnd | undefined> {
    const text = new TokenText(this.#talking.model, this.#tokens)
    this.#ends = []
    this.#raw = ''
    const free = grammar === undefined ? { ...this.#sampling, ...this.#penalties() } : this.#sampling
    let end: ScanEnd | undefined
    for await (const token of this.#generate(free, grammar)) {
      const piece = text.push(token)
      this.#raw += piece
      this.#ends.push(this.#raw.length)
      if (piece === '') continue
      const scanned = scanner.push(piece)
      for (const delta of scanned.said) this.#tell(delta)
      end = scanned.end
      if (end !== undefined) break
    }
    if (end === undefined)
      for (const delta of [...scanner.push(text.finish()).said, ...scanner.finish()]) this.#tell(delta)
    this.#flush()
    this.#text = scanner.text
    this.#reasoning = scanner.reasoning
    return end
  }

  /** Takes back what was made from this character of the free text on. */
  rewind(at: number): void {
    const kept = this.#ends.filter((end) => end <= at).length
    this.#tokens.length -= this.#ends.length - kept
    this.feed(this.#raw.slice(this.#ends[kept - 1] ?? 0, at))
  }

  /** Puts words into the model's mouth. */
  feed(text: string): void {
    if (text !== '') this.#tokens.push(...this.#talking.model.tokenize(text, true, 'trimLeadingSpace'))
  }

  /** Makes one call, of which only the name and the arguments are the model's; false where there was no room left for it. */
  async call(tools: readonly ToolSpec[], { between, closing, ...format }: CallFormat): Promise<boolean> {
    let tool = tools.length === 1 ? tools[0]! : undefined
    if (tool === undefined) {
      const end = between.slice(0, 1)
      const named = await this.#write(nameGrammar(tools, { ...format, between, closing }), (text) => text.endsWith(end))
      tool = tools.find(({ name }) => `${name}${end}` === named)
      if (tool === undefined) return false
      this.feed(between.slice(1))
    } else this.feed(tool.name + between)
    const text = await this.#write(argumentsGrammar(tool), isWholeObject)
    if (text === undefined) return false
    this.#calls.push({ id: newCallId(), name: tool.name, arguments: JSON.parse(text) as unknown })
    this.feed(closing)
    return true
  }

  /** Whether the model goes on with this text; what it says is taken back. */
  async beginsWith(sign: string): Promise<boolean> {
    const from = this.#tokens.length
    const text = new TokenText(this.#talking.model, this.#tokens)
    let raw = ''
    for await (const token of this.#generate(this.#sampling)) {
      raw += text.push(token)
      const begun = raw.trimStart()
      if (begun.startsWith(sign) || !sign.startsWith(begun)) break
    }
    this.#tokens.length = from
    return raw.trimStart().startsWith(sign)
  }

  /** Text by a grammar until it is done; undefined where a limit came first. */
  async #write(grammar: string, isDone: (text: string) => boolean): Promise<string | undefined> {
    const text = new TokenText(this.#talking.model, this.#tokens)
    let written = ''
    for await (const token of this.#generate(this.#sampling, grammar)) {
      written += text.push(token)
      if (isDone(written)) return written
    }
    written += text.finish()
    return isDone(written) ? written : undefined
  }

  reply(): ChatReply {
    const calls = this.#calls
    return {
      text: calls.length > 0 ? this.#text.trimEnd() : this.#text,
      ...(this.#reasoning.trim() === '' ? {} : { reasoning: this.#reasoning.trim() }),
      calls,
      finish: calls.length > 0 ? 'calls' : this.#cut ? 'length' : 'stop',
      usage: { promptTokens: this.#promptTokens, replyTokens: this.#tokens.length - this.#promptTokens },
    }
  }

  /** Tokens until the model or the grammar ends, each kept; sets `cut` where a limit ends it instead. */
  async *#generate(sampling: SequenceEvaluateOptions, grammar?: string): AsyncGenerator<Token> {
    const { llama, model } = this.#talking
    await this.#align()
    const state =
      grammar === undefined
        ? undefined
        : new LlamaGrammarEvaluationState({ model, grammar: new LlamaGrammar(llama, { grammar }) })
    const pending = this.#tokens.slice(this.#sequence.nextTokenIndex)
    // Each part of a reply has its own random numbers: with the same ones a model would repeat its choices.
    const seed = (sampling.seed ?? 0) + this.#parts++
    const options = { ...sampling, seed, ...(state && { grammarEvaluationState: state }) }
    for await (const token of this.#sequence.evaluate(pending, options)) {
      this.#throwIfStopped()
      this.#tokens.push(token)
      yield token
      if (this.#tokens.length - this.#promptTokens >= this.#most) {
        this.#cut = true
        return
      }
    }
  }

  /** Takes out of the context what is not of this reply, and leaves at least one token to begin with. */
  async #align(): Promise<void> {
    const sequence = this.#sequence
    const { firstDifferentIndex } = sequence.compareContextTokens(this.#tokens)
    const keep = Math.min(firstDifferentIndex, this.#tokens.length - 1)
    if (keep >= sequence.nextTokenIndex) return
    await sequence.eraseContextTokenRanges([{ start: keep, end: sequence.nextTokenIndex }])
  }

  #penalties(): Pick<SequenceEvaluateOptions, 'repeatPenalty'> {
    const { repeatPenalty, frequencyPenalty, presencePenalty } = this.#request
    if (repeatPenalty === undefined && frequencyPenalty === undefined && presencePenalty === undefined) return {}
    return {
      repeatPenalty: {
        punishTokens: () => this.#tokens.slice(Math.max(this.#promptTokens, this.#tokens.length - PENALTY_WINDOW)),
        maxPunishTokens: PENALTY_WINDOW,
        penalty: repeatPenalty ?? 1,
        frequencyPenalty: frequencyPenalty ?? 0,
        presencePenalty: presencePenalty ?? 0,
      },
    }
  }

  #tell(delta: Extract<ChatDelta, { type: 'text' | 'reasoning' }>): void {
    if (this.#untold !== undefined && this.#untold.type !== delta.type) this.#flush()
    this.#untold = { type: delta.type, text: (this.#untold?.text ?? '') + delta.text }
    if (performance.now() - this.#toldAt >= TELL_EVERY_MS) this.#flush()
  }

  #flush(): void {
    if (this.#untold === undefined) return
    this.#options.onDelta(this.#untold)
    this.#untold = undefined
    this.#toldAt = performance.now()
  }

  #throwIfStopped(): void {
    if (!this.#options.signal.aborted) return
    this.#flush()
    throw new WorkspaceError('cancelled', 'The answer was stopped.')
  }
}

/** A template that writes the begin-of-sequence token itself gets no second one. */
function tokenizePrompt({ model }: Talking, prompt: string): Token[] {
  const { bos, bosString, shouldPrependBosToken } = model.tokens
  const tokens = model.tokenize(prompt, true)
  const needs = shouldPrependBosToken && bos !== null && !(bosString !== null && prompt.startsWith(bosString))
  return needs ? [bos, ...tokens] : tokens
}

/** Where a request says nothing: as llama.cpp, but for the temperature, which is lower for models that act. */
function samplingOf({
  temperature = 0.7,
  topP = 0.95,
  topK = 40,
  minP = 0.05,
  seed,
}: ChatRequest): SequenceEvaluateOptions {
  return { temperature, topP, topK, minP, seed: seed ?? randomInt(2 ** 31), contextShift: { size: 1 } }
}

/** The grammar lets nothing pass after an object's last brace. */
function isWholeObject(text: string): boolean {
  if (!text.endsWith('}')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
