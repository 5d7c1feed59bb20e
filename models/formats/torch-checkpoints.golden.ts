import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import type { Dtype } from '../../base/model.ts'
import type { GoldenResult } from '../golden/fixture.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { openByteSource } from './byte-source.ts'
import type { Checkpoint } from './checkpoint.ts'
import { openCheckpoint } from './open-checkpoint.ts'
import { readTorchFile } from './torch/read-torch-file.ts'

const value = z.union([z.number(), z.boolean(), z.string()])
const filesSchema = z.array(
  z.object({
    file: z.string(),
    /** `refuse`: it carries code. `error`: it is damaged. */
    expect: z.enum(['read', 'refuse', 'error']),
    tensors: z
      .record(z.string(), z.object({ dtype: z.string(), shape: z.array(z.int()), values: z.array(value) }))
      .default({}),
    /** What lies beside the tensors. */
    other: z.record(z.string(), z.unknown()).optional(),
  }),
)

/** Files of torch.save beside the fixture: each is read exactly, refused for its code, or found damaged. */
export const golden: GoldenKind = {
  matches: (fixture) => fixture.layout === 'torch' && 'files' in fixture,
  async run(fixture, { file: from }) {
    const results: GoldenResult[] = []
    for (const { file, expect, tensors, other } of filesSchema.parse(fixture['files'])) {
      const path = join(dirname(from), file)
      if (expect === 'read') {
        await using checkpoint = await openCheckpoint(path)
        for (const [name, tensor] of Object.entries(tensors)) {
          results.push(exactly(`${file} ${name}`, await largestError(checkpoint, name, tensor)))
        }
        if (other !== undefined) results.push(exactly(`${file} other`, await factsError(path, other)))
      } else {
        const code = expect === 'refuse' ? 'bad-input' : 'corrupt-file'
        results.push(exactly(`${file} gives ${code}`, await refusalError(path, code)))
      }
    }
    return results
  },
}

/** Nothing but the exact values passes. */
function exactly(name: string, maxError: number): GoldenResult {
  return { name, maxError, tolerance: 0, pass: maxError === 0 }
}

async function largestError(
  checkpoint: Checkpoint,
  name: string,
  { dtype, shape, values }: { dtype: string; shape: readonly number[]; values: readonly z.output<typeof value>[] },
): Promise<number> {
  const opened = withoutWrapper(checkpoint, name)
  const entry = opened === undefined ? undefined : checkpoint.tensors.get(opened)
  if (entry === undefined || entry.dtype !== dtypes[dtype] || `${entry.shape}` !== `${shape}`) return Number.NaN
  const got = await exactValues(checkpoint, opened!, entry.dtype)
  if (got.length !== values.length) return Number.NaN
  return got.reduce((most, number, i) => {
    const want = Number(values[i])
    return Object.is(number, want) ? most : Math.max(most, Math.abs(number - want))
  }, 0)
}

/** A trainer's `state_dict.` is left off when a checkpoint is opened. */
function withoutWrapper({ tensors }: Pick<Checkpoint, 'tensors'>, name: string): string | undefined {
  if (tensors.has(name)) return name
  const dot = name.indexOf('.')
  return dot < 0 ? undefined : withoutWrapper({ tensors }, name.slice(dot + 1))
}

/** Doubles and large integers would be rounded as float32: those are read as they are. */
async function exactValues(checkpoint: Checkpoint, name: string, dtype: Dtype): Promise<number[]> {
  switch (dtype) {
    case 'F64':
      return [...new Float64Array((await checkpoint.read(name)).buffer)]
    case 'I64':
      return [...new BigInt64Array((await checkpoint.read(name)).buffer)].map(Number)
    case 'I32':
      return [...new Int32Array((await checkpoint.read(name)).buffer)]
    default:
      return [...(await checkpoint.readFloats(name))]
  }
}

/** How many entries beside the tensors are missing or otherwise; an opened checkpoint keeps only those of its state dict. */
async function factsError(path: string, other: Readonly<Record<string, unknown>>): Promise<number> {
  await using source = await openByteSource(path)
  const { metadata } = await readTorchFile(source)
  return flatten(other).filter(([key, text]) => metadata[key] !== text).length
}

function flatten(item: unknown, key = ''): [string, string][] {
  if (typeof item !== 'object' || item === null) return [[key, String(item)]]
  return Object.entries(item).flatMap(([part, inner]) => flatten(inner, key === '' ? part : `${key}.${part}`))
}

async function refusalError(path: string, code: string): Promise<number> {
  const opened = openCheckpoint(path).then((checkpoint) => checkpoint[Symbol.asyncDispose]())
  const error = await opened.catch((reason: unknown) => reason)
  const refused = error instanceof WorkspaceError && error.code === code
  // What the fixtures' code would write if anything ran it.
  return refused && !existsSync('golden-malicious-was-run') ? 0 : Number.NaN
}

const dtypes: Readonly<Record<string, Dtype>> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
}
