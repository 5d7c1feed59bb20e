import type { Provider } from '../../base/provider.ts'
import { testProvider } from './provider-self-test.ts'

/** What the program says of the provider it was asked about. */
export type ProbeAnswer =
  | { readonly error: number; readonly tolerance: number; readonly speedup: number }
  | { readonly absent: true }
  | { readonly failure: string }

/** The program of a probe: tries one provider in a process of its own, which a broken driver may take down. */
const provider = process.argv[2] as Provider
process.on('disconnect', () => process.exit())
process.send!(await answer(), () => process.exit())

async function answer(): Promise<ProbeAnswer> {
  try {
    const { listSupportedBackends } = await import('onnxruntime-node')
    if (!listSupportedBackends().some(({ name }) => name === provider)) return { absent: true }
    return await testProvider(provider)
  } catch (error) {
    const { message, cause } = error as Error
    return { failure: cause instanceof Error ? cause.message : message }
  }
}
