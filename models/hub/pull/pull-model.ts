import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { WorkspaceError } from '../../../base/error.ts'
import { explainDiskError } from '../disk-error.ts'
import { type ArrivedFile, type DownloadEvent, downloadFile, isThere } from '../download/download-file.ts'
import { ensureFreeSpace } from '../download/free-space.ts'
import type { HttpSettings } from '../download/http.ts'
import { hashFile } from '../hash-file.ts'
import { identifyModel } from '../identify-model.ts'
import type { InstalledModel, Manifest } from '../installed-model.ts'
import type { ModelInventory } from '../inventory.ts'
import { modelHash } from '../model-hash.ts'
import { extractPackage } from '../sources/extract-package.ts'
import { findTarball } from '../sources/npm-package.ts'
import { takenBytes } from '../taken-bytes.ts'
import { pullKey } from './pull-key.ts'
import { type OtherPull, PullLock } from './pull-lock.ts'
import type { PullPlan } from './pull-plan.ts'
import { roleOf } from './role-of.ts'

export type PullEvent =
  | DownloadEvent
  /** Over all files of the model. */
  | { readonly type: 'total'; readonly receivedBytes: number; readonly totalBytes: number | undefined }
  | { readonly type: 'other-process'; readonly other: OtherPull | undefined }

export interface PullOptions {
  readonly inventory: ModelInventory
  readonly http: HttpSettings
  /** The registry to take a package from. */
  readonly registryOf: (packageName: string) => Promise<string>
  readonly signal: AbortSignal
  readonly onEvent?: (event: PullEvent) => void
  /** Asks the source again though the model is there: a newer file becomes a new version. */
  readonly refresh?: boolean
}

export interface Pulled {
  readonly model: InstalledModel
  /** 'present': it was there already, here or in another program's folder. */
  readonly outcome: 'pulled' | 'present' | 'pulled-by-another-process'
}

/** Brings one model here: resumes, checks, and adds it to the inventory only when every file is there. */
export async function pullModel(plan: PullPlan, options: PullOptions): Promise<Pulled> {
  const { inventory, signal, refresh = false, onEvent = () => {} } = options
  const present = refresh ? undefined : findPresent(plan, inventory)
  if (present !== undefined) return { model: present, outcome: 'present' }
  const downloads = join(inventory.folder, '.downloads')
  const key = pullKey(plan)
  const { lock, waited } = await PullLock.take(downloads, key, {
    signal,
    onWait: (other) => onEvent({ type: 'other-process', other }),
  })
  using _ = lock
  const meanwhile = waited ? findPresent(plan, inventory) : undefined
  if (meanwhile !== undefined) return { model: meanwhile, outcome: 'pulled-by-another-process' }
  const folder = join(downloads, key)
  mkdirSync(join(folder, 'files'), { recursive: true })
  const files = [
    ...(await fetchFiles(plan, folder, lock, options)),
    ...(await fetchPackages(plan, folder, lock, options)),
  ]
  // The catalogue knows what its models are; of others their bytes tell.
  const here = files.map((file) => ({ ...file, path: join(folder, file.path) }))
  const identity = plan.architecture === undefined && plan.packages.length === 0 ? await identifyModel(here) : {}
  return { model: place({ ...plan, ...identity }, folder, files, inventory), outcome: 'pulled' }
}

type ManifestFile = Manifest['files'][number]

async function fetchFiles(
  plan: PullPlan,
  folder: string,
  lock: PullLock,
  { http, signal, onEvent = () => {} }: PullOptions,
): Promise<ManifestFile[]> {
  const sizes = new Map<string, { received: number; size: number | undefined }>(
    plan.files.map((file) => [file.name, { received: 0, size: file.sizeBytes }]),
  )
  const known = plan.files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0)
  const here = plan.files.reduce((sum, file) => sum + sizeOnDisk(join(folder, 'files', file.name)), 0)
  await ensureFreeSpace(folder, Math.max(known, plan.aboutBytes ?? 0) - here)
  const tellTotal = () => {
    const all = [...sizes.values()]
    const received = all.reduce((sum, each) => sum + each.received, 0)
    const exact = all.every((each) => each.size !== undefined)
    const total = exact ? all.reduce((sum, each) => sum + (each.size ?? 0), 0) : plan.aboutBytes
    onEvent({ type: 'total', receivedBytes: received, totalBytes: total })
    lock.tell(received, total)
  }
  const arrived: ManifestFile[] = []
  for (const file of plan.files) {
    signal.throwIfAborted()
    const target = join(folder, 'files', file.name)
    const there = await isThere(target, file)
    const onFileEvent = (event: DownloadEvent) => {
      onEvent(event)
      if (event.type !== 'bytes') return
      sizes.set(file.name, { received: event.receivedBytes, size: event.sizeBytes })
      tellTotal()
    }
    const { sizeBytes, sha256, checkedAgainst } =
      there ?? (await downloadFile(file, target, { http, signal, onEvent: onFileEvent }).catch(explainGone(plan)))
    sizes.set(file.name, { received: sizeBytes, size: sizeBytes })
    tellTotal()
    arrived.push(manifestFile(file.name, file.role, { sizeBytes, sha256, checkedAgainst }))
  }
  return arrived
}

/** A catalogue's address was printed somewhere, not tried: when it leads nowhere, that is said, with other copies. */
function explainGone({ alternatives, verified, id }: PullPlan): (error: unknown) => never {
  return (error) => {
    if (alternatives === undefined || !(error instanceof WorkspaceError) || error.code !== 'not-found') throw error
    const vouched = verified ? 'Its sources print this address, but nobody tried it' : 'Its address was unverified'
    const others = alternatives.length === 0 ? '' : ` Other copies: ${alternatives.slice(0, 4).join(', ')}.`
    throw new WorkspaceError('not-found', error.message, { hint: `${vouched} (${id}).${others}`, cause: error })
  }
}

async function fetchPackages(
  plan: PullPlan,
  folder: string,
  lock: PullLock,
  { http, signal, registryOf, onEvent = () => {} }: PullOptions,
): Promise<ManifestFile[]> {
  const arrived: ManifestFile[] = []
  for (const { address, path, sha512 } of plan.packages) {
    if (http.offline) {
      throw new WorkspaceError('network', `Offline mode is on: the package ${address.name} is not fetched.`, {
        hint: 'Turn it off: unset AI_WORKSPACE_OFFLINE and HF_HUB_OFFLINE, or ai-workspace config set network.offline false',
      })
    }
    const tarball = await findTarball(address, { registry: await registryOf(address.name), http, signal })
    if (sha512 !== undefined && tarball.hashes.sha512 !== sha512) {
      throw new WorkspaceError('corrupt-file', `The registry has another ${tarball.name} than the catalogue knows.`, {
        hint: 'Nothing was fetched. Check which registry npm uses: npm config get registry',
      })
    }
    const target = join(folder, 'package.tgz')
    if ((await isThere(target, tarball)) === undefined)
      await downloadFile(tarball, target, {
        http,
        signal,
        onEvent: (event) => {
          onEvent(event)
          if (event.type !== 'bytes') return
          onEvent({ type: 'total', receivedBytes: event.receivedBytes, totalBytes: event.sizeBytes })
          lock.tell(event.receivedBytes, event.sizeBytes)
        },
      })
    const names = await extractPackage(target, path, join(folder, 'files'), { signal })
    for (const name of names) {
      const file = join(folder, 'files', name)
      const { sha256 } = await hashFile(file, ['sha256'], { signal })
      // The registry's hash holds for the package that the file was in.
      const checkedAgainst = Object.keys(tarball.hashes)[0] as ArrivedFile['checkedAgainst']
      arrived.push(manifestFile(name, roleOf(name), { sizeBytes: statSync(file).size, sha256, checkedAgainst }))
    }
    rmSync(target)
  }
  return arrived
}

/** Moves the whole download to its version's folder; its manifest, written before, makes it a model there. */
function place(plan: PullPlan, folder: string, files: ManifestFile[], inventory: ModelInventory): InstalledModel {
  const manifest = manifestOf(plan, files, 'copied')
  const target = inventory.versionFolder(manifest)
  try {
    if (existsSync(target)) {
      // The same bytes again: what is there may be damaged, what came is not.
      rmSync(join(target, 'files'), { recursive: true, force: true })
    } else mkdirSync(target, { recursive: true })
    renameSync(join(folder, 'files'), join(target, 'files'))
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    throw explainDiskError(target, error)
  }
  return inventory.add(manifest)
}

function manifestOf(plan: PullPlan, files: ManifestFile[], storage: Manifest['storage']): Manifest {
  const {
    id,
    title,
    kind,
    architecture,
    description,
    component,
    licence,
    commercialUse,
    settings,
    companions,
    source,
  } = plan
  return {
    format: 1,
    id,
    version: modelHash(files.map((file) => ({ ...file, sha256: file.sha256! }))).slice(0, 12),
    title,
    kind,
    ...(architecture === undefined ? {} : { architecture }),
    ...(description === undefined ? {} : { description }),
    component,
    storage,
    files,
    companions: [...companions],
    settings: { ...settings },
    ...(licence === undefined ? {} : { licence }),
    commercialUse,
    source,
    addedAt: new Date().toISOString(),
  }
}

function manifestFile(
  name: string,
  role: string,
  arrived: Pick<ArrivedFile, 'sizeBytes' | 'sha256' | 'checkedAgainst'>,
): ManifestFile {
  const { sizeBytes, sha256, checkedAgainst } = arrived
  return { path: `files/${name}`, role, sizeBytes, sha256, ...(checkedAgainst === undefined ? {} : { checkedAgainst }) }
}

/** The same model from the same source, whole; else one made of a file here that has the very hash the plan names. */
function findPresent(plan: PullPlan, inventory: ModelInventory): InstalledModel | undefined {
  const whole = inventory.list().filter((model) => model.missing.length === 0)
  const same = whole.find((model) => model.id === plan.id && model.source === plan.source)
  const [file] = plan.files
  const sha256 = file?.hashes.sha256
  if (same !== undefined || plan.packages.length > 0 || plan.files.length !== 1 || sha256 === undefined) return same
  const twin = whole.flatMap((model) => model.files).find((each) => each.sha256 === sha256)
  if (file === undefined || twin === undefined) return undefined
  // Used where it lies: gigabytes are not kept twice.
  const used = { path: twin.path, role: file.role, sizeBytes: twin.sizeBytes, sha256, checkedAgainst: 'sha256' }
  return inventory.add(manifestOf(plan, [used], 'in-place'))
}

function sizeOnDisk(path: string): number {
  return Math.max(0, ...[path, `${path}.part`].map(takenBytes))
}
