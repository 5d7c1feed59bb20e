import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import {
  type Provider,
  type ProviderChoice,
  providers,
  providerTitles,
  type WantedProvider,
} from '../../base/provider.ts'
import { writeJson } from '../hub/write-json.ts'
import { type ProbeOptions, type ProviderFinding, probeProvider } from './probe-provider.ts'
import { type ProviderFacts, providerFacts } from './provider-facts.ts'

export interface ProviderOptions extends ProbeOptions {
  /** Where what was found is kept; without it each call tries anew. */
  readonly folder?: string
  /** Tries anew and keeps that: drivers change in ways that no file tells. */
  readonly again?: boolean
  /** Of the machine; given in tests. */
  readonly platform?: string
  readonly facts?: ProviderFacts
}

/**
 * The provider that graphs are computed on. 'auto' takes the platform's first one that passes the self-test and is faster than the
 * CPU; one that fails is passed over, and the reason says so. Error: `bad-input` when one asked for by name does not work.
 */
export async function chooseProvider(wanted: WantedProvider, options: ProviderOptions = {}): Promise<ProviderChoice> {
  if (wanted === 'cpu') return { provider: 'cpu', reason: 'The CPU is used: it was asked for.' }
  const place = openFindings(options)
  if (wanted !== 'auto') {
    const { state, says } = await place.find(wanted)
    const title = providerTitles[wanted]
    // Slower than the CPU is what somebody may want.
    if (state === 'usable' || state === 'slow')
      return { provider: wanted, reason: `${title} is used: it was asked for.` }
    throw new WorkspaceError('bad-input', `${title} cannot be used: ${says}.`, {
      hint: 'See what can: ai-workspace doctor. Let the workspace choose: ai-workspace config set engine.provider auto',
    })
  }
  const passed: (ProviderFinding & { readonly provider: Provider })[] = []
  for (const provider of providerCandidates(options)) {
    const finding = await place.find(provider)
    if (finding.state === 'usable') return { provider, ...reasonFor(provider, finding, passed) }
    passed.push({ provider, ...finding })
  }
  return { provider: 'cpu', ...reasonFor('cpu', undefined, passed) }
}

/** Every candidate of this platform with what is known of it, best first; the CPU is not among them. */
export async function listProviders(
  options: ProviderOptions = {},
): Promise<readonly (ProviderFinding & { readonly provider: Provider })[]> {
  const place = openFindings(options)
  const all: (ProviderFinding & { readonly provider: Provider })[] = []
  for (const provider of providerCandidates(options)) all.push({ provider, ...(await place.find(provider)) })
  return all
}

/** What onnxruntime-node 1.30 ships or installs for a platform, the fastest first; the CPU is everywhere. */
function providerCandidates({ platform = process.platform }: Pick<ProviderOptions, 'platform'>): readonly Provider[] {
  switch (platform) {
    case 'linux':
      return process.arch === 'x64' ? ['cuda', 'webgpu'] : []
    case 'win32':
      return ['dml', 'webgpu']
    case 'darwin':
      return ['webgpu', 'coreml']
    default:
      return []
  }
}

function reasonFor(
  used: Provider,
  finding: ProviderFinding | undefined,
  passed: readonly (ProviderFinding & { readonly provider: Provider })[],
): Pick<ProviderChoice, 'reason' | 'notice'> {
  const sentence = (list: typeof passed) =>
    list.length === 0
      ? undefined
      : `${list.map(({ provider, says }) => `${providerTitles[provider]} is not used: ${says}`).join('; ')}; ${providerTitles[used]} is.`
  const notice = sentence(passed.filter(({ state }) => state === 'failed'))
  const title = used === 'cpu' ? 'The CPU' : providerTitles[used]
  const alone = finding === undefined ? `${title} is used.` : `${title} is used: ${finding.says}.`
  return { reason: sentence(passed) ?? alone, ...(notice === undefined ? {} : { notice }) }
}

const findingSchema = z.object({ state: z.enum(['usable', 'absent', 'failed', 'slow']), says: z.string() })
const fileSchema = z.object({ key: z.string(), findings: z.partialRecord(z.enum(providers), findingSchema) })

/** What was found of each provider, in `providers.json`; a process tries each at most once. */
function openFindings({ folder, again = false, facts = providerFacts(), ...probe }: ProviderOptions) {
  const path = folder === undefined ? undefined : join(folder, 'providers.json')
  const kept = path === undefined || again ? {} : readFindings(path, facts.key)
  return {
    async find(provider: Provider): Promise<ProviderFinding> {
      const known = kept[provider]
      if (known !== undefined) return known
      const finding = missing(provider, facts) ?? (await probeProvider(provider, probe))
      kept[provider] = finding
      // What another process found meanwhile stays.
      if (path !== undefined) {
        writeJson(path, { key: facts.key, findings: { ...readFindings(path, facts.key), [provider]: finding } })
      }
      return finding
    },
  }
}

/** What files tell already, so that most machines start no probe at all. */
function missing(provider: Provider, facts: ProviderFacts): ProviderFinding | undefined {
  if (provider === 'cuda' && process.platform === 'linux') {
    if (!facts.hasNvidia) return { state: 'absent', says: 'there is no NVIDIA driver here' }
    if (!facts.hasCudaLibrary) {
      return {
        state: 'failed',
        says: 'its libraries are not installed (ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node brings them)',
      }
    }
  }
  if (provider === 'webgpu' && process.platform === 'linux' && !facts.hasVulkan) {
    return { state: 'absent', says: 'there is no Vulkan driver here' }
  }
  return undefined
}

/** A file that is of other facts, damaged or not there says nothing. */
function readFindings(path: string, key: string): Partial<Record<Provider, ProviderFinding>> {
  try {
    const file = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return file.key === key ? { ...file.findings } : {}
  } catch {
    return {}
  }
}
