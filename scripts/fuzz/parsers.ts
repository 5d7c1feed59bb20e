import { readFileSync } from 'node:fs'
import path from 'node:path'
import { byteSourceOf } from '../../models/formats/byte-source.ts'
import { smallGguf } from '../../models/formats/gguf/gguf.fixture.ts'
import { readGgufHeader } from '../../models/formats/gguf/read-gguf.ts'
import { identifyGguf } from '../../models/formats/identify/identify-gguf.ts'
import { identify } from '../../models/formats/identify-checkpoint.ts'
import { parseWeightMap } from '../../models/formats/open-sharded.ts'
import { readTable } from '../../models/formats/read-table.ts'
import { readerOf } from '../../models/formats/reader-of.ts'
import { smallSafetensors } from './seed-files.ts'

/** Something that reads bytes of strangers. It must answer or throw a `corrupt-file` or `bad-input` WorkspaceError, nothing else. */
export interface FuzzParser {
  /** Whole inputs that it accepts; cases are these, damaged. */
  seeds(): readonly Uint8Array[]
  parse(bytes: Uint8Array): void | Promise<void>
}

const fixtures = path.resolve(import.meta.dirname, '../../models/formats/fixtures')

/** A new parser is one entry here. */
export const fuzzParsers: Readonly<Record<string, FuzzParser>> = {
  safetensors: { seeds: smallSafetensors, parse: (bytes) => readWeights('case.safetensors', bytes) },
  ckpt: {
    seeds: () =>
      ['torch-zip.ckpt', 'torch-zip-module.pth', 'torch-legacy.pt', 'torch-malicious-zip.ckpt'].map((file) =>
        readFileSync(path.join(fixtures, file)),
      ),
    parse: (bytes) => readWeights('case.ckpt', bytes),
  },
  json: {
    seeds: () => [
      Buffer.from(
        JSON.stringify({ metadata: { total_size: 8 }, weight_map: { a: 'one.safetensors', 'b.c': 'two.bin' } }),
      ),
    ],
    parse: (bytes) => void parseWeightMap('case.index.json', bytes),
  },
  gguf: {
    seeds: () => [smallGguf()],
    parse: async (bytes) => void identifyGguf(await readGgufHeader(byteSourceOf('case.gguf', bytes))),
  },
}

/** What opening a file does, and then every tensor: a header that is accepted must also be true. */
async function readWeights(name: string, bytes: Uint8Array): Promise<void> {
  const source = byteSourceOf(name, bytes)
  const table = await readTable(name, source)
  const checkpoint = readerOf({
    path: name,
    layout: 'single-file',
    ...table,
    configs: new Map(),
    opened: [source],
    close: source,
  })
  identify(checkpoint)
  for (const [tensor, { sizeBytes }] of checkpoint.tensors) {
    // An expanded tensor may be large; the memory it takes is what it says.
    if (sizeBytes <= 2 ** 20) await checkpoint.readFloats(tensor)
  }
}
