import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

test('a setting is found, changed, marked, and reset', needsBrowser, async (t) => {
  const { page, workspace } = await openStudio(t, { path: '/settings' })
  await page.getByRole('region', { name: 'Engine' }).waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await page.keyboard.press('/')
  await page.keyboard.type('width of pictures')
  await page.getByRole('region', { name: 'Engine' }).waitFor({ state: 'detached' })
  const width = page.getByLabel('Width', { exact: true })
  await width.fill('768')
  await width.press('Enter')
  await page.getByText('Width changed').first().waitFor()
  assert.equal(workspace.config.generate.width, 768)
  await page.getByText('default: 512').waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await page.getByRole('button', { name: 'Reset Width' }).click()
  await page.getByText('Width is back at its default').first().waitFor()
  assert.equal(workspace.config.generate.width, 512)

  await page.getByRole('searchbox').fill('engine threads')
  const threads = page.getByLabel('Threads', { exact: true })
  await threads.fill('9999')
  await threads.press('Enter')
  await page.getByText('Threads changed').first().waitFor()
  assert.equal(workspace.config.engine.threads, 256, 'kept within its bounds')

  await page.getByRole('searchbox').fill('allowed origins')
  const origins = page.getByLabel('Allowed origins', { exact: true })
  await origins.fill('https://tool.example\nhttps://other.example')
  await origins.blur()
  await page.getByText('Allowed origins changed').first().waitFor()
  assert.deepEqual(workspace.config.server.allowedOrigins, ['https://tool.example', 'https://other.example'])
})

test('switches and lists of choices work by keyboard, and a secret is never shown', needsBrowser, async (t) => {
  const { page, workspace } = await openStudio(t, { path: '/settings', width: 360, height: 740, theme: 'light' })
  await page.getByRole('switch', { name: 'Offline' }).press('Space')
  await page.getByText('Offline changed').first().waitFor()
  assert.equal(workspace.config.network.offline, true)
  await page.getByLabel('Precision', { exact: true }).selectOption('int8')
  await page.getByText('Precision changed').first().waitFor()
  assert.equal(workspace.config.models.precision, 'int8')
  const token = page.getByLabel('Token', { exact: true })
  await token.fill('hf_secret')
  await token.press('Enter')
  await page.getByText('Token changed').first().waitFor()
  assert.equal(workspace.config.hub.token, 'hf_secret')
  await page.reload()
  await page.getByPlaceholder('is set').waitFor()
  assert.ok(!(await page.content()).includes('hf_secret'))
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
  assert.deepEqual(await findBarriers(page), [])
})

test('the machine is examined when asked for', needsBrowser, async (t) => {
  const { page } = await openStudio(t, { path: '/settings#machine' })
  await page.getByRole('button', { name: 'Examine' }).click()
  const report = page.getByRole('region', { name: 'This machine' })
  // It tries what could compute models, which takes seconds.
  await report
    .getByText(/Everything that is needed is here|Something that is needed is missing/)
    .waitFor({ timeout: 90_000 })
  assert.ok((await report.getByRole('listitem').count()) > 5)
  assert.deepEqual(await findBarriers(page), [])
})
