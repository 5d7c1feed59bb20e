import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LoadContext, MemoryBudget } from '../../base/model.ts'
import stableDiffusion from '../../models/diffusion/stable-diffusion/stable-diffusion.model.ts'
import { openCheckpoint } from '../../models/formats/open-checkpoint.ts'
import type { Session } from '../../models/graph/session.ts'
import { createPool } from '../../models/procedural/parallel.ts'
import { tinyModels } from './tiny-models.ts'

test('no network runs after it was given back to the memory budget, and all are given back', async () => {
  using models = await tinyModels('tiny-sd15')
  const path = models.path('tiny-sd15')
  await using budget = strictBudget()
  await using checkpoint = await openCheckpoint(path)
  const installed = { id: 'tiny', title: 'tiny', path, sha256: 'tiny', files: [], settings: {} }
  const context: LoadContext = {
    threads: 1,
    budget,
    precision: 'fp32',
    provider: { provider: 'cpu', reason: 'It is always there.' },
    packedFolder: models.folder,
    offline: true,
    find: () => Promise.reject(new Error('nothing else is installed')),
    list: () => [],
  }
  await using pool = createPool({ threads: 1 })
  await using model = await stableDiffusion.load(stableDiffusion.detect(checkpoint)!, installed, context)
  const grey = { width: 64, height: 64, channels: 3, data: new Uint8Array(64 * 64 * 3).fill(128) } as const
  await model.generate(
    {
      prompt: 'a [cat:dog:0.5]',
      negativePrompt: '',
      width: 64,
      height: 64,
      seed: 1,
      sampling: { steps: 2 },
      start: { image: grey, strength: 0.9 },
    },
    { pool, memo: (_, make) => make(), signal: new AbortController().signal, onProgress: () => {} },
  )
  assert.equal(budget.held(), 0)
  assert.ok(budget.loaded() >= 4, 'text encoder, encoder, U-Net and decoder')
})

/** A budget that lends each network only as long as its lease: a run outside of it throws. */
function strictBudget(): MemoryBudget & AsyncDisposable & { held(): number; loaded(): number } {
  const sessions: Session[] = []
  let held = 0
  return {
    limitBytes: Number.POSITIVE_INFINITY,
    held: () => held,
    loaded: () => sessions.length,
    async use<T extends AsyncDisposable>({ title, load }: { title: string; load(): Promise<T> }) {
      const session = (await load()) as unknown as Session
      sessions.push(session)
      held++
      let lent = true
      const run: Session['run'] = async (...given) => {
        assert.ok(lent, `${title} was given back before it ran`)
        const result = await session.run(...given)
        assert.ok(lent, `${title} was given back while it ran`)
        return result
      }
      return {
        value: { ...session, run } as unknown as T,
        [Symbol.dispose]() {
          if (lent) held--
          lent = false
        },
      }
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) await session[Symbol.asyncDispose]()
    },
  }
}
