import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { release } from 'node:os'
import { dirname, join } from 'node:path'

/** Of provider-self-test.ts. Raise it when that changes: what was found with another one is not believed. */
const selfTestVersion = 1

/** What the usability of providers depends on, as far as files tell: found without loading anything of the runtime or a driver. */
export interface ProviderFacts {
  /** Changes when what was found must be found anew. */
  readonly key: string
  readonly hasNvidia: boolean
  readonly hasCudaLibrary: boolean
  readonly hasVulkan: boolean
}

export function providerFacts(environment: NodeJS.ProcessEnv = process.env): ProviderFacts {
  const manifest = createRequire(import.meta.url).resolve('onnxruntime-node/package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const { platform, arch } = process
  const cuda = join(dirname(manifest), 'bin/napi-v6', platform, arch, 'libonnxruntime_providers_cuda.so')
  const nvidia = nvidiaPlaces.filter((path) => existsSync(path))
  const vulkan = vulkanDrivers(environment)
  const key = [
    `self-test ${selfTestVersion}`,
    `onnxruntime ${version}`,
    `${platform} ${arch} ${release()}`,
    ...[cuda, ...nvidia, ...vulkan].filter((path) => existsSync(path)).map(stamped),
    ...(existsSync(nvidiaVersion) ? [readFileSync(nvidiaVersion, 'utf8').split('\n')[0]!] : []),
  ].join('; ')
  return { key, hasNvidia: nvidia.length > 0, hasCudaLibrary: existsSync(cuda), hasVulkan: vulkan.length > 0 }
}

const nvidiaVersion = '/proc/driver/nvidia/version'
/** The driver's own file, its first device, and the device through which Windows gives its card to Linux (WSL 2). */
const nvidiaPlaces = [nvidiaVersion, '/dev/nvidia0', '/usr/lib/wsl/lib/libcuda.so.1']

/** The Vulkan loader's driver manifests (Khronos, Vulkan-Loader, LoaderDriverInterface.md). */
function vulkanDrivers(environment: NodeJS.ProcessEnv): string[] {
  const named = environment['VK_DRIVER_FILES'] ?? environment['VK_ICD_FILENAMES']
  if (named !== undefined && named !== '') return named.split(':').filter((path) => existsSync(path))
  const home = environment['XDG_DATA_HOME'] ?? join(environment['HOME'] ?? '/', '.local/share')
  return ['/etc', '/usr/local/share', '/usr/share', home]
    .map((folder) => join(folder, 'vulkan/icd.d'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.json'))
}

/** Devices and pseudo files have no time that means anything; the time of a manifest or library changes when it is replaced. */
function stamped(path: string): string {
  return /^\/(proc|dev)\//.test(path) ? path : `${path} ${Math.trunc(statSync(path).mtimeMs)}`
}
