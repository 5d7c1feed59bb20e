import assert from 'node:assert/strict'
import { copyFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { TensorDraft } from '../../models/formats/safetensors/write-safetensors.ts'
import { writeSafetensors } from '../../models/formats/safetensors/write-safetensors.ts'
import { runCli } from '../cli/run-cli.ts'
import { engineOf } from '../engine-of.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { draftsOf, tinyModels, tinyWeights } from './tiny-models.ts'
import { tinyWorkspace } from './tiny-workspace.ts'

const torchFixtures = path.resolve(import.meta.dirname, '../../models/formats/fixtures')

test('a file that is no model, or half of one, is refused by models add with its exit code', async (t) => {
  const home = temporaryFolder(t)
  using models = await tinyModels('tiny-sd15')
  const at = (name: string) => path.join(models.folder, name)
  copyFileSync(models.path('tiny-sd15'), at('cut.safetensors'))
  truncateSync(at('cut.safetensors'), 2_000_000)
  writeFileSync(at('empty.safetensors'), '')
  writeFileSync(at('page.safetensors'), '<!DOCTYPE html><html><body>Please log in to download.</body></html>')
  writeFileSync(at('huge.safetensors'), Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 1, 0, 0]), Buffer.alloc(100, '{')]))
  const cases: readonly (readonly [file: string, code: number, message: RegExp])[] = [
    [at('cut.safetensors'), 7, /cut\.safetensors is damaged or no weights file: .*\d+/],
    [at('empty.safetensors'), 2, /is empty/],
    [at('page.safetensors'), 2, /web page/],
    [at('huge.safetensors'), 7, /header/],
    [path.join(torchFixtures, 'torch-truncated.ckpt'), 7, /torch-truncated\.ckpt is damaged/],
    [path.join(torchFixtures, 'torch-malicious-zip.ckpt'), 2, /wants to call/],
    [at('nowhere.safetensors'), 3, /There is no file/],
  ]
  for (const [file, code, message] of cases) {
    const ended = await runCli(home, 'models', 'add', file)
    assert.equal(ended.code, code, `${file}: ${ended.note}`)
    assert.match(ended.note, message)
    assert.match(ended.note, /^✗ .+\n(→ .+\n)?$/, file)
  }
  assert.match((await runCli(home, 'models', 'list', '--json')).out, /\[\s*\]|^(?!.*(cut|empty|page|huge|torch)).*$/s)
})

test('generate names the model it was given when there is none, or none that makes pictures', async (t) => {
  const home = temporaryFolder(t)
  using models = await tinyModels('tiny-sd15', 'tiny-lora')
  assert.equal((await runCli(home, 'models', 'add', models.path('tiny-lora'))).code, 0)
  assert.equal((await runCli(home, 'models', 'add', models.path('tiny-sd15'))).code, 0)
  for (const [model, code, message] of [
    ['nope', 3, /No model "nope"/],
    ['tiny-lora', 4, /"tiny-lora" is a lora; text-to-image takes a checkpoint/],
  ] as const) {
    const ended = await runCli(home, 'generate', 'a photo of a cat', '--model', model, '--size', '64')
    assert.equal(ended.code, code, ended.note)
    assert.match(ended.note, message)
  }
})

test('a checkpoint that is damaged within, or of a kind that is not run, fails its job in a sentence; the next one runs', async (t) => {
  const { workspace, models, make } = await tinyWorkspace(t, 'tiny-sd15', 'tiny-vae')
  const library = await workspace.library()
  const add = async (id: string, drafts: readonly TensorDraft[]) => {
    await writeSafetensors(path.join(models.folder, `${id}.safetensors`), drafts)
    return library.add(path.join(models.folder, `${id}.safetensors`), {})
  }
  const whole = draftsOf(tinyWeights())
  const without = (start: string) => whole.filter(({ name }) => !name.startsWith(start))
  const withShape = (tensor: string, shape: readonly number[]) =>
    whole.map((draft) =>
      draft.name === tensor
        ? { ...draft, shape, bytes: () => new Uint8Array(4 * shape.reduce((all, d) => all * d, 1)) }
        : draft,
    )
  const withNaN = (tensor: string) =>
    draftsOf(tinyWeights(), (values, name) => {
      if (name === tensor) values[0] = Number.NaN
    })
  const unet = 'model.diffusion_model.'
  const cases: readonly (readonly [id: string, drafts: readonly TensorDraft[], code: string, message: RegExp])[] = [
    ['hole', without(`${unet}middle_block.0.in_layers.2.weight`), 'corrupt-file', /no tensor "/],
    ['shape', withShape(`${unet}time_embed.2.weight`, [128, 100]), 'corrupt-file', /time_embed.*\[?128, ?100|100/],
    ['nan-unet', withNaN(`${unet}out.2.bias`), 'corrupt-file', /no numbers/],
    ['nan-vae', withNaN('first_stage_model.decoder.conv_out.bias'), 'corrupt-file', /autoencoder.*no numbers/],
    [
      'nan-words',
      withNaN('cond_stage_model.transformer.text_model.final_layer_norm.bias'),
      'corrupt-file',
      /no numbers/,
    ],
    ['no-vae', without('first_stage_model.'), 'no-model', /no autoencoder/],
    [
      'edits',
      withShape(`${unet}input_blocks.0.0.weight`, [32, 8, 3, 3]),
      'no-model',
      /"edits.*Stable Diffusion 1\.x for edits by/,
    ],
    ['unknown', whole.slice(0, 3).map((draft, n) => ({ ...draft, name: `thing.${n}` })), 'no-model', /unknown/],
  ]
  let engine = 0
  for (const [id, drafts, code, message] of cases) {
    await add(id, drafts)
    await assert.rejects(make({ model: id }), (error: Error & { code: string; hint?: string }) => {
      const told = `${id}: ${error.code}: ${error.message} → ${error.hint}\n${error.stack}`
      assert.deepEqual([error.code, message.test(error.message), error.hint !== undefined], [code, true, true], told)
      return true
    })
    engine ||= engineOf(process.pid)
  }
  assert.equal((await library.card('edits')).runsToday, false)
  // What lacks its autoencoder runs with another one.
  assert.equal((await make({ model: 'no-vae', vae: 'tiny-vae' })).width, 64)
  assert.equal((await make({ model: 'tiny-sd15' })).width, 64)
  assert.equal(engineOf(process.pid), engine, 'the same process runs on')
})
