/** What computes graphs: the processor, or a graphics card by one of the runtime's execution providers. */
export const providers = ['cpu', 'cuda', 'dml', 'webgpu', 'coreml'] as const
export type Provider = (typeof providers)[number]

/** 'auto' takes the first that passes a self-test and is faster than the CPU. */
export const wantedProviders = ['auto', ...providers] as const
export type WantedProvider = (typeof wantedProviders)[number]

export interface ProviderChoice {
  readonly provider: Provider
  /** One sentence: which one is used, and why none before it is. */
  readonly reason: string
  /** What a user should be told with a result: something that seems to be here failed. Absent where all is as it should be. */
  readonly notice?: string
}

/** As people call it. */
export const providerTitles: Readonly<Record<Provider, string>> = {
  cpu: 'the CPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  webgpu: 'WebGPU',
  coreml: 'CoreML',
}

/** A part's title for messages: what it is, and where it is computed when that is not the CPU. */
export function titleOn(title: string, provider: Provider): string {
  return provider === 'cpu' ? title : `${title} on ${providerTitles[provider]}`
}
