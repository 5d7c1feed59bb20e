import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { goldenFixture } from '../../models/golden/fixture.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'

const fixtures = path.resolve(import.meta.dirname, '../../models/golden/fixtures')

/** Tiny random networks as files, by what they stand for: the fixture and, where it has several, its part. */
const files = {
  'tiny-sd15': ['checkpoint-sd15-single-file'],
  'tiny-sdxl': ['pipeline-sdxl-txt2img'],
  'tiny-control': ['pipeline-sd15-controlnet', 'controlnet'],
  'tiny-lora': ['lora-kohya', 'lora'],
} as const
export type TinyModel = keyof typeof files

/** Writes them into a folder that is removed when it is disposed; `path` gives each one's file. */
export async function tinyModels(
  ...names: readonly TinyModel[]
): Promise<{ path(name: TinyModel): string; [Symbol.dispose](): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ai-workspace-models-'))
  const pathOf = (name: TinyModel) => path.join(folder, `${name}.safetensors`)
  for (const name of names) {
    const [fixture, part] = files[name]
    const parsed = goldenFixture.parse(JSON.parse(readFileSync(path.join(fixtures, `${fixture}.json`), 'utf8')))
    await writeFixtureCheckpoint(pathOf(name), part === undefined ? parsed : parsed.parts[part]!)
  }
  return { path: pathOf, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}
