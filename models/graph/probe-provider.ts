import { fork } from 'node:child_process'
import type { Provider } from '../../base/provider.ts'
import type { ProbeAnswer } from './provider-program.ts'

/** What is known of a provider. 'absent': nothing of it is here. 'slow': right, but slower than the CPU. */
export interface ProviderFinding {
  readonly state: 'usable' | 'absent' | 'failed' | 'slow'
  /** The end of a sentence that begins with the provider: 'it is slower than the CPU'. */
  readonly says: string
}

export interface ProbeOptions {
  /** Compiling its first kernels takes a driver some seconds. */
  readonly limitMs?: number
  /** The program that is run with the provider's name and sends a `ProbeAnswer`. */
  readonly program?: URL
}

/** Tries a provider in a child process: neither a crash nor a hang of a driver reaches this one. */
export function probeProvider(
  provider: Provider,
  { limitMs = 60_000, program = new URL('./provider-program.ts', import.meta.url) }: ProbeOptions = {},
): Promise<ProviderFinding> {
  return new Promise((resolve) => {
    const child = fork(program, [provider], {
      // JSON has no infinity.
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // What drivers and the runtime print says nothing that the answer does not.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const end = (finding: ProviderFinding) => {
      clearTimeout(timer)
      child.removeAllListeners()
      // It may fail once more while it ends: nobody listens for that.
      child.on('error', () => {})
      child.kill('SIGKILL')
      resolve(finding)
    }
    const failed = (says: string) => end({ state: 'failed', says })
    const timer = setTimeout(() => failed(`its self-test did not end within ${limitMs / 1000} s`), limitMs)
    child.on('message', (answer: ProbeAnswer) => end(findingOf(answer)))
    child.on('error', (error) => failed(`its self-test could not be started (${error.message})`))
    child.on('exit', (code, signal) => failed(`its self-test crashed (${signal ?? `exit code ${code}`})`))
  })
}

function findingOf(answer: ProbeAnswer): ProviderFinding {
  if ('absent' in answer) return { state: 'absent', says: 'this build of ONNX Runtime does not have it' }
  if ('failure' in answer) return findingOfFailure(answer.failure)
  const { error, tolerance, speedup } = answer
  if (!(error <= tolerance)) {
    const share = Number.isFinite(error)
      ? `by ${(100 * error).toPrecision(2)} % of the largest value`
      : 'beyond measure'
    return { state: 'failed', says: `its self-test differs from the CPU's result ${share}` }
  }
  return speedup > 1
    ? { state: 'usable', says: `its self-test takes the CPU ${times(speedup)} times as long` }
    : { state: 'slow', says: `its self-test takes it ${times(1 / speedup)} times as long as the CPU` }
}

/** The runtime's own words where they are not known here; without the place in its sources that they begin with. */
function findingOfFailure(failure: string): ProviderFinding {
  if (/No supported adapters/.test(failure)) {
    return { state: 'absent', says: 'there is no graphics card with a driver for it' }
  }
  if (/Failed to load shared library/.test(failure)) {
    return { state: 'failed', says: 'its libraries cannot be loaded' }
  }
  const line = failure.split('\n')[0]!.replace(/^.*was false\. /, '')
  return { state: 'failed', says: `it cannot be opened (${line.length > 200 ? `${line.slice(0, 200)}…` : line})` }
}

function times(factor: number): string {
  return factor < 10 ? factor.toPrecision(2) : String(Math.round(factor))
}
