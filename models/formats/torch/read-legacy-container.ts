import type { ByteSource } from '../byte-source.ts'
import { cannotRead } from '../cannot-read.ts'
import { dtypeBytes } from '../dtype.ts'
import { PickleProblem, type PickleValue, type TorchStorage } from './pickle-values.ts'
import { runPickle } from './run-pickle.ts'
import type { TorchContainer } from './torch-container.ts'
import { storageOf, torchGlobals } from './torch-globals.ts'

/** The first value in every such file, and the version of the container. Source: torch/serialization.py, _legacy_save */
const MAGIC = 0x1950a86a20f9469cfc6cn
const PROTOCOL = 1001

/** The pickles come before the weights; how long they are shows only in reading them, so more is read until they end. */
const FIRST_READ_BYTES = 2 ** 20
const MOST_PICKLE_BYTES = 64 * 2 ** 20

/**
 * The container before torch 1.6: five pickles (magic number, version, system facts, the value, the storages' keys), then
 * for each key the number of elements (64 bit) and the elements.
 */
export async function readLegacyContainer(source: ByteSource): Promise<TorchContainer> {
  const storages = new Map<string, TorchStorage>()
  const world = {
    globals: torchGlobals,
    persistent(id: PickleValue): TorchStorage {
      const storage = storageOf(id)
      const known = storages.get(storage.key)
      if (known !== undefined && (known.dtype !== storage.dtype || known.elements !== storage.elements)) {
        throw new PickleProblem(`storage "${storage.key.slice(0, 120)}" is described twice, and differently`)
      }
      if (known === undefined) storages.set(storage.key, storage)
      return storage
    },
  }
  const { root, keys, end } = await readPickles(source, world)
  const places = new Map<string, { offset: number; sizeBytes: number }>()
  let at = end
  for (const key of keys) {
    const storage = storages.get(String(key))
    if (storage === undefined || places.has(storage.key)) {
      throw new PickleProblem(`its list of storages names "${String(key).slice(0, 120)}" without need`)
    }
    const counter = await source.read(at, 8)
    const elements = new DataView(counter.buffer).getBigInt64(0, true)
    if (elements !== BigInt(storage.elements)) {
      throw new PickleProblem(
        `storage "${storage.key}" is said to have ${storage.elements} elements and has ${elements}`,
      )
    }
    const sizeBytes = storage.elements * (storage.dtype === 'untyped' ? 1 : dtypeBytes[storage.dtype])
    places.set(storage.key, { offset: at + 8, sizeBytes })
    at += 8 + sizeBytes
    if (at > source.sizeBytes) {
      throw cannotRead(source.path, `storage "${storage.key}" ends at byte ${at} and the file has ${source.sizeBytes}`)
    }
  }
  return {
    root,
    async locate({ key }) {
      const place = places.get(key)
      if (place === undefined) throw new PickleProblem(`the bytes of storage "${key.slice(0, 120)}" are missing`)
      return place
    },
  }
}

interface Pickles {
  readonly root: PickleValue
  readonly keys: readonly PickleValue[]
  readonly end: number
}

async function readPickles(source: ByteSource, world: Parameters<typeof runPickle>[2]): Promise<Pickles> {
  const most = Math.min(source.sizeBytes, MOST_PICKLE_BYTES)
  for (let length = Math.min(FIRST_READ_BYTES, most); ; length = Math.min(length * 8, most)) {
    try {
      return parsePickles(await source.read(0, length), world)
    } catch (error) {
      if (!(error instanceof PickleProblem) || !error.cutOff || length === most) throw error
    }
  }
}

function parsePickles(bytes: Uint8Array, world: Parameters<typeof runPickle>[2]): Pickles {
  const magic = runPickle(bytes, 0, world)
  if (magic.value !== MAGIC) throw new PickleProblem('it is a pickle, but none that torch.save wrote')
  const version = runPickle(bytes, magic.end, world)
  if (version.value !== PROTOCOL) {
    throw new PickleProblem(
      `its container has the version ${String(version.value).slice(0, 40)} instead of ${PROTOCOL}`,
    )
  }
  const system = runPickle(bytes, version.end, world)
  if (!(system.value instanceof Map) || system.value.get('little_endian') !== true) {
    throw new PickleProblem('it was saved on a big-endian machine')
  }
  const main = runPickle(bytes, system.end, world)
  const keys = runPickle(bytes, main.end, world)
  if (!Array.isArray(keys.value)) throw new PickleProblem('its list of storages is no list')
  return { root: main.value, keys: keys.value, end: keys.end }
}
