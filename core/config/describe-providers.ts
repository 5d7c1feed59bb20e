import { existsSync } from 'node:fs'
import { type ProviderChoice, providerTitles, type WantedProvider } from '../../base/provider.ts'
import { chooseProvider, listProviders } from '../../models/graph/providers.ts'

/** A provider as a person is told of it. */
export interface DescribedProvider {
  readonly title: string
  /** 'failed': it seems to be here, and does not work. */
  readonly state: 'usable' | 'absent' | 'failed' | 'slow'
  readonly says: string
}

/**
 * Tries every provider of this machine anew and says which one is used, or why the one asked for cannot be. What is found is kept in
 * `folder` when that exists: the next job goes by it.
 */
export async function describeProviders(
  wanted: WantedProvider,
  folder: string,
): Promise<{
  readonly all: readonly DescribedProvider[]
  readonly choice: ProviderChoice | { readonly error: Error }
}> {
  const known = existsSync(folder) ? { folder } : {}
  const all = await listProviders({ ...known, again: true })
  const choice = await chooseProvider(wanted, known).catch((error: Error) => ({ error }))
  return { all: all.map(({ provider, ...rest }) => ({ title: providerTitles[provider], ...rest })), choice }
}
