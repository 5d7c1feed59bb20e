import type { Job } from '../../../../base/job.ts'
import type { ComfyPrompt } from '../../../../core/storage/comfy-store.ts'
import { type ComfyMessage, endMessage } from './prompt-end.ts'
import type { ViewedFile } from './prompt-outputs.ts'

/** What models that take steps say while they do. */
const stepMessage = /^step (\d+) of (\d+)$/i

/** The messages that ComfyUI would send of a prompt that runs, by the events of its job. */
export class PromptRun {
  readonly prompt: ComfyPrompt
  /** The node that it is at. */
  node: string | undefined
  readonly #executed: string[] = []
  #step = -1
  #counts = false
  #progress = { value: 0, max: 0 }

  constructor(prompt: ComfyPrompt) {
    this.prompt = prompt
  }

  start(): ComfyMessage[] {
    const prompt_id = this.prompt.id
    const timestamp = Date.now()
    return [
      ['execution_start', { prompt_id, timestamp }],
      ['execution_cached', { nodes: [], prompt_id, timestamp }],
    ]
  }

  /** How deep the steps of the plan lie in the job: it is the step itself, or runs them. */
  get depth(): number {
    return this.prompt.plan.steps.length === 1 ? 0 : 1
  }

  stepStart(): void {
    this.#step++
    this.#counts = false
    this.#progress = { value: 0, max: 0 }
  }

  /** `fraction` is that of the whole job. */
  progress(fraction: number, message: string | undefined): ComfyMessage[] {
    const { steps } = this.prompt.plan
    const step = steps[this.#step]
    if (step === undefined || message === undefined) return []
    const shown = this.#show(step.at)
    const [, value, max] = stepMessage.exec(message) ?? []
    if (value !== undefined) {
      this.#counts = true
      return [...shown, ...this.#tell(Number(value), Number(max))]
    }
    if (this.#counts) return shown
    return [...shown, ...this.#tell(Math.round(100 * (fraction * steps.length - this.#step)), 100)]
  }

  stepEnd(fromCache: boolean): ComfyMessage[] {
    const step = this.prompt.plan.steps[this.#step]
    if (step === undefined) return []
    if (fromCache) {
      const nodes = this.#before(step.at)
      this.#executed.push(...nodes)
      return [['execution_cached', { nodes, prompt_id: this.prompt.id, timestamp: Date.now() }]]
    }
    const { value, max } = this.#progress
    return [...this.#show(step.at), ...(value < max ? this.#tell(max, max) : [])]
  }

  end(job: Job, outputs: Readonly<Record<string, { readonly images: readonly ViewedFile[] }>>): ComfyMessage[] {
    const prompt_id = this.prompt.id
    const messages: ComfyMessage[] = []
    if (job.state === 'done') {
      for (const node of this.prompt.plan.order.filter((each) => !this.#executed.includes(each))) {
        messages.push(...this.#execute(node))
        const output = outputs[node]
        if (output !== undefined) messages.push(['executed', { node, display_node: node, output, prompt_id }])
      }
    }
    messages.push(endMessage(this.prompt, job, { node: this.node, executed: this.#executed }))
    messages.push(['executing', { node: null, prompt_id }])
    return messages
  }

  #show(at: string): ComfyMessage[] {
    return this.#before(at).flatMap((node) => this.#execute(node))
  }

  /** The nodes up to `at` that have not been shown. */
  #before(at: string): string[] {
    const { order } = this.prompt.plan
    return order.slice(0, order.indexOf(at) + 1).filter((node) => !this.#executed.includes(node))
  }

  #execute(node: string): ComfyMessage[] {
    this.node = node
    this.#executed.push(node)
    return [['executing', { node, display_node: node, prompt_id: this.prompt.id }]]
  }

  #tell(value: number, max: number): ComfyMessage[] {
    if (value <= this.#progress.value || this.node === undefined) return []
    this.#progress = { value: Math.min(value, max), max }
    return [['progress', { ...this.#progress, prompt_id: this.prompt.id, node: this.node }]]
  }
}
