import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/*
 * node scripts/pack-tensor-lists.ts FOLDER
 * Takes the names and shapes of tensors (no weights) out of the golden fixtures of a folder and packs them into
 * models/formats/fixtures/tensor-lists.json.gz, over which identification is tested.
 */

interface Fixture {
  readonly layout?: string
  readonly source?: string
  readonly tensors?: Readonly<Record<string, readonly number[]>>
  readonly parts?: Readonly<Record<string, { layout?: string; tensors?: Readonly<Record<string, readonly number[]>> }>>
}

const folder = process.argv[2]
if (folder === undefined) {
  console.error('Which folder? node scripts/pack-tensor-lists.ts FOLDER')
  process.exit(2)
}
const lists: Record<string, Fixture> = {}
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'torch-checkpoints.json')) {
  const name = path.basename(file, '.json')
  const { layout, source, tensors, parts = {} } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Fixture
  const about = { ...(layout === undefined ? {} : { layout }), ...(source === undefined ? {} : { source }) }
  if (tensors !== undefined && Object.keys(tensors).length > 0) lists[name] = { ...about, tensors }
  for (const [part, { tensors: own }] of Object.entries(parts)) {
    if (own !== undefined) lists[`${name}/${part}`] = { ...about, tensors: own }
  }
}
const target = path.resolve(import.meta.dirname, '../models/formats/fixtures/tensor-lists.json.gz')
writeFileSync(target, gzipSync(JSON.stringify(lists), { level: 9 }))
console.log(`${Object.keys(lists).length} lists in ${path.relative(process.cwd(), target)}`)
