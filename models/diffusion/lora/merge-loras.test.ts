import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { readLora } from './lora-file.ts'
import { mergeLoras } from './merge-loras.ts'

const toK = 'down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k'
const conv = 'down_blocks.0.resnets.0.conv1'
const layer = 'text_model.encoder.layers.0.self_attn'

/** A checkpoint whose tensors lie in a file that nobody opens. */
function checkpoint(tensors: Record<string, number[]>): WeightSource {
  return {
    ...fixtureWeights({ setName: 'base', tensors }),
    locate: (name) => (name in tensors ? { file: '/weights', offset: 0, sizeBytes: 4 } : undefined),
  }
}
const unet = checkpoint({
  [`${toK}.weight`]: [6, 5],
  [`${conv}.weight`]: [6, 4, 3, 3],
  [`${conv}.bias`]: [6],
  'conv_in.weight': [4, 4, 3, 3],
})

const flat = (path: string) => `lora_unet_${path.replaceAll('.', '_')}`

function lora(tensors: Record<string, number[]>, values: Record<string, number> = {}) {
  const source = fixtureWeights({ setName: 'lora', tensors })
  const floats = async (name: string) => (name in values ? Float32Array.of(values[name]!) : source.floats(name))
  return readLora('x', { ...source, floats })
}

/** What the merge adds to a tensor. */
async function difference(base: WeightSource, file: ReturnType<typeof lora>, name: string, part = 'unet' as const) {
  await using merged = mergeLoras(base, [{ lora: file, unet: 1, textEncoder: 1 }], part)
  const [before, after] = [await base.floats(name), await merged.floats(name)]
  return after.map((value, i) => value - before[i]!)
}

function assertClose(got: ArrayLike<number>, want: ArrayLike<number>): void {
  assert.equal(got.length, want.length)
  for (let i = 0; i < want.length; i++) {
    assert.ok(Math.abs(got[i]! - want[i]!) < 2e-6, `element ${i} is ${got[i]}, not ${want[i]}`)
  }
}

/** a[m, k]·b[k, n] in double precision. */
function multiply(a: ArrayLike<number>, b: ArrayLike<number>, m: number, k: number, n: number): number[] {
  return Array.from({ length: m * n }, (_, i) => {
    let sum = 0
    for (let j = 0; j < k; j++) sum += a[Math.floor(i / n) * k + j]! * b[j * n + (i % n)]!
    return sum
  })
}

const floatsOf = (file: ReturnType<typeof lora>) => (key: string) => file.weights.floats(key)

test('a low-rank change is α/r·up·down, for linear layers and convolutions', async () => {
  const [a, b] = [flat(toK), flat(conv)]
  const file = lora(
    {
      [`${a}.lora_down.weight`]: [2, 5],
      [`${a}.lora_up.weight`]: [6, 2],
      [`${a}.alpha`]: [],
      [`${b}.lora_down.weight`]: [3, 4, 3, 3],
      [`${b}.lora_up.weight`]: [6, 3, 1, 1],
    },
    { [`${a}.alpha`]: 0.5 },
  )
  const read = floatsOf(file)
  const linear = multiply(await read(`${a}.lora_up.weight`), await read(`${a}.lora_down.weight`), 6, 2, 5)
  assertClose(
    await difference(unet, file, `${toK}.weight`),
    linear.map((value) => value / 4),
  )
  const kernel = multiply(await read(`${b}.lora_up.weight`), await read(`${b}.lora_down.weight`), 6, 3, 36)
  assertClose(await difference(unet, file, `${conv}.weight`), kernel)
})

test('LoCon, LoHa and LoKr convolutions in Tucker form are what their papers write', async () => {
  const base = flat(conv)
  // Everything below is written out index by index: [o, i, t] with 6 outputs, 4 inputs, 9 taps, rank 2.
  const each = (value: (o: number, i: number, t: number) => number) =>
    Array.from({ length: 6 * 4 * 9 }, (_, n) => value(Math.floor(n / 36), Math.floor(n / 9) % 4, n % 9))
  const pairs = [0, 1].flatMap((a) => [0, 1].map((b) => [a, b] as const))
  const sum = (value: (a: number, b: number) => number) => pairs.reduce((all, [a, b]) => all + value(a, b), 0)

  const locon = lora({
    [`${base}.lora_down.weight`]: [2, 4, 1, 1],
    [`${base}.lora_mid.weight`]: [2, 2, 3, 3],
    [`${base}.lora_up.weight`]: [6, 2, 1, 1],
  })
  const [up, mid, down] = await Promise.all(
    ['up', 'mid', 'down'].map((n) => floatsOf(locon)(`${base}.lora_${n}.weight`)),
  )
  assertClose(
    await difference(unet, locon, `${conv}.weight`),
    each((o, i, t) => sum((a, b) => up![o * 2 + a]! * mid![(a * 2 + b) * 9 + t]! * down![b * 4 + i]!)),
  )

  const loha = lora({
    [`${base}.hada_t1`]: [2, 2, 3, 3],
    [`${base}.hada_w1_a`]: [2, 6],
    [`${base}.hada_w1_b`]: [2, 4],
    [`${base}.hada_t2`]: [2, 2, 3, 3],
    [`${base}.hada_w2_a`]: [2, 6],
    [`${base}.hada_w2_b`]: [2, 4],
  })
  const half = async (n: number) => {
    const [t, a, b] = await Promise.all(
      [`t${n}`, `w${n}_a`, `w${n}_b`].map((name) => floatsOf(loha)(`${base}.hada_${name}`)),
    )
    return each((o, i, tap) => sum((p, q) => a![p * 6 + o]! * t![(p * 2 + q) * 9 + tap]! * b![q * 4 + i]!))
  }
  const [first, second] = [await half(1), await half(2)]
  assertClose(
    await difference(unet, loha, `${conv}.weight`),
    first.map((value, n) => value * second[n]!),
  )

  const lokr = lora({
    [`${base}.lokr_w1`]: [3, 2],
    [`${base}.lokr_t2`]: [2, 2, 3, 3],
    [`${base}.lokr_w2_a`]: [2, 2],
    [`${base}.lokr_w2_b`]: [2, 2],
  })
  const [w1, t2, w2a, w2b] = await Promise.all(
    ['w1', 't2', 'w2_a', 'w2_b'].map((n) => floatsOf(lokr)(`${base}.lokr_${n}`)),
  )
  const small = (o: number, i: number, tap: number) =>
    sum((p, q) => w2a![p * 2 + o]! * t2![(p * 2 + q) * 9 + tap]! * w2b![q * 2 + i]!)
  assertClose(
    await difference(unet, lokr, `${conv}.weight`),
    each((o, i, t) => w1![Math.floor(o / 2) * 2 + Math.floor(i / 2)]! * small(o % 2, i % 2, t)),
  )
})

test('LoHa and LoKr of linear layers', async () => {
  const base = flat(toK)
  const loha = lora(
    {
      [`${base}.hada_w1_a`]: [6, 2],
      [`${base}.hada_w1_b`]: [2, 5],
      [`${base}.hada_w2_a`]: [6, 2],
      [`${base}.hada_w2_b`]: [2, 5],
      [`${base}.alpha`]: [],
    },
    { [`${base}.alpha`]: 1 },
  )
  const [a1, b1, a2, b2] = await Promise.all(
    ['w1_a', 'w1_b', 'w2_a', 'w2_b'].map((n) => floatsOf(loha)(`${base}.hada_${n}`)),
  )
  const [m1, m2] = [multiply(a1!, b1!, 6, 2, 5), multiply(a2!, b2!, 6, 2, 5)]
  assertClose(
    await difference(unet, loha, `${toK}.weight`),
    m1.map((value, n) => (value * m2[n]!) / 2),
  )

  // α counts only where a factor is of low rank: here neither is.
  const lokr = lora(
    { [`${base}.lokr_w1`]: [2, 1], [`${base}.lokr_w2`]: [3, 5], [`${base}.alpha`]: [] },
    { [`${base}.alpha`]: 7 },
  )
  const [w1, w2] = await Promise.all(['w1', 'w2'].map((n) => floatsOf(lokr)(`${base}.lokr_${n}`)))
  assertClose(
    await difference(unet, lokr, `${toK}.weight`),
    Array.from({ length: 30 }, (_, n) => w1![Math.floor(n / 15)]! * w2![n % 15]!),
  )
})

test('whole differences change weights and biases', async () => {
  const file = lora({ [`${flat(conv)}.diff`]: [6, 4, 3, 3], [`${flat(conv)}.diff_b`]: [6] })
  assertClose(await difference(unet, file, `${conv}.weight`), await file.weights.floats(`${flat(conv)}.diff`))
  assertClose(await difference(unet, file, `${conv}.bias`), await file.weights.floats(`${flat(conv)}.diff_b`))
})

test('several at once add up, each by its own strength for this part, and the order does not matter', async () => {
  const file = lora({ [`${flat(toK)}.lora_down.weight`]: [1, 5], [`${flat(toK)}.lora_up.weight`]: [6, 1] })
  const name = `${toK}.weight`
  const whole = await difference(unet, file, name)
  await using merged = mergeLoras(
    unet,
    [
      { lora: file, unet: 0.75, textEncoder: 9 },
      { lora: file, unet: -0.25, textEncoder: 9 },
      { lora: file, unet: 0, textEncoder: 9 },
    ],
    'unet',
  )
  const before = await unet.floats(name)
  assertClose(
    (await merged.floats(name)).map((value, i) => value - before[i]!),
    whole.map((value) => value / 2),
  )
})

test('what is not changed still lies in its file, what is changed does not', async () => {
  const file = lora({ [`${flat(toK)}.lora_down.weight`]: [1, 5], [`${flat(toK)}.lora_up.weight`]: [6, 1] })
  await using merged = mergeLoras(unet, [{ lora: file, unet: 1, textEncoder: 1 }], 'unet')
  assert.equal(merged.changed, 1)
  assert.equal(merged.locate(`${toK}.weight`), undefined)
  assert.deepEqual(merged.info(`${toK}.weight`), { shape: [6, 5], dtype: 'F32' })
  assert.deepEqual(merged.locate('conv_in.weight'), unet.locate('conv_in.weight'))
  await using without = mergeLoras(unet, [{ lora: file, unet: 0, textEncoder: 1 }], 'unet')
  assert.deepEqual([without.changed, without.locate(`${toK}.weight`)?.file], [0, '/weights'])
})

test("OpenCLIP's packed attention and turned projection are changed in their own rows", async () => {
  const base = checkpoint({ [`${layer}.in_proj_weight`]: [12, 4], text_projection: [4, 3] })
  const file = lora({
    [`lora_te2_${layer.replaceAll('.', '_')}_k_proj.lora_down.weight`]: [1, 4],
    [`lora_te2_${layer.replaceAll('.', '_')}_k_proj.lora_up.weight`]: [4, 1],
    'lora_te2_text_projection.lora_down.weight': [1, 4],
    'lora_te2_text_projection.lora_up.weight': [3, 1],
  })
  await using merged = mergeLoras(base, [{ lora: file, unet: 1, textEncoder: 1 }], 'text_encoder_2')
  const minus = async (name: string) => {
    const before = await base.floats(name)
    return (await merged.floats(name)).map((value, i) => value - before[i]!)
  }
  const read = floatsOf(file)
  const key = (await minus(`${layer}.in_proj_weight`)) as Float32Array
  assertClose(key.slice(0, 16), Array(16).fill(0))
  const k = `lora_te2_${layer.replaceAll('.', '_')}_k_proj`
  assertClose(
    key.slice(16, 32),
    multiply(await read(`${k}.lora_up.weight`), await read(`${k}.lora_down.weight`), 4, 1, 4),
  )
  assertClose(key.slice(32), Array(16).fill(0))
  const [down, up] = await Promise.all(['down', 'up'].map((n) => read(`lora_te2_text_projection.lora_${n}.weight`)))
  // Stored [in, out]: the transposed product.
  assertClose(await minus('text_projection'), multiply(down!, up!, 4, 1, 3))
})

test('a LoRA for another architecture is refused with what it is for and what the checkpoint is', () => {
  const sd15 = checkpoint({ [`${toK}.weight`]: [320, 768] })
  const merge = (file: ReturnType<typeof lora>) => () =>
    mergeLoras(sd15, [{ lora: file, unet: 1, textEncoder: 1 }], 'unet')
  const sdxl = lora({ [`${flat(toK)}.lora_down.weight`]: [4, 2048], [`${flat(toK)}.lora_up.weight`]: [640, 4] })
  assert.throws(merge(sdxl), { message: 'The LoRA "x" is for SDXL; this checkpoint is Stable Diffusion 1.x.' })
  const flux = lora({ 'transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight': [4, 8] })
  assert.throws(merge(flux), { message: 'The LoRA "x" is for FLUX; this checkpoint is Stable Diffusion 1.x.' })
  const elsewhere = lora({
    'lora_unet_blocks_0_cross_attn_q.lora_down.weight': [4, 8],
    'lora_unet_blocks_0_cross_attn_q.lora_up.weight': [8, 4],
  })
  assert.throws(merge(elsewhere), {
    message: /does not fit this checkpoint, which is Stable Diffusion 1.x: it has none of the 1 modules/,
  })
})

test('modules that the checkpoint does not have are reported, and a half-written one is an error', () => {
  const good = { [`${flat(toK)}.lora_down.weight`]: [1, 5], [`${flat(toK)}.lora_up.weight`]: [6, 1] }
  const other = flat('up_blocks.3.attentions.0.proj_in')
  const file = lora({ ...good, [`${other}.lora_down.weight`]: [1, 5], [`${other}.lora_up.weight`]: [6, 1], noise: [1] })
  const { unused } = mergeLoras(unet, [{ lora: file, unet: 1, textEncoder: 1 }], 'unet')
  assert.deepEqual(unused, [{ lora: 'x', modules: ['up_blocks.3.attentions.0.proj_in'] }])
  assert.deepEqual(file.unknown, ['noise'])
  const half = lora({ [`${flat(toK)}.lora_down.weight`]: [1, 5] })
  assert.throws(() => mergeLoras(unet, [{ lora: half, unet: 1, textEncoder: 1 }], 'unet'), {
    code: 'corrupt-file',
    message: `"x" has no up for ${toK}.`,
  })
})

test("α of the adapter's configuration stands in where the file has none", async () => {
  const tensors = { [`unet.${toK}.lora_A.weight`]: [4, 5], [`unet.${toK}.lora_B.weight`]: [6, 4] }
  const source = fixtureWeights({ setName: 'lora', tensors })
  const plain = await difference(unet, readLora('x', source), `${toK}.weight`)
  for (const [config, factor] of [
    [{ 'unet.lora_alpha': 2, 'text_encoder.lora_alpha': 9 }, 0.5],
    [{ lora_alpha: 8, use_rslora: true }, 4],
    [{ lora_alpha: 8, alpha_pattern: { 'attn2.to_k': 1 } }, 0.25],
  ] as const) {
    const metadata = { lora_adapter_metadata: JSON.stringify(config) }
    const got = await difference(unet, readLora('x', source, { metadata }), `${toK}.weight`)
    for (const [i, value] of got.entries()) assert.ok(Math.abs(value - factor * plain[i]!) < 1e-5)
  }
})
