import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { measureStudio } from '../../scripts/measure-studio.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')
/** What the first page may load before it shows, compressed. */
const mostInitialBytes = 300_000

test('the studio opens logged in, and every place of the rail leads to its page', needsBrowser, async (t) => {
  const { page, server } = await openStudio(t)
  assert.equal(new URL(page.url()).search, '', 'the token leaves the address')
  const rail = page.getByRole('navigation', { name: 'Studio' })
  for (const [name, address] of [
    ['Gallery', '/gallery'],
    ['3D', '/3d'],
    ['Jobs', '/jobs'],
    ['Projects', '/projects'],
    ['Models', '/models'],
    ['Settings', '/settings'],
    ['Logs', '/logs'],
    ['Create', '/'],
  ] as const) {
    await rail.getByRole('link', { name, exact: true }).click()
    await page.waitForURL(server.origin + address)
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }
  await rail.getByRole('link', { name: 'Chat', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'New conversation' }).waitFor()
  await page.getByRole('button', { name: 'Connected' }).waitFor()
  assert.deepEqual(await findBarriers(page), [])
})

test('without the cookie it asks for the token and goes on to where one wanted to', needsBrowser, async (t) => {
  const { page, server, token, goTo } = await openStudio(t, { expected: /401/ })
  await page.context().clearCookies()
  await goTo('/jobs')
  await page.getByRole('heading', { name: 'ai-workspace' }).waitFor()
  await page.getByLabel('Token').fill('wrong')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByText('The token is wrong.').waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL(`${server.origin}/jobs`)
  await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()
})

test('keys go places, list themselves, and the palette finds pages', needsBrowser, async (t) => {
  const { page, server } = await openStudio(t)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.waitForURL(`${server.origin}/models`)
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Go to Jobs').waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('configuration')
  assert.deepEqual(await findBarriers(page), [])
  await page.keyboard.press('Enter')
  await page.waitForURL(`${server.origin}/settings`)
})

test('at 360 px the rail is a bar below, and nothing sticks out', needsBrowser, async (t) => {
  const { page, server } = await openStudio(t, { width: 360, height: 740, theme: 'light' })
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Settings' }).click()
  await page.waitForURL(`${server.origin}/settings`)
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
  assert.deepEqual(await findBarriers(page), [])
})

test('an address that does not exist is the studio to a person and an error to a program', needsBrowser, async (t) => {
  const { page, call } = await openStudio(t, { path: '/galery', expected: /status of 404/ })
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  const answer = await call('/galery')
  assert.deepEqual(
    [answer.status, ((await answer.json()) as { error: { code: string } }).error.code],
    [404, 'not-found'],
  )
})

test('the theme a person chooses stays after a reload', needsBrowser, async (t) => {
  const { page } = await openStudio(t, { theme: 'light' })
  const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
  const light = await ground()
  await page.getByRole('button', { name: 'Theme: As the system' }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  const dark = await ground()
  assert.notEqual(dark, light)
  await page.reload()
  await page.getByRole('button', { name: 'Theme: Dark' }).waitFor()
  assert.equal(await ground(), dark)
})

test('what loads before the first page stays small', needsBrowser, async (t) => {
  const { page } = await openStudio(t)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const { initialBytes } = measureStudio(path.join(import.meta.dirname, '../../interface/web/dist'))
  assert.ok(initialBytes < mostInitialBytes, `${initialBytes} bytes`)
})
