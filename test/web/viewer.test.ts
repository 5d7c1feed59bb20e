import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import sharp from 'sharp'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio, type StudioTest } from './studio.ts'

const skip = chromium === undefined && 'needs Chromium'

test('a mesh is drawn, shown in its parts and levels, measured and exported', { skip }, async (t) => {
  const studio = await openStudio(t, { path: '/3d', width: 1000, height: 600 })
  const { page } = studio
  await page.getByText('No mesh or material in this project yet').waitFor()
  await page.getByRole('link', { name: 'Create one' }).click()
  await page.getByRole('radio', { name: '3D', checked: true }).waitFor()
  const mesh = await make(studio, 'mesh.form', {
    form: await form(studio),
    triangles: 2000,
    levels: [0.5, 0.25],
    textureSize: 256,
  })
  await studio.goTo(`/3d/${mesh.output.mesh}`)
  const canvas = await drawn(studio)

  const finished = await colours(studio)
  assert.ok(finished.distinct > 200, `${finished.distinct} colours`)
  await page.getByLabel('Show', { exact: true }).selectOption('uv')
  const checker = await colours(studio)
  assert.ok(checker.saturation > finished.saturation + 0.02, 'the UV checker is colourful')
  await page.getByLabel('Show', { exact: true }).selectOption('roughness')
  assert.ok((await colours(studio)).saturation < 0.02, 'one channel is grey')

  // What is said is what is drawn, a frame after the click.
  const triangles = async (holds: (count: number) => boolean) => {
    const end = Date.now() + 20_000
    for (;;) {
      const text = await page.getByText(/triangles now/).textContent()
      if (holds(count(text))) return count(text)
      assert.ok(Date.now() < end, String(text))
      await page.waitForTimeout(50)
    }
  }
  await page.getByRole('radio', { name: 'Level 0' }).click()
  const fine = await triangles((now) => now > 1000)
  await page.getByRole('radio', { name: 'Level 2' }).click()
  await triangles((now) => now > 0 && 3 * now < fine)

  await page.getByRole('button', { name: 'Measure a distance' }).click()
  const box = (await canvas.boundingBox())!
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.click(box.x + box.width / 2 + 20, box.y + box.height / 2)
  assert.match((await page.locator('output').textContent())!, /^[\d.]+ (m|cm|mm)$/)

  await page.getByRole('tab', { name: 'Facts' }).click()
  await page.getByText('Watertight', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Export' }).click()
  await page.getByRole('button', { name: 'Export for STL' }).click()
  const link = page.getByRole('link', { name: /kB|MB/ }).last()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  assert.match(download.suggestedFilename(), /\.stl$/)
  assert.deepEqual(await findBarriers(page), [])
})

test('compressed meshes are drawn, Draco, meshopt and KTX2; what no browser draws says so', { skip }, async (t) => {
  const studio = await openStudio(t, { width: 700, height: 500 })
  const { output } = await make(studio, 'mesh.form', {
    form: await form(studio),
    triangles: 500,
    levels: [0.5],
    textureSize: 256,
  })
  for (const compress of ['draco', 'meshopt']) {
    const { output: packed } = await make(studio, 'mesh.export', {
      mesh: output['mesh'],
      compress,
      ktx2: compress === 'draco',
    })
    await studio.goTo(`/3d/${packed['file']}`)
    await drawn(studio)
    assert.ok((await colours(studio)).distinct > 100, compress)
  }
  const { output: packed } = await make(studio, 'mesh.export', { mesh: output['mesh'], format: 'usdz' })
  await studio.goTo(`/3d/${packed['file']}`)
  await studio.page.getByText('USDZ opens in Quick Look').waitFor()
  const mesh = studio.page.getByRole('link', { name: 'Show the mesh it was made of' })
  assert.equal(await mesh.getAttribute('href'), `/3d/${output['mesh']}`)
})

test('a material is shown on a body, and a picture of it goes into the project', { skip }, async (t) => {
  const studio = await openStudio(t, { width: 1000, height: 600 })
  const { page } = studio
  await make(studio, 'texture.generate', { prompt: 'rusty copper hull', width: 256, height: 256, seed: 4 })
  const material = (await studio.get<{ items: { id: string }[] }>('/api/v1/assets?kind=material')).items[0]!
  await studio.goTo(`/3d/${material.id}`)
  await drawn(studio)
  const sphere = await colours(studio)
  assert.ok(sphere.distinct > 200)
  await page.getByRole('radio', { name: 'Plane' }).click()
  // 'ready' may still be the sphere's: the other body is drawn once its maps are loaded.
  const end = Date.now() + 60_000
  while (isDeepStrictEqual(await colours(studio), sphere)) assert.ok(Date.now() < end, 'the plane is drawn')
  await page.getByRole('button', { name: 'Keep a picture in the project' }).click()
  await page.getByText('The picture is in the project.').first().waitFor()
  const { items } = await studio.get<{ items: { name: string }[] }>('/api/v1/assets?kind=image')
  assert.ok(
    items.some(({ name }) => name.includes('view')),
    JSON.stringify(items),
  )
})

/** Runs a node to its end. */
async function make(studio: StudioTest, node: string, input: object) {
  const { id } = await studio.send<JobView>('/api/v1/jobs', { node, input })
  const job = await studio.get<JobView>(`/api/v1/jobs/${id}?waitSeconds=60`)
  assert.equal(job.state, 'done', job.error?.message)
  return job as JobView & { output: Record<string, string> }
}

async function form(studio: StudioTest): Promise<string> {
  const input = { prompt: 'stone gear', width: 64, height: 64, seed: 1 }
  return (await make(studio, 'image.generate', input)).output['form']!
}

/** The canvas once the subject is in it. Without a graphics chip the shaders of a scene take seconds to make, on a busy machine many. */
async function drawn({ page }: StudioTest) {
  const canvas = page.locator('canvas[data-state="ready"]')
  await canvas.waitFor({ timeout: 90_000 })
  return canvas
}

/** How many colours the canvas shows, and how far they are from grey on average. */
async function colours({ page }: StudioTest): Promise<{ distinct: number; saturation: number }> {
  // Two frames: one in which the change is drawn, one in which it is shown.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
  const png = await page.locator('canvas').screenshot()
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const seen = new Set<number>()
  let spread = 0
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = [data[i]!, data[i + 1]!, data[i + 2]!]
    seen.add((r << 16) | (g << 8) | b)
    spread += Math.max(r, g, b) - Math.min(r, g, b)
  }
  return { distinct: seen.size, saturation: spread / (info.width * info.height * 255) }
}

function count(text: string | null): number {
  return Number(text!.replace(/\D/g, ''))
}
