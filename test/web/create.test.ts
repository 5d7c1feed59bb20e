import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import { tinyModels } from '../diffusion/tiny-models.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio, type StudioTest } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

interface JobList {
  readonly items: readonly {
    id: string
    node: string
    state: string
    input: Record<string, unknown>
    output?: unknown
  }[]
}

const promptOf = (page: Page) => page.getByRole('textbox', { name: 'Prompt', exact: true })
const sideOf = (page: Page, side: 'Width' | 'Height') => page.getByRole('textbox', { name: side, exact: true })
const generate = (page: Page, name: RegExp | string = /^Generate/) => page.getByRole('button', { name })
const jobsOf = async ({ get }: StudioTest) => (await get<JobList>('/api/v1/jobs')).items

test(
  'words become a picture whose steps are seen; its seed is locked and the form outlives a reload',
  needsBrowser,
  async (t) => {
    const studio = await openStudio(t)
    const { page } = studio
    assert.equal(await generate(page).isDisabled(), true, 'nothing to make yet')
    await promptOf(page).fill('ancient stone statue of a zorgon')
    await page.getByText('Not known to the built-in engine: zorgon').waitFor()
    await sideOf(page, 'Width').fill('500')
    await sideOf(page, 'Width').press('Enter')
    assert.equal(await sideOf(page, 'Width').inputValue(), '504', 'sides are multiples of 8')
    assert.deepEqual(await findBarriers(page), [])
    await promptOf(page).press('ControlOrMeta+Enter')
    await page.locator('img[data-preview]').waitFor()
    const picture = page.locator('img[data-result]')
    await picture.waitFor()
    assert.equal(await naturalWidth(picture), 504)
    assert.deepEqual(await findBarriers(page), [])

    await page.getByRole('button', { name: 'Use the seed of the picture in sight' }).click()
    const seed = await page.getByRole('textbox', { name: 'Seed' }).inputValue()
    assert.match(seed, /^\d+$/)
    // What was typed last is kept when the page goes away.
    await page.reload()
    await picture.waitFor()
    assert.equal(await promptOf(page).inputValue(), 'ancient stone statue of a zorgon')
    assert.equal(await sideOf(page, 'Width').inputValue(), '504')
    assert.equal(await page.getByRole('textbox', { name: 'Seed' }).inputValue(), seed)
    await generate(page).click()
    await page.getByRole('list', { name: 'Made here' }).getByRole('button').nth(1).waitFor()
    const [again, first] = await jobsOf(studio)
    assert.equal(String(again!.input['seed']), seed)
    assert.equal((first!.output as { seed: number }).seed, Number(seed))

    await page.keyboard.press('Escape')
    await page.getByRole('list', { name: 'Made here' }).getByRole('button').first().focus()
    await page.keyboard.press('/')
    await promptOf(page).fill('')
    await page.keyboard.press('ArrowUp')
    assert.equal(await promptOf(page).inputValue(), 'ancient stone statue of a zorgon', 'what was sent comes back')
    await page.getByText('Size', { exact: true }).last().dblclick()
    assert.equal(await sideOf(page, 'Width').inputValue(), '512')
    await page.getByRole('button', { name: '4 stars' }).click()
    const rated = await studio.get<{ total: number }>('/api/v1/assets?minRating=4')
    assert.equal(rated.total, 1)
    await page.getByRole('button', { name: 'Move to the trash' }).click()
    await page.getByText('It is in the trash').waitFor()
    const undo = page.getByRole('button', { name: 'Undo', exact: true }).last()
    await undo.waitFor()
    const [toast, facts] = [await undo.boundingBox(), await page.getByText(/ · seed \d+/).boundingBox()]
    assert.ok(toast!.y + toast!.height < facts!.y, 'what is said covers nothing that is acted with')
    await undo.click()
    await picture.waitFor()
  },
)

test('words of the prompt are completed, weighed and recalled by keys', needsBrowser, async (t) => {
  const studio = await openStudio(t)
  const { page } = studio
  const prompt = promptOf(page)
  // The words come after the letters, as on a busy machine.
  const { promise: typed, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/prompts/words', async (route) => {
    await typed
    await route.continue()
  })
  await studio.goTo('/')
  await prompt.pressSequentially('a mossy sta')
  release()
  await page.getByRole('option', { name: /^statue/ }).waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await page.keyboard.press('Tab')
  assert.equal(await prompt.inputValue(), 'a mossy statue')
  await page.keyboard.press('ControlOrMeta+ArrowUp')
  await page.keyboard.press('ControlOrMeta+ArrowUp')
  assert.equal(await prompt.inputValue(), 'a mossy (statue:1.2)')
  await page.keyboard.press('ControlOrMeta+ArrowDown')
  assert.equal(await prompt.inputValue(), 'a mossy (statue:1.1)')

  await page.getByRole('button', { name: 'Styles' }).click()
  await page.getByRole('menuitem', { name: /Save the prompt/ }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('moss')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await prompt.fill('gear')
  await page.getByRole('button', { name: 'Styles' }).click()
  await page.getByRole('menuitem', { name: 'moss', exact: true }).click()
  assert.equal(await prompt.inputValue(), 'gear, a mossy (statue:1.1)')
})

test('a texture set is shown tiled, map by map', needsBrowser, async (t) => {
  const studio = await openStudio(t)
  const { page } = studio
  await page.getByRole('radio', { name: 'Texture' }).click()
  await promptOf(page).fill('mossy cobblestone')
  await page.getByRole('button', { name: /^512 px/ }).click()
  await generate(page, /^Make the texture/).click()
  const tiled = page.locator('[data-tiled]')
  await tiled.waitFor({ timeout: 60_000 })
  assert.equal(
    await page.evaluate(`getComputedStyle(document.querySelector('[data-tiled]')).backgroundSize`),
    '33.3333% auto',
  )
  await page.getByRole('tab', { name: 'Normal' }).click()
  await page.getByRole('img', { name: 'Normal, tiled 3 by 3' }).waitFor()
  await page.getByRole('tab', { name: 'Ball' }).click()
  await page.getByRole('img', { name: 'Ball' }).waitFor()
  assert.deepEqual(await findBarriers(page), [])
  const [job] = await jobsOf(studio)
  assert.deepEqual([job!.node, job!.input['width']], ['texture.generate', 512])
  const { material, maps } = job!.output as { material: string; maps: Record<string, string> }
  const archive = await page.getByRole('link', { name: 'Download all maps' }).getAttribute('href')
  for (const id of [material, ...Object.values(maps)]) assert.ok(archive!.includes(id), `${id} is in ${archive}`)
  assert.equal(await page.getByRole('link', { name: 'Open in 3D' }).getAttribute('href'), `/3d/${material}`)
})

test('3D makes a mesh that leads to the viewer', needsBrowser, async (t) => {
  const studio = await openStudio(t)
  const { page, server } = studio
  await page.getByRole('radio', { name: '3D' }).click()
  await promptOf(page).fill('copper gear')
  await sideOf(page, 'Width').fill('128')
  await sideOf(page, 'Height').fill('128')
  await page
    .getByRole('spinbutton', { name: 'Triangles' })
    .or(page.getByRole('textbox', { name: 'Triangles' }))
    .fill('1000')
  await page.getByRole('switch', { name: 'Blender export' }).click()
  await generate(page, /^Make it in 3D/).click()
  const link = page.getByRole('link', { name: 'Open in 3D' })
  await link.waitFor({ timeout: 120_000 })
  assert.deepEqual(await findBarriers(page), [])
  const [job] = await jobsOf(studio)
  const { mesh } = job!.output as { mesh: string }
  await link.click()
  await page.waitForURL(`${server.origin}/3d/${mesh}`)
})

test('a mask is painted, undone, sent and used by a diffusion model', needsBrowser, async (t) => {
  const studio = await openStudio(t)
  const { page, workspace, call } = studio
  using models = await tinyModels('tiny-sd15')
  await (await workspace.library()).add(models.path('tiny-sd15'), {})
  await page.reload()
  await page.getByRole('option', { name: /tiny-sd15.*default/ }).waitFor({ state: 'attached' })
  await page.getByRole('button', { name: /^Start picture/ }).click()
  const grey = encodePng({ width: 64, height: 64, channels: 3, data: new Uint8Array(64 * 64 * 3).fill(128) })
  await page
    .getByLabel('Start picture', { exact: true })
    .setInputFiles({ name: 'grey.png', mimeType: 'image/png', buffer: Buffer.from(grey) })
  await page.getByRole('radio', { name: 'Inpaint' }).click()
  await promptOf(page).fill('a cat')
  assert.equal(await generate(page).isDisabled(), true, 'a mask is wanted')
  await page.getByRole('button', { name: 'Paint the mask' }).click()
  const canvas = page.getByRole('application')
  const box = (await canvas.boundingBox())!
  const stroke = async (dx: number) => {
    // The picture stands in the middle, twice its size: 128 pixels.
    await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2 - 50)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2 + 50, { steps: 8 })
    await page.mouse.up()
  }
  await page.keyboard.press(']')
  await stroke(-40)
  await page.getByText(/^[1-9]\d? % of the picture$/).waitFor()
  await stroke(40)
  await page.keyboard.press('ControlOrMeta+z')
  assert.deepEqual(await findBarriers(page), [])
  await page.getByRole('button', { name: 'Use the mask' }).click()
  await page.getByRole('button', { name: 'Change the mask' }).waitFor()
  await setNumber(page.getByRole('textbox', { name: 'Steps' }), 2)
  await setNumber(page.getByRole('textbox', { name: 'Soft edge' }), 0)
  await generate(page).click()
  await page.locator('img[data-result]').waitFor({ timeout: 60_000 })
  const [job] = await jobsOf(studio)
  const { start, mask, steps } = job!.input as { start: string; mask: string; steps: number }
  assert.equal(steps, 2)

  const pixels = async (id: string) =>
    decodeImage(new Uint8Array(await (await call(`/api/v1/assets/${id}/file`)).arrayBuffer()))
  const painted = await pixels(mask)
  const at = (image: Awaited<ReturnType<typeof pixels>>, x: number, y: number) =>
    image.data[(y * image.width + x) * image.channels]!
  // The left stroke is there, the right one was undone.
  assert.deepEqual([at(painted, 12, 32), at(painted, 52, 32)], [255, 0])
  const result = await pixels((job!.output as { image: string }).image)
  const before = await pixels(start)
  const change = (x: number) => {
    const column = Array.from({ length: 64 }, (_, y) => Math.abs(at(result, x, y) - at(before, x, y)))
    return Math.max(...column)
  }
  assert.ok(change(12) > 0, 'what is white was painted')
  assert.equal(change(52), 0, 'what is black stayed')
})

function naturalWidth(picture: Locator): Promise<unknown> {
  return picture.page().evaluate(`(async () => {
    const image = document.querySelector('img[data-result]')
    await image.decode()
    return image.naturalWidth
  })()`)
}

async function setNumber(field: Locator, value: number): Promise<void> {
  await field.fill(String(value))
  await field.press('Enter')
}

test('a picture of another program brings its settings, and says what is missing here', needsBrowser, async (t) => {
  const { page } = await openStudio(t)
  const parameters = [
    'a lighthouse <lora:fog:0.7>',
    'Negative prompt: people',
    'Steps: 25, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6, Seed: 42, Size: 640x448, Model: dreamshaper_8, Version: v1.10.1',
  ].join('\n')
  const png = encodePng({ width: 8, height: 8, channels: 3, data: new Uint8Array(192) }, { text: { parameters } })
  await promptOf(page).fill('something else')
  await drop(page, png, 'lighthouse.png')
  const dialog = page.getByRole('dialog', { name: 'A picture' })
  await dialog.getByText('Made with AUTOMATIC1111 or Forge').waitFor()
  await dialog.getByText('It is not installed, and no other diffusion model is.').waitFor()
  await dialog.getByText('LoRAs that are not installed: fog').waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await dialog.getByRole('checkbox', { name: /^Negative prompt/ }).uncheck()
  await dialog.getByRole('button', { name: /^Take \d+ of \d+ over/ }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.equal(await promptOf(page).inputValue(), 'a lighthouse <lora:fog:0.7>')
  assert.equal(await page.getByRole('textbox', { name: 'Negative prompt' }).inputValue(), '')
  assert.equal(await page.getByRole('textbox', { name: 'Seed' }).inputValue(), '42')
  assert.equal(await sideOf(page, 'Width').inputValue(), '640')
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  assert.equal(await promptOf(page).inputValue(), 'something else')
})

/** Drops a file onto the page as the browser would. */
async function drop(page: Page, bytes: Uint8Array, name: string): Promise<void> {
  const data = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    const content = new Uint8Array(${JSON.stringify([...bytes])})
    transfer.items.add(new File([content], ${JSON.stringify(name)}, { type: 'image/png' }))
    return transfer
  })()`)
  for (const type of ['dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer: data })
}

test('waiting jobs are moved by pointer and keys, cancelled and tried again', needsBrowser, async (t) => {
  const studio = await openStudio(t)
  const { page, send, workspace } = studio
  workspace.queue.paused = true
  for (const prompt of ['copper gear', 'oak chest', 'stone arch']) {
    await send('/api/v1/jobs', { node: 'image.generate', input: { prompt, width: 64, height: 64, seed: 1 } })
  }
  await page.getByRole('heading', { name: 'Create' }).waitFor()
  await page.keyboard.press('q')
  const sheet = page.getByRole('dialog', { name: 'Queue' })
  const rows = sheet.locator('[data-waiting]')
  await rows.nth(2).waitFor()
  assert.deepEqual(await findBarriers(page), [])
  const order = () => workspace.queue.queued().map(({ input }) => (input as { prompt: string }).prompt.split(' ')[1])
  assert.deepEqual(order(), ['gear', 'chest', 'arch'])
  const handle = (place: number) => rows.nth(place).getByRole('button', { name: /^Move/ })

  const to = (await rows.nth(2).boundingBox())!
  await handle(0).hover()
  await page.mouse.down()
  await page.mouse.move(to.x + 10, to.y + to.height - 2, { steps: 6 })
  await page.mouse.up()
  await waitUntil(() => order().join() === 'chest,arch,gear')
  await handle(2).focus()
  await page.keyboard.press('ArrowUp')
  await waitUntil(() => order().join() === 'chest,gear,arch')
  assert.equal(await page.evaluate(`document.activeElement.getAttribute('aria-label').includes('gear')`), true)

  await sheet.getByRole('button', { name: /^Cancel .*oak chest/ }).click()
  await sheet.getByRole('button', { name: /^Try again: .*oak chest/ }).click()
  await waitUntil(() => order().join() === 'gear,arch,chest')
  await sheet.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('button', { name: 'Cancel 3 jobs' }).click()
  await waitUntil(() => order().length === 0)
})

async function waitUntil(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok(holds())
}

test('other pages bring pictures and settings along', needsBrowser, async (t) => {
  const { page, send, get, goTo } = await openStudio(t)
  const input = { prompt: 'copper gear', width: 64, height: 96, seed: 5, count: 2 }
  const { id } = await send<{ id: string }>('/api/v1/jobs', { node: 'image.generate', input })
  const job = await get<{ output: { image: string } }>(`/api/v1/jobs/${id}?waitSeconds=60`)
  await goTo(`/?settings=${job.output.image}`)
  await page.getByText('Took its settings over', { exact: true }).waitFor()
  assert.equal(await promptOf(page).inputValue(), 'copper gear')
  assert.equal(await sideOf(page, 'Height').inputValue(), '96')
  assert.equal(await page.getByRole('textbox', { name: 'Seed' }).inputValue(), '5')
  assert.equal(await page.getByRole('textbox', { name: 'How many' }).inputValue(), '2')
  await page.waitForURL((url) => url.search === '')
  await page.getByRole('button', { name: /copper gear.*2 pictures/ }).waitFor()
  assert.deepEqual(await findBarriers(page), [])

  await goTo(`/?image=${job.output.image}&as=texture`)
  await page.getByRole('img', { name: /^Picture of the surface/ }).waitFor()
  await generate(page, /^Make the texture/).click()
  await page
    .locator('[data-tiled]')
    .or(page.getByRole('tab', { name: 'Albedo' }))
    .first()
    .waitFor({ timeout: 60_000 })
  const [texture] = (await get<JobList>('/api/v1/jobs')).items
  assert.deepEqual([texture!.node, texture!.input['image']], ['texture.pbr', job.output.image])
})

test('a job that fails says why and can be changed and tried again', needsBrowser, async (t) => {
  const studio = await openStudio(t)
  const { page } = studio
  await promptOf(page).fill('zorgon')
  await generate(page).click()
  const alert = page.getByRole('alert')
  await alert.getByText(/found no form and no material/).waitFor()
  await alert.getByRole('button', { name: 'Try again' }).waitFor()
  assert.deepEqual(await findBarriers(page), [])
})

test('on a phone form and picture are one tap apart', needsBrowser, async (t) => {
  const { page } = await openStudio(t, { width: 360, height: 740, theme: 'light' })
  await promptOf(page).fill('copper gear')
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
  assert.deepEqual(await findBarriers(page), [])
  await generate(page).click()
  await page.locator('img[data-result]').waitFor({ timeout: 60_000 })
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
  await page.getByRole('radio', { name: 'What to make' }).click()
  assert.equal(await promptOf(page).inputValue(), 'copper gear')
})
