import { writeSafetensors } from '../formats/safetensors/write-safetensors.ts'
import type { GoldenFixture } from './fixture.ts'
import { fixtureWeights } from './fixture-weights.ts'

/** Writes a fixture's weights as a safetensors file: a tiny checkpoint for tests of everything behind it. */
export async function writeFixtureCheckpoint(
  path: string,
  fixture: Pick<GoldenFixture['parts'][string], 'setName' | 'tensors' | 'rules'>,
  { metadata = {} }: { metadata?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const weights = fixtureWeights(fixture)
  await writeSafetensors(
    path,
    Object.entries(fixture.tensors).map(([name, shape]) => ({
      name,
      shape,
      dtype: 'F32',
      bytes: async () => new Uint8Array((await weights.floats(name)).buffer),
    })),
    { metadata },
  )
}
