import { writeSafetensors } from '../formats/safetensors/write-safetensors.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import type { WeightSource } from '../graph/weights.ts'

/** A tiny RRDBNet of random weights in Real-ESRGAN's names: `blocks` of two features, so many doublings. */
export function tinyRrdbNet({ doublings = 2, channels = 3, blocks = 2 } = {}): WeightSource {
  const tensors: Record<string, number[]> = {}
  const conv = (name: string, out: number, into: number) => {
    tensors[`${name}.weight`] = [out, into, 3, 3]
    tensors[`${name}.bias`] = [out]
  }
  conv('conv_first', 4, channels)
  for (let block = 0; block < blocks; block++) {
    for (const dense of [1, 2, 3]) {
      for (const n of [1, 2, 3, 4, 5]) conv(`body.${block}.rdb${dense}.conv${n}`, n === 5 ? 4 : 2, 4 + 2 * (n - 1))
    }
  }
  conv('conv_body', 4, 4)
  for (let n = 1; n <= doublings; n++) conv(`conv_up${n}`, 4, 4)
  conv('conv_hr', 4, 4)
  conv('conv_last', 3, 4)
  return fixtureWeights({ setName: 'test', tensors })
}

/** The same as a file that can be installed. */
export async function writeTinyRrdbNet(path: string, options: Parameters<typeof tinyRrdbNet>[0] = {}): Promise<void> {
  const source = tinyRrdbNet(options)
  const names = [...source.names()]
  await writeSafetensors(
    path,
    names.map((name) => ({
      ...source.info(name)!,
      name,
      bytes: async () => new Uint8Array((await source.floats(name)).buffer as ArrayBuffer),
    })),
  )
}
