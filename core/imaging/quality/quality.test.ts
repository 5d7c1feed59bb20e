import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cos, sin } from '../../../models/procedural/exact-math.ts'
import { createRandom } from '../../../models/procedural/random.ts'
import { measureMap, measurePicture } from './measure-map.ts'

const size = 128
const turn = (2 * Math.PI) / size

/** A periodic pattern of waves with some noise. */
function wavy(channels: number): Uint8Array {
  const random = createRandom(4)
  return Uint8Array.from({ length: size * size * channels }, (_, i) => {
    const at = Math.floor(i / channels)
    return 120 + 50 * sin((at % size) * turn * 3) * cos(Math.floor(at / size) * turn * 2) + 6 * random()
  })
}

const albedo = (data: Uint8Array, tileable = true) =>
  measureMap({ role: 'albedo', samples: { width: size, height: size, channels: 3, data }, tileable })
const value = (quality: ReturnType<typeof albedo>, name: string) => quality.measures.find((m) => m.name === name)!

test('a pattern that wraps has no seam', () => {
  const quality = albedo(wavy(3))
  for (const name of ['seam-x', 'seam-y']) {
    assert.equal(value(quality, name).pass, true)
    assert.ok((value(quality, name).value as number) < 1.7) // a sine is steepest, π / 2 of its mean, just at the border
  }
  assert.equal(quality.score, 1)
})

test('a pattern that is cut in the middle of a wave has a seam where it was cut, and only there', () => {
  const data = wavy(3)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) for (let c = 0; c < 3; c++) data[(y * size + x) * 3 + c]! += (x * 40) / size
  }
  const quality = albedo(data)
  assert.equal(value(quality, 'seam-x').pass, false)
  assert.ok((value(quality, 'seam-x').value as number) > 3)
  assert.equal(value(quality, 'seam-y').pass, true)
  assert.ok(quality.score < 0.9)
  assert.ok(!albedo(data, false).measures.some(({ name }) => name.startsWith('seam')))
})

test('a steep line of the pattern that lies on the border is no seam', () => {
  const data = Uint8Array.from({ length: size * size }, (_, i) => (Math.floor((i % size) / 16) % 2 === 0 ? 80 : 170))
  const quality = measureMap({
    role: 'roughness',
    samples: { width: size, height: size, channels: 1, data },
    tileable: true,
  })
  assert.ok((value(quality, 'seam-x').value as number) > 5)
  assert.equal(value(quality, 'seam-x').pass, true)
})

test('a seam of a 16-bit height map is found as well', () => {
  const data = Uint16Array.from({ length: size * size }, (_, i) => (i % size) * 500)
  const quality = measureMap({
    role: 'height',
    samples: { width: size, height: size, channels: 1, data },
    tileable: true,
  })
  assert.equal(value(quality, 'seam-x').pass, false)
  assert.ok(Math.abs((value(quality, 'range-used').value as number) - (127 * 500) / 65535) < 1e-3)
})

test('normals of unit length pass, shortened and inward ones do not', () => {
  const normals = new Uint8Array(size * size * 3)
  for (let i = 0; i < size * size; i++) {
    const x = 0.6 * sin(i)
    const y = 0.5 * cos(i * 1.7)
    const z = Math.sqrt(1 - x * x - y * y)
    normals.set([Math.round(x * 127.5 + 127.5), Math.round(y * 127.5 + 127.5), Math.round(z * 127.5 + 127.5)], i * 3)
  }
  const measure = (data: Uint8Array) =>
    measureMap({ role: 'normal', samples: { width: size, height: size, channels: 3, data }, tileable: false })
  assert.equal(measure(normals).score, 1)
  const short = measure(normals.map((byte) => 127.5 + (byte - 127.5) * 0.9))
  assert.ok(Math.abs((value(short, 'normal-length-error-mean').value as number) - 0.1) < 0.01)
  assert.equal(value(short, 'normal-length-error-mean').pass, false)
  const inward = normals.slice()
  inward[2] = 20
  assert.equal(value(measure(inward), 'normal-outward').pass, false)
})

test('an albedo that no real material has is told', () => {
  assert.equal(value(albedo(new Uint8Array(size * size * 3).fill(8)), 'albedo-in-range').pass, false)
  assert.equal(value(albedo(new Uint8Array(size * size * 3).fill(255)), 'albedo-in-range').pass, false)
  assert.equal(value(albedo(new Uint8Array(size * size * 3).fill(120)), 'albedo-in-range').pass, true)
})

test('a tile made of four equal tiles repeats, noise does not', () => {
  const random = createRandom(9)
  const cell = Uint8Array.from({ length: 64 * 64 }, () => random() * 255)
  const four = Uint8Array.from({ length: size * size * 3 }, (_, i) => {
    const at = Math.floor(i / 3)
    return cell[(Math.floor(at / size) % 64) * 64 + (at % 64)]!
  })
  assert.ok((value(albedo(four), 'repetition').value as number) > 0.95)
  const noise = Uint8Array.from({ length: size * size * 3 }, () => random() * 255)
  assert.ok((value(albedo(noise), 'repetition').value as number) < 0.3)
})

test('a flat or burnt-out picture scores low, a blurred one less sharp', () => {
  const samples = (data: Uint8Array) => ({ width: size, height: size, channels: 3, data })
  const waves = wavy(3)
  assert.equal(measurePicture(samples(waves)).score, 1)
  assert.ok(measurePicture(samples(new Uint8Array(size * size * 3).fill(100))).score < 0.6)
  assert.ok(measurePicture(samples(new Uint8Array(size * size * 3).fill(255))).score < 0.1)
  const random = createRandom(3)
  const noise = Uint8Array.from({ length: size * size * 3 }, () => random() * 255)
  const sharpness = (data: Uint8Array) =>
    measurePicture(samples(data)).measures.find(({ name }) => name === 'sharpness')!.value as number
  assert.ok(sharpness(noise) > 1.5 * sharpness(waves))
})
