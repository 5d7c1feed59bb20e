import type { TestContext } from 'node:test'
import { answer, json, type Route, type StandIn, standIn, testPng } from '../stand-in.fixture.ts'

/** As an A1111 1.10 with the ControlNet extension answers: lists shortened, forms as modules/api/models.py has them. */
const lists: Readonly<Record<string, Route>> = {
  'GET /sdapi/v1/samplers': json([
    { name: 'DPM++ 2M', aliases: ['k_dpmpp_2m'], options: {} },
    { name: 'Euler a', aliases: ['k_euler_a'], options: {} },
  ]),
  'GET /sdapi/v1/schedulers': json([
    { name: 'automatic', label: 'Automatic', aliases: null, default_rho: -1, need_inner_model: false },
    { name: 'karras', label: 'Karras', aliases: null, default_rho: 7, need_inner_model: false },
  ]),
  'GET /sdapi/v1/sd-models': json([
    {
      title: 'dream.safetensors [879db523c3]',
      model_name: 'dream',
      hash: '879db523c3',
      sha256: null,
      filename: '/m/dream.safetensors',
      config: null,
    },
    {
      title: 'photo.safetensors [1234567890]',
      model_name: 'photo',
      hash: '1234567890',
      sha256: null,
      filename: '/m/photo.safetensors',
      config: null,
    },
  ]),
  'GET /sdapi/v1/options': json({ sd_model_checkpoint: 'dream.safetensors [879db523c3]', samples_format: 'png' }),
  'GET /sdapi/v1/loras': json([{ name: 'detail_v2', alias: 'detail', path: '/l/detail_v2.safetensors', metadata: {} }]),
  'GET /sdapi/v1/sd-vae': json([{ model_name: 'mse.safetensors', filename: '/v/mse.safetensors' }]),
  'GET /controlnet/model_list': json({ model_list: ['control_canny [d14c016b]'] }),
}

/** An A1111 of that contract; `routes` put others in the place of its own. */
export async function a1111StandIn(t: TestContext, routes: Readonly<Record<string, Route>> = {}): Promise<StandIn> {
  const image = (await testPng()).toString('base64')
  const draw: Route = ({ body }, response) => {
    const asked = JSON.parse(body.toString())
    const { sampler_name: sampler = 'DPM++ 2M', steps = 50, cfg_scale = 7, seed } = asked
    if (!['DPM++ 2M', 'Euler a'].includes(sampler)) return answer(response, { detail: 'Sampler not found' }, 404)
    const infotext = `${asked.prompt}\nSteps: ${steps}, Sampler: ${sampler}, Schedule type: Karras, CFG scale: ${cfg_scale}, Seed: ${seed}, Size: 64x64, Model hash: 879db523c3, Model: dream, Version: v1.10.1`
    const info = {
      prompt: asked.prompt,
      all_seeds: [seed],
      sampler_name: sampler,
      steps,
      cfg_scale,
      sd_model_name: 'dream',
      sd_model_hash: '879db523c3',
      infotexts: [infotext],
    }
    answer(response, { images: [image], parameters: {}, info: JSON.stringify(info) })
  }
  return standIn(t, {
    ...lists,
    'POST /sdapi/v1/txt2img': draw,
    'POST /sdapi/v1/img2img': draw,
    'POST /sdapi/v1/interrupt': json({}),
    ...routes,
  })
}
