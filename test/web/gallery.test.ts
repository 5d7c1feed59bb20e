import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import type { AssetView } from '../../interface/api/schemas/asset.ts'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import type { TestServer } from '../test-server.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

/** A picture of one colour with a smaller square of another in the middle: its pixels can be told apart on the screen. */
function flat(red: number, green = 40, blue = 40, size = 64): Promise<Buffer> {
  return sharp({ create: { width: size, height: size, channels: 3, background: { r: red, g: green, b: blue } } })
    .png()
    .toBuffer()
}

async function put(server: TestServer, bytes: Uint8Array, fileName: string): Promise<AssetView> {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(bytes)]), fileName)
  return (await (await server.call('/api/v1/assets', { method: 'POST', body: form })).json()) as AssetView
}

async function make(server: TestServer, input: Record<string, unknown>): Promise<AssetView> {
  const { id } = await server.send<JobView>('/api/v1/jobs', {
    node: 'image.generate',
    input: { width: 64, height: 64, ...input },
  })
  const job = await server.get<JobView>(`/api/v1/jobs/${id}?waitSeconds=60`)
  return await server.get<AssetView>(`/api/v1/assets/${(job.output as { image: string }).image}`)
}

/** A picture from outside that says nothing of how it was made is answered with 404, which a browser writes to its console. */
const noSettings = /status of 404 .*\/settings\)$/

const cell = (page: Page, name: string | RegExp) => page.getByRole('gridcell', { name })
const grid = (page: Page) => page.getByRole('grid')

/** The colour of the page at a place, as it is on the screen. */
async function colourAt(page: Page, x: number, y: number): Promise<number[]> {
  const shot = await page.screenshot({ clip: { x, y, width: 1, height: 1 } })
  return [...(await sharp(shot).removeAlpha().raw().toBuffer())]
}

/** Waits until a place has a colour: a picture that has loaded is seen when it is decoded and drawn. */
async function shows(page: Page, x: number, y: number, colour: readonly number[], what = ''): Promise<void> {
  const end = Date.now() + 20_000
  for (let seen = await colourAt(page, x, y); !isNear(seen, colour); seen = await colourAt(page, x, y)) {
    if (Date.now() > end) assert.fail(`${what} ${seen} instead of ${colour}`)
    await page.waitForTimeout(50)
  }
}

const isNear = (a: readonly number[], b: readonly number[]) =>
  a.every((value, index) => Math.abs(value - b[index]!) <= 2)

test(
  'files are uploaded with the word on each, then found by search, tag, rating and collection',
  needsBrowser,
  async (t) => {
    // The file that is no picture is answered with 400, which a browser writes to its console.
    const { page, get } = await openStudio(t, { path: '/gallery', expected: /status of 400/ })
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Upload files' }).first().click()
    const red = { name: 'red wall.png', mimeType: 'image/png', buffer: await flat(200) }
    await (await choosing).setFiles([
      red,
      { ...red, name: 'the same again.png' },
      { name: 'blue gate.png', mimeType: 'image/png', buffer: await flat(20, 40, 200) },
      { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    ])
    const panel = page.getByRole('region', { name: 'Uploads' })
    await panel.getByText(/2 added, 1 was there already, 1 failed/).waitFor()
    await panel.getByText(/^broken.png is no picture/).waitFor()
    await panel.getByRole('button', { name: 'Close' }).click()
    // Of the two that are equal the one that arrives first gives the name.
    await cell(page, /red-wall|the-same-again/).waitFor()
    assert.deepEqual(await findBarriers(page), [])

    await grid(page).focus()
    await page.keyboard.press('Home')
    const first = await grid(page).getAttribute('aria-activedescendant')
    const name = (await page.locator(`#${first}`).getAttribute('aria-label'))!.split(',')[0]!
    await page.keyboard.press('4')
    await cell(page, new RegExp(`${name}.*4 stars`)).waitFor()
    await page.keyboard.press('t')
    await page.getByRole('dialog').getByLabel('Add tags').fill('hero, level-1')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the tag hero' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await page.keyboard.press('Escape')
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByLabel('New collection').fill('Favourites')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Favourites 1/ }).waitFor()
    await page.locator('[data-index="1"]').dragTo(page.getByRole('button', { name: /^Favourites 1/ }))
    await page.getByRole('button', { name: /^Favourites 2/ }).waitFor()
    const { items } = await get<{ items: AssetView[] }>('/api/v1/assets?tag=level-1')
    assert.deepEqual(
      items.map((asset) => [asset.name, asset.rating, asset.tags, asset.collections.length]),
      [[name, 4, ['hero', 'level-1'], 1]],
    )

    for (const [path, found] of [
      [`q=${name.split('-')[0]}`, 1],
      ['rating=4', 1],
      ['rating=5', 0],
      ['tag=hero', 1],
      ['kind=mesh', 0],
    ] as const) {
      await page.goto(new URL(`/gallery?${path}`, page.url()).href)
      if (found === 0) await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
      else await grid(page).and(page.getByLabel('1 asset')).waitFor()
    }
    await page.getByRole('searchbox').fill('gate wall')
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    await page.waitForURL(/q=gate\+wall/)
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await grid(page).and(page.getByLabel('2 assets')).waitFor()
  },
)

test(
  'many are selected by keys alone, trashed, taken back, restored, and deleted for good',
  needsBrowser,
  async (t) => {
    const studio = await openStudio(t, { path: '/gallery' })
    const { page, get } = studio
    for (let n = 0; n < 12; n++) await put(studio, await flat(20 * n), `p${String(n).padStart(2, '0')}.png`)
    await grid(page).and(page.getByLabel('12 assets')).waitFor()
    await grid(page).focus()
    await page.keyboard.press('Home')
    for (let n = 0; n < 3; n++) await page.keyboard.press('Shift+ArrowRight')
    await page.getByRole('toolbar', { name: 'The selected assets' }).getByText('4').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('x')
    await page.getByRole('toolbar', { name: 'The selected assets' }).getByText('5').waitFor()
    const selected = await page
      .locator('[role=gridcell][aria-selected=true]')
      .evaluateAll((cells) =>
        cells.map((each) => Number((each as unknown as { dataset: { index: string } }).dataset.index)),
      )
    assert.deepEqual(selected, [0, 1, 2, 3, 5])
    assert.deepEqual(await findBarriers(page), [])

    await page.keyboard.press('Delete')
    await grid(page).and(page.getByLabel('7 assets')).waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await grid(page).and(page.getByLabel('12 assets')).waitFor()

    await grid(page).focus()
    await page.keyboard.press('Control+a')
    await page.getByRole('toolbar', { name: 'The selected assets' }).getByText('12').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByRole('toolbar', { name: 'The selected assets' }).getByText('2').waitFor()
    await page.keyboard.press('Delete')
    await grid(page).and(page.getByLabel('10 assets')).waitFor()

    await page
      .getByRole('navigation', { name: 'Library' })
      .getByRole('button', { name: /^Trash 2/ })
      .click()
    await grid(page).and(page.getByLabel('2 assets')).waitFor()
    await grid(page).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('r')
    await grid(page).and(page.getByLabel('1 asset')).waitFor()
    assert.equal((await get<{ total: number }>('/api/v1/assets')).total, 11)
    assert.deepEqual(await findBarriers(page), [])

    const [left] = (await get<{ items: AssetView[] }>('/api/v1/assets?trashed=true')).items
    await page.getByRole('button', { name: 'Empty the trash …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Empty the trash?' })
    await dialog.getByText(`1 asset and ${left!.sizeBytes} B on the disk`).waitFor()
    await dialog.getByRole('button', { name: `Delete ${left!.sizeBytes} B for good` }).click()
    await page.getByRole('heading', { name: 'The trash is empty' }).waitFor()
    assert.equal((await studio.call(`/api/v1/assets/${left!.id}`)).status, 404)
  },
)

test('an asset is opened by keys, looked at 1:1 and tiled, left and gone back to', needsBrowser, async (t) => {
  const studio = await openStudio(t, { path: '/gallery', expected: noSettings })
  const { page } = studio
  await put(studio, await flat(200, 30, 30), 'red.png')
  await put(studio, await flat(30, 30, 200), 'blue.png')
  await cell(page, /blue/).waitFor()
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.getByRole('region', { name: /Preview: blue/ }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('region', { name: /Preview: red/ }).waitFor()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'red' }).waitFor()
  assert.deepEqual(await findBarriers(page), [])

  const picture = page.locator('[data-picture=whole]')
  await picture.waitFor()
  await page.keyboard.press('z')
  await page.getByRole('button', { name: '100 %, show 1:1' }).waitFor()
  const box = (await picture.boundingBox())!
  assert.deepEqual([box.width, box.height], [64, 64])
  await shows(page, Math.round(box.x) + 2, Math.round(box.y) + 2, [200, 30, 30])
  await page.keyboard.press('w')
  const tiled = (await page.locator('[data-picture=tiled]').boundingBox())!
  assert.equal(Math.round(tiled.width / tiled.height), 1)
  await page.keyboard.press('w')

  await page.keyboard.press('ArrowLeft')
  await page.getByRole('heading', { level: 1, name: 'blue' }).waitFor()
  await page.keyboard.press('3')
  await page.getByRole('button', { name: '3 stars', pressed: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL(/\/gallery$/)
  await page.locator('#asset-grid:focus').waitFor()
})

test('two pictures are compared by slider, difference and numbers', needsBrowser, async (t) => {
  const studio = await openStudio(t, { path: '/gallery', expected: noSettings })
  const { page, goTo } = studio
  const a = await put(studio, await flat(200, 30, 30, 256), 'red.png')
  const b = await put(studio, await flat(200, 30, 90, 256), 'purple.png')
  await cell(page, /purple/).waitFor()
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await page.getByRole('toolbar', { name: 'The selected assets' }).getByText('2').waitFor()
  await page.keyboard.press('v')
  await page.waitForURL(new RegExp(`/gallery/(${a.id}|${b.id})\\?compare=`))
  await goTo(`/gallery/${a.id}?compare=${b.id}`)
  await page.getByText('100.0 % of the pixels differ').waitFor()
  await page.getByText('largest step 60 of 255').waitFor()
  assert.deepEqual(await findBarriers(page), [])

  const line = (await page.getByRole('slider').boundingBox())!
  const [x, y] = [Math.round(line.x + line.width / 2), Math.round(line.y + line.height / 2) - 60]
  await shows(page, x - 30, y, [200, 30, 30], 'left of the line the first')
  await shows(page, x + 30, y, [200, 30, 90], 'right of it the second')
  await page.getByRole('slider').focus()
  await page.keyboard.press('End')
  await shows(page, x + 30, y, [200, 30, 30], 'all of the first')
  await page.getByRole('radio', { name: 'Difference' }).click()
  await page.getByText('shown 4 times stronger').waitFor()
  await shows(page, x, y, [0, 0, 240], 'four times 60 of blue')
})

test(
  'versions stand side by side and an older one is made current; lineage and replay work',
  needsBrowser,
  async (t) => {
    const studio = await openStudio(t, { path: '/gallery' })
    const { page, goTo, get } = studio
    const first = await make(studio, { prompt: 'copper gear', seed: 1 })
    const second = await make(studio, { prompt: 'copper gear', seed: 2 })
    await goTo(`/gallery/${second.id}?show=versions`)
    const versions = page.getByRole('list', { name: 'Versions' }).getByRole('listitem')
    await versions.nth(1).waitFor()
    assert.equal(await versions.count(), 2)
    await versions.nth(1).getByText('Seed').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await versions.nth(1).getByRole('button', { name: 'Make current' }).click()
    await versions.nth(1).getByText('current', { exact: true }).waitFor()
    assert.equal((await get<AssetView>(`/api/v1/assets/${first.id}`)).current, true)

    await page.keyboard.press('l')
    const lineage = page.getByRole('list', { name: /^Lineage of/ })
    await lineage.getByText('“copper gear”').waitFor()
    await lineage.getByRole('button', { name: /copper-gear-form/ }).waitFor()
    await lineage.locator(`[data-node=${second.id}]`).focus()
    await page.keyboard.press('ArrowLeft')
    assert.match(String(await page.evaluate('document.activeElement.textContent')), /copper-gear-form/)
    assert.deepEqual(await findBarriers(page), [])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'copper-gear-form' }).waitFor()

    await goTo(`/gallery/${second.id}`)
    await page.getByRole('button', { name: 'Make it again' }).click()
    await page.getByText(/^Bit-identical/).waitFor()
  },
)

test(
  'on a narrow screen filters open over the list, a long press selects, and nothing sticks out',
  needsBrowser,
  async (t) => {
    const studio = await openStudio(t, { path: '/gallery', width: 360, height: 740, theme: 'light' })
    const { page } = studio
    await put(studio, await flat(200), 'red.png')
    await cell(page, /red/).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('button', { name: 'Filters' }).click()
    await page
      .getByRole('dialog', { name: 'Filters' })
      .getByRole('button', { name: /^Images 1/ })
      .click()
    assert.deepEqual(await findBarriers(page), [])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Remove the filter Images' }).click()
    const touch = { pointerType: 'touch', pointerId: 5, bubbles: true }
    await cell(page, /red/).dispatchEvent('pointerdown', touch)
    await page.getByRole('toolbar', { name: 'The selected assets' }).getByText('1').waitFor()
    await cell(page, /red/).dispatchEvent('pointerup', touch)
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
  },
)
