import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineOf } from '../engine-of.ts'
import { middleMask, pattern } from './test-pictures.ts'
import { tinyWorkspace } from './tiny-workspace.ts'

test('what cannot be done is said in a sentence with a way out, and the engine goes on', async (t) => {
  const { workspace, make, picture } = await tinyWorkspace(
    t,
    'tiny-sd15',
    'tiny-sdxl',
    'tiny-control',
    'tiny-lora',
    'wide-lora',
    'wide-word',
  )
  await (await workspace.library()).use('tiny-sd15')
  const before = await make()
  const engine = engineOf(process.pid)
  const start = await picture(pattern())
  const wide = await picture(pattern(96, 64))
  const mask = await picture(middleMask())
  const controlled = { controlImage: start, controlModel: 'tiny-control' }

  const cases: readonly (readonly [input: object, code: string, message: RegExp, hint: RegExp])[] = [
    [{ model: 'tiny-sd51' }, 'not-found', /No model "tiny-sd51"/, /tiny-sd15/],
    [{ model: 'tiny-lora' }, 'no-model', /"tiny-lora" is a lora; text-to-image takes a checkpoint/, /models list/],
    [{ prompt: 'a cat <lora:tiny-lara:1>' }, 'not-found', /No lora "tiny-lara"/, /tiny-lora/],
    [{ prompt: 'a cat <lora:tiny-control:1>' }, 'bad-input', /"tiny-control" is a controlnet, not a lora/, /tiny-lora/],
    [{ prompt: 'a cat <lora:wide-lora:1>' }, 'bad-input', /"wide-lora" is for SDXL; this checkpoint is/, /LoRA/],
    [{ model: 'tiny-sdxl', prompt: 'a cat <lora:tiny-lora:1>' }, 'bad-input', /"tiny-lora"/, /LoRA/],
    [{ prompt: 'a photo of wide-word' }, 'bad-input', /"wide-word" is 768 wide; .* takes 24/, /trained for/],
    [{ model: 'tiny-sdxl', ...controlled }, 'bad-input', /ControlNet "tiny-control"/, /ControlNet/],
    [{ controlImage: start }, 'bad-input', /both its picture and its model/, /--control-model/],
    [{ ...controlled, controlImage: wide }, 'bad-input', /96 × 64.*64 × 64/, /--width 96/],
    [{ vae: 'tiny-lora' }, 'bad-input', /"tiny-lora" is a lora, not a vae/, /vae/],
    [{ width: 100 }, 'bad-input', /100 × 64.*multiples of 8/, /104 × 64/],
    [{ sampler: 'Eular' }, 'not-found', /No sampler "Eular"/, /"Euler".*There are: .*DPM\+\+ 2M.*UniPC/],
    [{ schedule: 'Karas' }, 'not-found', /No schedule "Karas"/, /"Karras".*There are: .*Exponential/i],
    [{ mask }, 'bad-input', /mask needs a picture/, /--start/],
    [{ start, mask, hires: 2 }, 'bad-input', /second pass would paint over/, /begin from the result/],
    [{ start: wide }, 'bad-input', /start picture .* is 96 × 64; .* 64 × 64/, /--width 96 --height 64/],
    [{ start: wide, mask, width: 96 }, 'bad-input', /mask .* is 64 × 64; .* 96 × 64/, /--width 64/],
    [{ prompt: 'a (cat:1..2)' }, 'bad-input', /"1\.\.2" is not a number \(at character 7/, /words:1\.2/],
  ]
  for (const [input, code, message, hint] of cases) {
    await assert.rejects(make(input), (error: Error & { code: string; hint?: string }) => {
      assert.deepEqual(
        [error.code, message.test(error.message), hint.test(error.hint ?? '')],
        [code, true, true],
        `${JSON.stringify(input)}: ${error.code}: ${error.message} → ${error.hint}\n${error.stack}`,
      )
      return true
    })
  }
  assert.notDeepEqual((await make({ seed: 2 })).data, before.data)
  assert.equal(engineOf(process.pid), engine, 'the same process runs on')
})
