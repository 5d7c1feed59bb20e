import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

test(
  'a picture in the gallery is made to tile through a form of the node’s own fields',
  skipUnless(chromium, 'Chromium'),
  async (t) => {
    const { page, call, get, goTo } = await openStudio(t, {
      path: '/gallery',
      expected: /status of 404 .*\/settings\)$/,
    })
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
    const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888', noise } })
      .png()
      .toBuffer()
    const form = new FormData()
    form.set('file', new Blob([Uint8Array.from(bytes)]), 'wall.png')
    const { id } = (await (await call('/api/v1/assets', { method: 'POST', body: form })).json()) as { id: string }

    await goTo(`/gallery/${id}`)
    await page.getByRole('button', { name: 'Make', exact: true }).click()
    await page.getByRole('menuitem', { name: 'PBR maps …' }).waitFor()
    await page.getByRole('menuitem', { name: 'Make seamless …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Size').selectOption('cut')
    assert.deepEqual(await findBarriers(page), [])
    await dialog.getByRole('button', { name: 'Start' }).click()
    await dialog.waitFor({ state: 'detached' })

    const { items } = await get<{ items: readonly JobView[] }>('/api/v1/jobs')
    const [job] = items
    assert.deepEqual(
      [job!.node, job!.input],
      ['texture.seamless', { ...(job!.input as object), image: id, size: 'cut' }],
    )
    const done = await get<JobView>(`/api/v1/jobs/${job!.id}?waitSeconds=60`)
    assert.equal(done.state, 'done')
  },
)
