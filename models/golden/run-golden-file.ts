import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Provider } from '../../base/provider.ts'
import { type GoldenFixture, type GoldenResult, goldenFixture } from './fixture.ts'
import type { GoldenKind } from './golden-kind.ts'

/** Runs one fixture file through the kind that knows it; undefined when none does. */
export async function runGoldenFile(
  file: string,
  { provider = 'cpu' }: { provider?: Provider } = {},
): Promise<GoldenResult[] | undefined> {
  const fixture = readFixture(file)
  if (fixture.checkpoint === undefined && isOnlyWeights(fixture)) return []
  for (const kind of await goldenKinds()) {
    if (kind.matches(fixture, file))
      return kind.run(fixture, { find: (name) => findFixture(name, file), file, provider })
  }
  return undefined
}

/** Weights that other fixtures name, with nothing to compare of their own. */
function isOnlyWeights({ outputs, tensors, inputs }: GoldenFixture): boolean {
  return Object.keys(outputs).length === 0 && Object.keys(inputs).length === 0 && Object.keys(tensors).length > 0
}

function readFixture(file: string): GoldenFixture {
  return goldenFixture.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** A fixture that another one names: beside it, or among those of the repository. */
function findFixture(name: string, from: string): GoldenFixture {
  for (const folder of [dirname(resolve(from)), join(import.meta.dirname, 'fixtures')]) {
    const file = join(folder, `${name}.json`)
    if (existsSync(file)) return readFixture(file)
  }
  throw new Error(`${from} needs the fixture "${name}", which lies neither beside it nor in models/golden/fixtures.`)
}

/** Every `*.golden.ts` below models/. */
async function goldenKinds(): Promise<GoldenKind[]> {
  const models = join(import.meta.dirname, '..')
  const files = readdirSync(models, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.golden.ts'))
  return Promise.all(
    files.sort().map(async (file) => {
      const { golden } = (await import(pathToFileURL(join(models, file)).href)) as { golden: GoldenKind }
      return golden
    }),
  )
}
