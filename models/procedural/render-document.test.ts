import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Memo } from '../../base/pool.ts'
import { documentOfPrompt } from './document-of-prompt.ts'
import { createPool } from './parallel.ts'
import { renderDocument, traceDocument } from './render-document.ts'

/** Keeps nothing: every value is made anew. */
const forget: Memo = (_, make) => make()

test('depth and normals are the same bits from the picture and from a trace of their own', async () => {
  await using pool = createPool()
  const { document } = documentOfPrompt({ prompt: 'mossy stone column', negativePrompt: '', seed: 2 })
  const size = { width: 72, height: 64 }
  const picture = await renderDocument(document, size, { pool, memo: forget })
  const traced = await traceDocument(document, size, { pool, memo: forget })
  assert.deepEqual(traced.depth, picture.depth)
  assert.deepEqual(traced.normal, picture.normal)
  assert.ok(picture.depth.some((depth) => Number.isFinite(depth)))
})

test('a trace after the picture is answered from what the picture kept', async () => {
  await using pool = createPool()
  const kept = new Map<string, Promise<unknown>>()
  const keep = ((key, make) => {
    if (!kept.has(key)) kept.set(key, make())
    return kept.get(key)!
  }) as Memo
  const { document } = documentOfPrompt({ prompt: 'copper vase', negativePrompt: '', seed: 2 })
  const size = { width: 64, height: 64 }
  const { depth } = await renderDocument(document, size, { pool, memo: keep })
  assert.equal((await traceDocument(document, size, { pool, memo: keep })).depth, depth)
})
