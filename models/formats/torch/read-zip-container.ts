import type { ByteSource } from '../byte-source.ts'
import { cannotRead } from '../cannot-read.ts'
import { runPickle } from './run-pickle.ts'
import type { TorchContainer } from './torch-container.ts'
import { storageOf, torchGlobals } from './torch-globals.ts'
import { readZipDirectory, type ZipEntry, zipDataOffset } from './zip-directory.ts'

/** A pickle that describes 200,000 tensors; weights themselves lie outside it. */
const MOST_PICKLE_BYTES = 64 * 2 ** 20

/** The zip container (torch 1.6 and later): `<any>/data.pkl` and one stored entry `<any>/data/<key>` for each storage. */
export async function readZipContainer(source: ByteSource): Promise<TorchContainer> {
  const fail = (problem: string) => cannotRead(source.path, problem)
  const entries = await readZipDirectory(source)
  const main = [...entries.keys()].filter((name) => /^(?:[^/]+\/)?data\.pkl$/.test(name))
  if (main.length !== 1) throw fail(`it is a zip file with ${main.length} data.pkl, and torch.save writes one`)
  const root = main[0]!.slice(0, -'data.pkl'.length)
  if (entries.has(`${root}constants.pkl`)) {
    throw cannotRead(source.path, 'it is a TorchScript program, weights and code in one', {
      hint: 'Use the state dict or the .safetensors file of the same model.',
    })
  }

  /** Where the entry's bytes begin. */
  async function stored(entry: ZipEntry): Promise<number> {
    if (entry.method !== 0 || entry.encrypted) {
      throw cannotRead(
        source.path,
        `${JSON.stringify(entry.name)} in it is compressed or encrypted, which torch.save never does`,
        {
          hint: 'It was packed again after it was saved: unpack it and use the file that comes out, or pack it without compression (zip -0).',
        },
      )
    }
    return zipDataOffset(source, entry)
  }

  async function readStored(entry: ZipEntry, most: number): Promise<Uint8Array> {
    if (entry.sizeBytes > most) throw fail(`${JSON.stringify(entry.name)} in it takes ${entry.sizeBytes} bytes`)
    return source.read(await stored(entry), entry.sizeBytes)
  }

  const order = entries.get(`${root}byteorder`)
  if (order !== undefined) {
    const text = Buffer.from(await readStored(order, 64))
      .toString('latin1')
      .trim()
    if (text !== 'little') throw fail(`its byte order is ${JSON.stringify(text)}, and only "little" is read`)
  }
  const pickle = await readStored(entries.get(main[0]!)!, MOST_PICKLE_BYTES)
  const { value } = runPickle(pickle, 0, { globals: torchGlobals, persistent: storageOf })

  const offsets = new Map<string, number>()
  return {
    root: value,
    async locate({ key }) {
      const entry = entries.get(`${root}data/${key}`)
      if (entry === undefined) throw fail(`the bytes of storage "${key.slice(0, 120)}" are missing`)
      const offset = offsets.get(key) ?? (await stored(entry))
      offsets.set(key, offset)
      return { offset, sizeBytes: entry.sizeBytes }
    },
  }
}
