import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { middleMask, paint, pattern } from '../diffusion/test-pictures.ts'
import { startTestServer } from '../test-server.ts'
import { base64Of, pixelsOf, type TinyServer, tinyServer } from './tiny-server.ts'

interface Answer {
  readonly images: string[]
  readonly parameters: Record<string, unknown>
  readonly info: string
}
/** What is asked of every picture here; the answer of the same job through the workspace's own API must be the same. */
const request = {
  prompt: 'a photo of a cat',
  width: 64,
  height: 64,
  seed: 1,
  steps: 3,
  cfg_scale: 6,
  sampler_name: 'Euler a',
}
const job = {
  ...{ prompt: 'a photo of a cat', width: 64, height: 64, seed: 1, steps: 3, guidance: 6, sampler: 'Euler a' },
  ...{ noise: 'gpu', model: 'tiny-sd15' },
}

/** Asks for pictures; they, and what stands in `info`. */
async function ask(server: TinyServer, path: 'txt2img' | 'img2img', body: object) {
  const { images, info, parameters } = await server.send<Answer>(`/sdapi/v1/${path}`, { ...request, ...body })
  const pictures = await Promise.all(images.map(pixelsOf))
  return { pictures, parameters, info: JSON.parse(info) as Record<string, unknown> }
}

test('pictures are those of the same job through the own API, to the bit', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15', 'tiny-lora', 'tiny-control', 'tiny-vae')
  const start = pattern()
  const mask = middleMask()
  const [startId, maskId] = [await server.picture(start), await server.picture(mask)]
  const wide = pattern(128, 64)
  const wideId = await server.picture(wide)
  const image = base64Of(start)
  const drawn = { init_images: [image], denoising_strength: 0.7 }
  const painted = { ...drawn, mask: base64Of(mask), inpaint_full_res: false, inpainting_fill: 1 }
  const unit = { model: 'tiny-control', image, weight: 0.8, guidance_end: 0.9 }
  const cases: Readonly<Record<string, readonly ['txt2img' | 'img2img', object, object]>> = {
    'words alone': ['txt2img', {}, {}],
    'another sampler and schedule': [
      'txt2img',
      { sampler_name: 'DPM++ 2M', scheduler: 'karras' },
      { sampler: 'DPM++ 2M', schedule: 'Karras' },
    ],
    'a sampler by its legacy name': [
      'txt2img',
      { sampler_name: 'DPM++ 2M SDE Exponential' },
      { sampler: 'DPM++ 2M SDE', schedule: 'Exponential' },
    ],
    'a LoRA': ['txt2img', { prompt: 'a cat <lora:tiny-lora:0.8>' }, { prompt: 'a cat <lora:tiny-lora:0.8>' }],
    tiling: ['txt2img', { tiling: true }, { seamless: 'xy' }],
    'clip skip': ['txt2img', { override_settings: { CLIP_stop_at_last_layers: 2 } }, { clipSkip: 2 }],
    'another autoencoder': ['txt2img', { override_settings: { sd_vae: 'tiny-vae.safetensors' } }, { vae: 'tiny-vae' }],
    "the processor's random numbers": ['txt2img', { override_settings: { randn_source: 'CPU' } }, { noise: 'cpu' }],
    'a variation': ['txt2img', { subseed: 7, subseed_strength: 0.3 }, { variationSeed: 7, variationStrength: 0.3 }],
    'hires fix': [
      'txt2img',
      { enable_hr: true, hr_scale: 1.5, hr_upscaler: 'Lanczos', denoising_strength: 0.5, hr_second_pass_steps: 2 },
      { hires: 1.5, hiresStrength: 0.5, hiresSteps: 2 },
    ],
    ControlNet: [
      'txt2img',
      { alwayson_scripts: { ControlNet: { args: [unit] } } },
      { controlImage: startId, controlModel: 'tiny-control', controlWeight: 0.8, controlTo: 0.9 },
    ],
    'two ControlNets': [
      'txt2img',
      { alwayson_scripts: { controlnet: { args: [unit, { ...unit, weight: 0.3, guidance_start: 0.2 }] } } },
      {
        ...{ controlImage: startId, controlModel: 'tiny-control', controlWeight: 0.8, controlTo: 0.9 },
        controls: [{ image: startId, model: 'tiny-control', weight: 0.3, from: 0.2, to: 0.9 }],
      },
    ],
    'pictures of other sizes': [
      'img2img',
      {
        ...drawn,
        init_images: [base64Of(wide)],
        resize_mode: 2,
        alwayson_scripts: { controlnet: { args: [{ ...unit, image: base64Of(wide) }] } },
      },
      {
        ...{
          start: wideId,
          strength: 0.7,
          fit: 'pad',
          controlImage: wideId,
          controlModel: 'tiny-control',
          controlFit: 'crop',
        },
        ...{ controlWeight: 0.8, controlTo: 0.9 },
      },
    ],
    'a start picture': ['img2img', drawn, { start: startId, strength: 0.7 }],
    'a mask': ['img2img', painted, { start: startId, mask: maskId, strength: 0.7, maskBlur: 4 }],
    'a mask that is turned around and filled': [
      'img2img',
      { ...painted, inpainting_mask_invert: 1, inpainting_fill: 3, mask_blur: 0, mask: base64Of(inverted(mask)) },
      { start: startId, mask: maskId, strength: 0.7, maskBlur: 0, fill: 'nothing' },
    ],
    'only the masked area': [
      'img2img',
      { ...painted, inpaint_full_res: true, inpaint_full_res_padding: 8 },
      { start: startId, mask: maskId, strength: 0.7, maskBlur: 4, area: 'mask', areaPadding: 8 },
    ],
  }
  const seen = new Set<string>()
  for (const [name, [path, body, input]] of Object.entries(cases)) {
    const { pictures, info } = await ask(server, path, body)
    const own = await server.draw({ ...job, ...input })
    assert.deepEqual(pictures[0], own, name)
    assert.deepEqual(info['warnings'], [], name)
    seen.add(Buffer.from(own.data).toString('base64'))
  }
  assert.equal(seen.size, Object.keys(cases).length, 'each makes another picture')
})

test('batches count their seeds on, and info says all that A1111 says', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const { pictures, info, parameters } = await ask(server, 'txt2img', {
    batch_size: 2,
    n_iter: 2,
    negative_prompt: 'dog',
  })
  assert.equal(pictures.length, 4)
  assert.deepEqual(info['all_seeds'], [1, 2, 3, 4])
  assert.deepEqual(info['all_prompts'], Array(4).fill('a photo of a cat'))
  assert.deepEqual(pictures[2], await server.draw({ ...job, negativePrompt: 'dog', seed: 3 }))
  const { hash } = (await server.get<{ hash: string }[]>('/sdapi/v1/sd-models')).find((each) => each.hash !== null)!
  const infotexts = info['infotexts'] as string[]
  assert.match(
    infotexts[1]!,
    /^a photo of a cat\nNegative prompt: dog\nSteps: 3, Sampler: Euler a, .*CFG scale: 6, Seed: 2, Size: 64x64, .*RNG: NV/,
  )
  const { sampler_name, steps, cfg_scale, sd_model_hash, width, negative_prompt, batch_size } = info
  assert.deepEqual(
    { sampler_name, steps, cfg_scale, sd_model_hash, width, negative_prompt, batch_size },
    {
      ...{ sampler_name: 'Euler a', steps: 3, cfg_scale: 6, sd_model_hash: hash, width: 64 },
      negative_prompt: 'dog',
      batch_size: 2,
    },
  )
  assert.equal(parameters['restore_faces'], false)
  const items = await server.get<{ items: { name: string }[] }>('/api/v1/jobs?state=done&node=image.generate')
  assert.ok(items.items.length >= 4)

  const variations = await ask(server, 'txt2img', { n_iter: 2, subseed: 5, subseed_strength: 0.2 })
  assert.deepEqual(
    [variations.info['all_seeds'], variations.info['all_subseeds']],
    [
      [1, 1],
      [5, 6],
    ],
  )
  const two = [base64Of(pattern()), base64Of(paint(64, 64, (x) => [x * 4, 0, 0]))]
  const starts = await ask(server, 'img2img', { init_images: two, batch_size: 2, denoising_strength: 0.5 })
  assert.equal(starts.pictures.length, 2)
  assert.equal(starts.parameters['init_images'], null)
})

test('what cannot be honoured is refused or said', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const refused = async (path: string, body: object) => {
    const response = await server.call(`/sdapi/v1/${path}`, {
      method: 'POST',
      body: JSON.stringify({ ...request, ...body }),
      headers: { 'Content-Type': 'application/json' },
    })
    return [response.status, JSON.stringify(((await response.json()) as { detail: unknown }).detail)] as const
  }
  const image = base64Of(pattern())
  const cases: readonly (readonly [path: string, body: object, status: number, detail: RegExp])[] = [
    ['txt2img', { sampler_name: 'Eulr' }, 404, /Sampler not found.*Did you mean/],
    ['txt2img', { scheduler: 'nope' }, 404, /Scheduler not found/],
    ['txt2img', { steps: 'many' }, 422, /"loc":\["body","steps"\]/],
    ['txt2img', { script_name: 'X/Y/Z plot' }, 422, /Script 'X\/Y\/Z plot' not found/],
    ['txt2img', { alwayson_scripts: { ADetailer: { args: [{}] } } }, 422, /always on script ADetailer not found/],
    [
      'txt2img',
      { alwayson_scripts: { controlnet: { args: [{ model: 'x', image }] } } },
      422,
      /ControlNet model .*not found/,
    ],
    ['txt2img', { alwayson_scripts: { Refiner: { args: [true, 'x', 0.8] } } }, 422, /Refiner not found/],
    ['txt2img', { seed_resize_from_w: 128 }, 422, /seed_resize_from/],
    ['txt2img', { s_churn: 5 }, 422, /s_churn/],
    ['txt2img', { refiner_checkpoint: 'x', refiner_switch_at: 0.8 }, 422, /refiner/],
    ['txt2img', { override_settings: { sd_model_checkpoint: 'nope' } }, 404, /Checkpoint \\"nope\\" not found/],
    ['txt2img', { styles: ['nope'] }, 422, /Style/],
    ['txt2img', { width: 65 }, 422, /multiples of 8/],
    ['txt2img', { prompt: '<lora:nope:1>' }, 404, /nope/],
    ['img2img', {}, 404, /Init image not found/],
    ['img2img', { init_images: ['!!!'] }, 422, /base64/],
    ['img2img', { init_images: [Buffer.from('no picture at all').toString('base64')] }, 422, /PNG, JPEG or WebP/],
    ['img2img', { init_images: [image, image] }, 422, /bad number of images/],
    ['interrogate', { image, model: 'clip' }, 404, /Model not found/],
    ['extra-single-image', { image, upscaler_1: 'nope' }, 404, /Upscaler/],
    ['extra-single-image', { image, upscaler_1: 'Lanczos', gfpgan_visibility: 1 }, 422, /face restorer/],
    ['options', { samples_format: 'jpg' }, 422, /samples_format/],
  ]
  for (const [path, body, status, detail] of cases) {
    const [given, words] = await refused(path, path === 'options' ? body : body)
    assert.equal(given, status, `${path} ${JSON.stringify(body).slice(0, 80)}: ${words}`)
    assert.match(words, detail)
  }
  const { info } = await ask(server, 'txt2img', {
    ...{ restore_faces: true, unheard_of: 1, override_settings: { eta_noise_seed_delta: 31337 } },
    ...{ enable_hr: true, hr_scale: 1.5, hr_upscaler: 'Latent' },
    alwayson_scripts: { Refiner: { args: [false, '', 0.8] }, Seed: { args: [-1, false] } },
  })
  const warnings = (info['warnings'] as string[]).join('\n')
  for (const about of [/restore_faces/, /"Seed" was left out/, /unheard_of/, /eta_noise_seed_delta/, /latent/])
    assert.match(warnings, about)
})

test('the built-in engine draws for A1111 clients, and says what it takes no notice of', async (t) => {
  const server = await startTestServer(t)
  const body = { ...request, prompt: 'copper gear', sampler_name: undefined, send_images: true }
  const { images, info } = await server.send<Answer>('/sdapi/v1/txt2img', body)
  const { width, height } = await pixelsOf(images[0]!)
  assert.deepEqual([width, height], [64, 64])
  assert.match(JSON.parse(info).warnings.join(), /takes no steps, sampler/)
  assert.match(JSON.parse(info).infotexts[0], /^copper gear\n.*Seed: 1, Size: 64x64/)
  const none = await server.send<Answer>('/sdapi/v1/txt2img', { ...body, send_images: false })
  assert.deepEqual(none.images, [])
})

test('options choose the checkpoint, for good or for one request', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15', 'tiny-sdxl')
  const options = () => server.get<Record<string, string>>('/sdapi/v1/options')
  const models = await server.get<{ title: string; model_name: string }[]>('/sdapi/v1/sd-models')
  assert.deepEqual(models.map(({ model_name }) => model_name).sort(), ['procedural', 'tiny-sd15', 'tiny-sdxl'])
  const titleOf = (name: string) => models.find(({ model_name }) => model_name === name)!.title
  assert.match(titleOf('tiny-sdxl'), /^tiny-sdxl\.safetensors \[[0-9a-f]{10}\]$/)
  await server.send('/sdapi/v1/options', { sd_model_checkpoint: titleOf('tiny-sdxl'), CLIP_stop_at_last_layers: 2 })
  assert.equal((await options())['sd_model_checkpoint'], titleOf('tiny-sdxl'))
  const once = await ask(server, 'txt2img', { override_settings: { sd_model_checkpoint: 'tiny-sd15.safetensors' } })
  assert.deepEqual([once.info['sd_model_name'], once.info['clip_skip']], ['tiny-sd15', 2])
  assert.equal((await options())['sd_model_checkpoint'], titleOf('tiny-sdxl'), 'restored afterwards')
  const lasting = {
    override_settings_restore_afterwards: false,
    override_settings: { sd_model_checkpoint: 'tiny-sd15' },
  }
  await ask(server, 'txt2img', lasting)
  assert.equal((await options())['sd_model_checkpoint'], titleOf('tiny-sd15'))
  // All of it back, as clients send it, with one change.
  await server.send('/sdapi/v1/options', { ...(await options()), sd_model_checkpoint: 'procedural' })
  assert.equal((await options())['sd_model_checkpoint'], 'procedural')
})

test('styles, upscaling and the settings in a picture', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const styles =
    'name,prompt,negative_prompt\r\nphoto,"a photo of {prompt}, sharp","blurry, ""bad"""\r\nplain,wide,\r\n'
  writeFileSync(join(server.workspace.home, 'config', 'styles.csv'), styles)
  const listed = await server.get<object[]>('/sdapi/v1/prompt-styles')
  assert.deepEqual(listed[0], { name: 'photo', prompt: 'a photo of {prompt}, sharp', negative_prompt: 'blurry, "bad"' })
  const { info, pictures } = await ask(server, 'txt2img', { prompt: 'a cat', styles: ['photo', 'plain'] })
  assert.deepEqual([info['prompt'], info['negative_prompt']], ['a photo of a cat, sharp, wide', 'blurry, "bad"'])
  const { images } = await server.send<Answer>('/sdapi/v1/txt2img', request)
  const read = await server.send<{ info: string; parameters: Record<string, string> }>('/sdapi/v1/png-info', {
    image: `data:image/png;base64,${images[0]}`,
  })
  assert.match(read.info, /^a photo of a cat\nSteps: 3/)
  assert.deepEqual([read.parameters['Prompt'], read.parameters['Size-1']], ['a photo of a cat', '64'])

  const enlarged = async (body: object) => {
    const image = base64Of(pictures[0]!)
    const answer = await server.send<{ image: string }>('/sdapi/v1/extra-single-image', { image, ...body })
    const { width, height } = await pixelsOf(answer.image)
    return [width, height]
  }
  assert.deepEqual(await enlarged({ upscaler_1: 'Lanczos', upscaling_resize: 2.5 }), [160, 160])
  const sides = { upscaler_1: 'Nearest', resize_mode: 1, upscaling_resize_w: 100, upscaling_resize_h: 80 }
  assert.deepEqual(await enlarged(sides), [100, 80])
  assert.deepEqual(await enlarged({ ...sides, upscaling_crop: false }), [100, 100])
  assert.deepEqual(await enlarged({}), [64, 64])
})

test('progress, interrupt and skip reach the request that is drawn, and no other job', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  await ask(server, 'txt2img', {})
  const other = await server.send<{ id: string }>('/api/v1/jobs', {
    node: 'image.generate',
    input: { ...job, seed: 99, steps: 40 },
  })
  const drawing = ask(server, 'txt2img', { steps: 300, n_iter: 3, force_task_id: 'task(one)' })
  const progress = () => server.get<Progress>('/sdapi/v1/progress')
  const task = () =>
    server.send<{ active: boolean; queued: boolean; completed: boolean; live_preview: string | null }>(
      '/internal/progress',
      {
        ...{ id_task: 'task(one)', id_live_preview: -1 },
      },
    )
  const until = async (is: (at: Progress) => boolean) => {
    for (;;) {
      const at = await progress()
      if (is(at)) return at
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const first = await until(({ state }) => state.sampling_step > 5)
  assert.deepEqual([first.state.job_count, first.state.job_no, first.state.sampling_steps], [3, 0, 300])
  assert.ok(first.progress > 0 && first.progress < 0.34, `${first.progress}`)
  const preview = await until(({ current_image }) => current_image !== null)
  assert.ok(
    Buffer.from(preview.current_image!, 'base64')
      .subarray(0, 2)
      .equals(Buffer.from([0xff, 0xd8])),
  )
  assert.match((await task()).live_preview!, /^data:image\/jpeg;base64,/)
  assert.deepEqual(await server.get('/internal/pending-tasks'), { size: 1, tasks: ['task(one)'] })
  await server.send('/sdapi/v1/skip')
  await until(({ state }) => state.job_no === 1 && state.sampling_step > 2)
  await server.send('/sdapi/v1/interrupt')
  const { pictures, info } = await drawing
  assert.deepEqual(pictures, [])
  assert.match((info['warnings'] as string[]).join(), /interrupted/)
  assert.equal((await server.workspace.queue.wait(other.id)).state, 'done')
  assert.deepEqual([(await task()).completed, (await progress()).state.job_count], [true, 0])
})

interface Progress {
  readonly progress: number
  readonly state: { sampling_step: number; sampling_steps: number; job_count: number; job_no: number }
  readonly current_image: string | null
}

test('several clients at once each get their own pictures; what they sent is kept and not shown', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const starts = [pattern(), paint(64, 64, (x) => [x * 4, 0, 0]), paint(64, 64, (_, y) => [0, y * 4, 99])]
  const answers = await Promise.all(
    starts.map((start, n) => {
      const body = { seed: n, init_images: [base64Of(start)], denoising_strength: 0.5, force_task_id: `task(${n})` }
      return ask(server, 'img2img', body)
    }),
  )
  for (const [n, { pictures }] of answers.entries()) {
    const start = await server.picture(starts[n]!)
    assert.deepEqual(pictures[0], await server.draw({ ...job, seed: n, start, strength: 0.5 }), `client ${n}`)
  }
  const { assets } = server.workspace
  assert.deepEqual(
    assets.list().filter(({ name }) => name === 'start-picture'),
    [],
  )
  assert.equal(assets.list({ currentOnly: false }).filter(({ name }) => name === 'start-picture').length, 3)
  assert.deepEqual((await server.workspace.reindex()).problems, [])
  assert.equal(assets.list({ currentOnly: false }).filter(({ name }) => name === 'start-picture').length, 3)
})

test('a full queue answers 503 with the time to wait, and takes none of a batch', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  server.workspace.queue.paused = true
  Object.assign(server.workspace.config.server, { queueLimit: 2 })
  const body = JSON.stringify({ ...request, n_iter: 3 })
  const headers = { 'Content-Type': 'application/json' }
  const response = await server.call('/sdapi/v1/txt2img', { method: 'POST', body, headers })
  assert.equal(response.status, 503)
  assert.ok(Number(response.headers.get('retry-after')) > 0)
  assert.equal(server.workspace.queue.countQueued(), 0)
})

function inverted(mask: ReturnType<typeof middleMask>) {
  return { ...mask, data: mask.data.map((value) => 255 - value) }
}
