import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelFamily, Task } from '../../base/model.ts'
import procedural from '../procedural/procedural.model.ts'
import { loadCatalogue, searchCatalogue, statedBytes, withRequired } from './catalogue.ts'
import { memoryNeeded } from './memory-needed.ts'
import { runsToday } from './runs-today.ts'
import { suggestModel } from './suggest-model.ts'

const catalogue = loadCatalogue()
/** Families as they are declared: only what they say of themselves counts here. */
const family = (task: Task, ...architectures: string[]): ModelFamily =>
  ({ ...procedural, task, architectures, builtIn: false }) as ModelFamily
const none = [procedural]

test('the catalogue keeps its form, and its ids are unique', () => {
  // loadCatalogue checks each entry against the schema and fails on a double id.
  assert.ok([...catalogue].length >= 110)
  for (const entry of catalogue) {
    assert.ok(
      entry.files.some((file) => file.role !== ''),
      entry.id,
    )
    assert.ok(!/huggingface\.co/.test(JSON.stringify(entry.files)), `${entry.id}: hub files are named by repository`)
  }
})

test('every companion exists, and components are only ever companions', () => {
  const named = new Set<string>()
  for (const entry of catalogue) {
    for (const companion of entry.companions) {
      if (!('id' in companion)) continue
      assert.ok(catalogue.has(companion.id), `${entry.id} names ${companion.id}`)
      named.add(companion.id)
      if (companion.need === 'base') assert.equal(catalogue.get(companion.id).component, false)
    }
  }
  for (const entry of catalogue) {
    if (
      entry.component &&
      entry.id !== 'te-t5xxl-fp16' &&
      entry.id !== 'te-t5xxl-gguf-q5' &&
      entry.id !== 'te-qwen3-4b'
    )
      assert.ok(named.has(entry.id), `${entry.id} belongs to no model`)
  }
})

test('what is only likely or printed by third parties alone is not called verified', () => {
  for (const entry of catalogue) {
    const doubtful = ['third-party code only', 'not seen'].includes(entry.addressSource)
    if (doubtful || entry.files.some((file) => file.seen === false)) assert.equal(entry.verified, false, entry.id)
  }
  assert.equal(catalogue.get('sd-turbo').verified, false)
})

test('search finds by any words and never lists a component', () => {
  const ids = (...words: string[]) => searchCatalogue(catalogue, words).map((entry) => entry.id)
  assert.ok(ids('sdxl', 'controlnet').includes('controlnet-sdxl-canny'))
  assert.ok(ids('upscale').includes('esrgan-x4'))
  assert.deepEqual(ids('tokenizer'), [])
  assert.ok(!ids().includes('te-clip-l'))
})

test('what must come along does, in circles too, and base models do not', () => {
  const ids = (id: string, options = {}) =>
    withRequired(catalogue, catalogue.get(id), options)
      .map((entry) => entry.id)
      .sort()
  assert.deepEqual(ids('controlnet-sd15-canny'), ['controlnet-sd15-canny'])
  assert.deepEqual(ids('flux1-schnell'), ['flux1-schnell', 'flux1-vae', 'te-clip-l', 'te-t5xxl-fp8', 'tok-t5-xxl'])
  assert.deepEqual(ids('instantmesh-base'), ['instantmesh-base', 'instantmesh-unet', 'zero123plus-v1.2'])
  assert.ok(ids('triposr', { optional: true }).includes('isnet-general-use'))
})

test('memory follows size and precision: fp16 weights double when widened, quantised ones stay', () => {
  const gb = (id: string) => memoryNeeded(catalogue.get(id), catalogue)!
  assert.ok(Math.abs(gb('sd15-fp16').bytes - 5.36e9) < 0.05e9)
  assert.ok(gb('sd15-fp16').eightBitBytes! < 2.5e9)
  assert.ok(gb('sdxl-base-1.0').eightBitBytes! < 16e9 * 0.6)
  assert.equal(gb('llama-3.2-1b-q4').bytes, 807694464 + 0.7e9)
  assert.equal(gb('llama-3.2-1b-q4').eightBitBytes, undefined)
  assert.equal(memoryNeeded(catalogue.get('midas-dpt-large'), catalogue), undefined)
  assert.equal(statedBytes(catalogue.get('midas-dpt-large')), undefined)
})

test('what runs follows from the families that the code has', () => {
  const sd15 = catalogue.get('sd15-fp16')
  assert.equal(runsToday(sd15, none), false)
  assert.equal(runsToday(sd15, [family('text-to-image', 'sd15')]), true)
  assert.equal(runsToday(sd15, [family('text-to-image', 'sdxl')]), false)
  assert.equal(runsToday(catalogue.get('controlnet-sd15-canny'), [family('text-to-image', 'sd15')]), true)
  assert.equal(runsToday(catalogue.get('taesd3'), [family('text-to-image', 'sd15')]), false)
  assert.equal(runsToday({ kind: 'preview', family: 'taesd' }, [family('text-to-image', 'sd15')]), true)
  assert.equal(runsToday({ kind: 'preview', family: 'taesd' }, none), false)
  assert.equal(runsToday(catalogue.get('realesrgan-x4plus'), [family('text-to-image', 'rrdbnet')]), false)
  assert.equal(runsToday(catalogue.get('realesrgan-x4plus'), [family('upscale', 'rrdbnet')]), true)
})

test('the model that is offered fits the machine, runs here, and may be used by anyone', () => {
  const families = [family('text-to-image', 'sd15', 'sdxl')]
  const offer = (memoryGb: number, platform: NodeJS.Platform, of: readonly ModelFamily[] = families) =>
    suggestModel({ memoryGb, platform, arch: 'arm64' }, { catalogue, families: of })
  assert.equal(offer(16, 'darwin')?.entry.id, 'sdxl-base-1.0')
  assert.equal(offer(8, 'linux')?.entry.id, 'sd15-fp16')
  assert.equal(offer(8, 'darwin')?.entry.id, 'sd15-fp16')
  assert.equal(offer(2, 'linux'), undefined)
  assert.equal(offer(64, 'linux', none), undefined)
  assert.match(offer(8, 'linux')!.sentence, /CreativeML Open RAIL-M, 2\.1 GB\): ai-workspace models pull sd15-fp16$/)
})
