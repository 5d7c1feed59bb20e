import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'
import { formatBytes } from '../../base/format-bytes.ts'
import { providerTitles, type WantedProvider } from '../../base/provider.ts'
import { configPath, loadConfig } from '../config/load-config.ts'
import { programVersion } from './program-version.ts'

/** One thing looked at. 'absent' is fine to live without; 'bad' is not. */
export interface Finding {
  readonly name: string
  readonly state: 'good' | 'absent' | 'bad'
  readonly value: string
  readonly hint?: string
}

export interface Section {
  readonly title: string
  readonly findings: readonly Finding[]
}

/** Below this a single 4096² texture set with its temporary files may not fit. */
const leastDiskBytes = 1e9
/** The main job's bound on memory (docs/performance.md), with room for the system. */
const leastMemoryBytes = 2e9

/** Looks at the machine, the workspace folder, the libraries and the programs outside. Opens no workspace. */
export async function examine(home: string, environment: NodeJS.ProcessEnv = process.env): Promise<Section[]> {
  const config = attempt(() => loadConfig(home, environment))
  const wanted = 'value' in config ? config.value.engine.provider : 'auto'
  return [
    { title: 'Machine', findings: machine() },
    { title: 'Workspace', findings: [folder(home), disk(home), configuration(config, configPath(home))] },
    { title: 'Engines', findings: await engines('value' in config ? config.value.engine.threads : 0) },
    {
      title: 'Models with weights are computed on',
      findings: await providers(wanted, dirname(configPath(home))),
    },
    { title: 'Outside programs', findings: [await blender('value' in config ? config.value.blender.path : '')] },
  ]
}

function machine(): Finding[] {
  const major = Number.parseInt(process.versions.node, 10)
  const memory = totalmem()
  return [
    { name: 'system', state: 'good', value: `${process.platform} ${process.arch}` },
    {
      name: 'Node',
      state: major >= 24 ? 'good' : 'bad',
      value: `${process.versions.node} (${process.execPath})`,
      ...(major >= 24 ? {} : { hint: 'Node 24 is needed; npm ci installs it beside ai-workspace.' }),
    },
    { name: 'cores', state: 'good', value: `${availableParallelism()} (${cpus()[0]?.model.trim() ?? 'unknown'})` },
    {
      name: 'memory',
      state: memory >= leastMemoryBytes ? 'good' : 'absent',
      value: `${formatBytes(memory)}, ${formatBytes(freemem())} free`,
      ...(memory >= leastMemoryBytes ? {} : { hint: 'Large textures and meshes may not fit; use smaller sizes.' }),
    },
  ]
}

function folder(home: string): Finding {
  const existing = nearestExisting(home)
  const made = existing === home ? '' : ' (made on first use)'
  try {
    accessSync(existing, constants.W_OK)
    return { name: 'folder', state: 'good', value: `${home}${made}` }
  } catch {
    return {
      name: 'folder',
      state: 'bad',
      value: `${existing} cannot be written to`,
      hint: 'Choose another with --home or AI_WORKSPACE_HOME.',
    }
  }
}

function disk(home: string): Finding {
  const { bavail, bsize } = statfsSync(nearestExisting(home))
  const free = bavail * bsize
  const enough = free >= leastDiskBytes
  return {
    name: 'disk',
    state: enough ? 'good' : 'bad',
    value: `${formatBytes(free)} free`,
    ...(enough ? {} : { hint: 'Make room, or put the workspace elsewhere with AI_WORKSPACE_HOME.' }),
  }
}

function configuration(config: Attempt<unknown>, path: string): Finding {
  if ('value' in config) return { name: 'settings', state: 'good', value: existsSync(path) ? path : 'all defaults' }
  const hint = config.error instanceof WorkspaceError ? config.error.hint : undefined
  return {
    name: 'settings',
    state: 'bad',
    value: (config.error as Error).message,
    ...(hint === undefined ? {} : { hint }),
  }
}

async function engines(threads: number): Promise<Finding[]> {
  const { loadModelFamilies } = await import('../pipeline/discovery.ts')
  const families = (await loadModelFamilies()).list()
  const used = threads === 0 ? availableParallelism() : threads
  return [
    ...families.map(
      (family): Finding => ({
        name: family.id,
        state: 'good',
        value: `${family.task}: ${family.builtIn === true ? `built in, ${used} threads, no download` : 'needs weights'}`,
      }),
    ),
    await library('sharp', 'image codecs', async () => (await import('sharp')).default.versions.vips),
    await library('SQLite', 'index', async () => (await import('node:sqlite')).DatabaseSync && process.versions.sqlite),
    {
      name: 'WebAssembly',
      state: hasSimd() ? 'good' : 'absent',
      value: hasSimd() ? 'with SIMD' : 'without SIMD: meshes take longer',
    },
  ]
}

/** What could compute models with weights: each candidate tried anew, and the one that is used. */
async function providers(wanted: WantedProvider, configFolder: string): Promise<Finding[]> {
  const { describeProviders } = await import('../config/describe-providers.ts')
  const { all, choice } = await describeProviders(wanted, configFolder)
  const candidates = all.map(
    ({ title, state, says }): Finding => ({
      name: title,
      // Only one that somebody asked for must work.
      state: state === 'usable' ? 'good' : 'absent',
      value: state === 'usable' ? `usable: ${says}` : says,
    }),
  )
  if ('error' in choice) {
    const hint = choice.error instanceof WorkspaceError ? choice.error.hint : undefined
    const broken = { name: 'used', state: 'bad', value: choice.error.message } as const
    return [...candidates, { ...broken, ...(hint === undefined ? {} : { hint }) }]
  }
  return [
    ...candidates,
    { name: 'used', state: 'good', value: `${providerTitles[choice.provider]} (engine.provider is ${wanted})` },
  ]
}

async function blender(configured: string): Promise<Finding> {
  const { findBlender } = await import('../config/find-blender.ts')
  let path: string | undefined
  try {
    path = findBlender({ configured })?.path
  } catch (error) {
    return { name: 'Blender', state: 'bad', value: (error as Error).message }
  }
  if (path === undefined) {
    return {
      name: 'Blender',
      state: 'absent',
      value: 'not found or switched off: exports are a GLB and a script that opens it, without a .blend',
      hint: `Install it (${process.platform === 'linux' ? 'apt install blender, or ' : ''}https://www.blender.org/download), or name it: ai-workspace config set blender.path /path/to/blender`,
    }
  }
  const version = await programVersion(path)
  return version === undefined
    ? { name: 'Blender', state: 'absent', value: `${path} does not start`, hint: 'Run it by hand to see why.' }
    : { name: 'Blender', state: 'good', value: `${version} (${path}): exports also make a .blend` }
}

async function library(name: string, what: string, version: () => Promise<string | undefined>): Promise<Finding> {
  try {
    return { name, state: 'good', value: `${what}, ${(await version()) ?? 'version unknown'}` }
  } catch (error) {
    return {
      name,
      state: 'bad',
      value: `cannot be loaded: ${(error as Error).message.split('\n')[0]}`,
      hint: 'Run npm ci again in the ai-workspace folder.',
    }
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path))
}

type Attempt<T> = { readonly value: T } | { readonly error: unknown }

function attempt<T>(action: () => T): Attempt<T> {
  try {
    return { value: action() }
  } catch (error) {
    return { error }
  }
}

function hasSimd(): boolean {
  return 'value' in attempt(() => new WebAssembly.Module(simdModule))
}

// The smallest module with a SIMD instruction: (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)), as wasm-feature-detect tests it.
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
])
