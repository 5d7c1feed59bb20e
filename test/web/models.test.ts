import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { tinyModels } from '../diffusion/tiny-models.ts'
import { chromium } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const skip = chromium === undefined && 'needs Chromium'

test('the catalogue is searched, and a file is taken in, used and removed', { skip }, async (t) => {
  using models = await tinyModels('tiny-sd15')
  const { page, get } = await openStudio(t, { path: '/models' })
  await page.getByText('Built in, no weights').waitFor()
  assert.deepEqual(await findBarriers(page), [])

  await page.getByRole('tab', { name: 'Catalogue' }).click()
  await page.getByLabel('Search the catalogue').fill('sdxl turbo')
  const row = page.getByRole('listitem').filter({ hasText: 'sdxl-turbo' })
  await row.getByText('Non-commercial', { exact: true }).waitFor()
  await row.getByRole('button', { name: /^Pull/ }).click()
  await page
    .getByRole('dialog')
    .getByText(/does not let you sell/)
    .waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  assert.deepEqual(await findBarriers(page), [])

  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('radio', { name: 'File' }).click()
  await page.getByLabel('Path on the machine of the server').fill(models.path('tiny-sd15'))
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  await page.getByRole('tab', { name: 'Installed' }).click()
  const mine = page.getByRole('listitem').filter({ hasText: 'tiny-sd15@' })
  await mine.getByText('In use', { exact: true }).waitFor()
  const { models: offered } = await get<{ models: { id: string }[] }>('/api/v1/choices')
  assert.ok(
    offered.some(({ id }) => id.startsWith('tiny-sd15')),
    JSON.stringify(offered),
  )

  await mine.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByText('stay where they are').waitFor()
  await page.getByRole('button', { name: 'Remove from the list' }).click()
  await mine.waitFor({ state: 'detached' })
  assert.ok(readFileSync(models.path('tiny-sd15')).length > 0)
})

test('a pull shows its progress, is paused, goes on where it was and ends in the list', { skip }, async (t) => {
  using models = await tinyModels('tiny-vae')
  const source = await slowSource(readFileSync(models.path('tiny-vae')))
  t.after(source.close)
  const { page } = await openStudio(t, { path: '/models' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Hub name or address').fill(`${source.origin}/tiny-vae.safetensors`)
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  const transfers = page.getByRole('region', { name: 'Transfers' })
  await transfers.getByRole('button', { name: /^Pause/ }).click()
  await transfers.getByText(/^Paused at/).waitFor()
  source.letThrough()
  await transfers.getByRole('button', { name: /^Go on/ }).click()
  await page.getByRole('listitem').filter({ hasText: 'tiny-vae@' }).waitFor()
})

/** A server that sends the first half of a file and holds the rest back until it is let through. */
async function slowSource(bytes: Uint8Array) {
  let open = false
  const held = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`
    const headers = { 'content-length': bytes.length - from, etag: '"one"', 'accept-ranges': 'bytes' }
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      ...headers,
      ...(request.headers.range === undefined ? {} : { 'content-range': range }),
    })
    if (request.method === 'HEAD' || open) response.end(request.method === 'HEAD' ? undefined : bytes.subarray(from))
    else {
      response.write(bytes.subarray(from, from + Math.floor((bytes.length - from) / 2)))
      held.add(response)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letThrough: () => {
      open = true
      for (const response of held) response.destroy()
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
