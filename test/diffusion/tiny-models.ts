import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TensorDraft, writeSafetensors } from '../../models/formats/safetensors/write-safetensors.ts'
import { type GoldenFixture, goldenFixture } from '../../models/golden/fixture.ts'
import { fixtureWeights } from '../../models/golden/fixture-weights.ts'
import { hashedTensor } from '../../models/golden/hashed-tensor.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import type { WeightSource } from '../../models/graph/weights.ts'
import { unetShapes } from '../../scripts/checkpoint-shapes.ts'

const fixtures = path.resolve(import.meta.dirname, '../../models/golden/fixtures')

/** Tiny random networks as files, each by what it stands for. */
const writers = {
  'tiny-sd15': (file) => writeFixtureCheckpoint(file, readFixture('checkpoint-sd15-single-file')),
  /** The same with nine input channels. */
  'tiny-inpaint': (file) => writeFixtureCheckpoint(file, overridden('pipeline-sd15-inpaint-9ch')),
  'tiny-sdxl': (file) => writeFixtureCheckpoint(file, readFixture('pipeline-sdxl-txt2img')),
  'tiny-refiner': (file) => writeFixtureCheckpoint(file, { setName: 'tiny-refiner', tensors: refinerShapes() }),
  /** A latent consistency model that is told its guidance. */
  'tiny-lcm': (file) =>
    writeFixtureCheckpoint(file, withTensors({ [`${unet}time_embed.cond_proj.weight`]: [32, 256] })),
  'tiny-control': (file) => writeFixtureCheckpoint(file, readFixture('pipeline-sd15-controlnet').parts['controlnet']!),
  'tiny-lora': (file) => writeFixtureCheckpoint(file, readFixture('lora-kohya').parts['lora']!),
  /** Other values than the one before, under diffusers' names. */
  'tiny-peft': (file) => writeFixtureCheckpoint(file, readFixture('lora-peft').parts['lora']!),
  'tiny-vae': (file) => writeFixtureCheckpoint(file, readFixture('vae-kl-diffusers')),
  /** A preview model for four latent channels. */
  'tiny-taesd': (file) => writeFixtureCheckpoint(file, readFixture('taesd-diffusers')),
  /** Two vectors of the tiny text encoder's width. */
  'tiny-word': (file) => writeValues(file, { emb_params: [2, 24] }),
  /** A vector of the width of all real Stable Diffusion 1.x. */
  'wide-word': (file) => writeValues(file, { emb_params: [1, 768] }),
  /** A LoRA whose one module is as wide as SDXL's words. */
  'wide-lora': (file) =>
    writeValues(file, { [`${attention}.lora_down.weight`]: [4, 2048], [`${attention}.lora_up.weight`]: [64, 4] }),
} as const satisfies Record<string, (file: string) => Promise<void>>
export type TinyModel = keyof typeof writers

const unet = 'model.diffusion_model.'
const attention = 'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k'

/** Writes them into a folder that is removed when it is disposed; `path` gives each one's file. */
export async function tinyModels(
  ...names: readonly TinyModel[]
): Promise<{ readonly folder: string; path(name: TinyModel): string; [Symbol.dispose](): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ai-workspace-models-'))
  const pathOf = (name: TinyModel) => path.join(folder, `${name}.safetensors`)
  for (const name of names) await writers[name](pathOf(name))
  return { folder, path: pathOf, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

export function readFixture(name: string): GoldenFixture {
  return goldenFixture.parse(JSON.parse(readFileSync(path.join(fixtures, `${name}.json`), 'utf8')))
}

/** All tensors of a source as drafts for a file, in the source's order. */
export function draftsOf(
  source: WeightSource,
  change: (values: Float32Array, name: string) => void = () => {},
): TensorDraft[] {
  return [...source.names()].map((name) => ({
    name,
    shape: source.info(name)!.shape,
    dtype: 'F32',
    async bytes() {
      const values = await source.floats(name)
      change(values, name)
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    },
  }))
}

/** The tiny Stable Diffusion 1.5's weights by the names of its single file. */
export function tinyWeights(): WeightSource {
  return fixtureWeights(readFixture('checkpoint-sd15-single-file'))
}

/** A fixture's shared checkpoint with the tensors that the fixture has in another shape. */
function overridden(name: string): Pick<GoldenFixture, 'setName' | 'tensors'> {
  const { checkpoint, checkpoint_overrides } = readFixture(name)
  const { setName, tensors } = readFixture(checkpoint!)
  return { setName, tensors: { ...tensors, ...checkpoint_overrides } }
}

/** The tiny Stable Diffusion 1.5 with tensors added or in another shape. */
function withTensors(shapes: GoldenFixture['tensors']): Pick<GoldenFixture, 'setName' | 'tensors'> {
  const { setName, tensors } = readFixture('checkpoint-sd15-single-file')
  return { setName, tensors: { ...tensors, ...shapes } }
}

/** SDXL's refiner: four levels of which two attend, the second text encoder alone, and five numbers on the picture. */
function refinerShapes(): GoldenFixture['tensors'] {
  const { tensors } = readFixture('pipeline-sdxl-txt2img')
  const shared = Object.entries(tensors).flatMap(([name, shape]) => {
    if (name.startsWith('first_stage_model.')) return [[name, shape] as const]
    const words = 'conditioner.embedders.1.'
    return name.startsWith(words) ? [[`conditioner.embedders.0.${name.slice(words.length)}`, shape] as const] : []
  })
  const denoiser = unetShapes({
    channels: [32, 64, 64, 64],
    depths: [0, 1, 1, 0],
    middle: 1,
    context: 32,
    linear: true,
    // The pooled words, and a sinusoid of eight numbers for each of the five.
    label: 32 + 5 * 8,
  })
  return Object.fromEntries([...shared, ...Object.entries(denoiser)].map(([name, shape]) => [name, [...shape]]))
}

async function writeValues(file: string, shapes: Readonly<Record<string, readonly number[]>>): Promise<void> {
  const drafts = Object.entries(shapes).map(([name, shape]): TensorDraft => {
    const values = hashedTensor(
      'tiny',
      name,
      shape.reduce((all, d) => all * d, 1),
    )
    return { name, shape, dtype: 'F32', bytes: () => new Uint8Array(values.buffer) }
  })
  await writeSafetensors(file, drafts)
}
