import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

test('the log is filtered, searched, opened, and follows what is written', needsBrowser, async (t) => {
  const { page, workspace } = await openStudio(t, { path: '/logs' })
  await page.getByText('server-start').waitFor()
  assert.deepEqual(await findBarriers(page), [])
  workspace.log.error('test-happening', { place: 'here', list: [1, 2] })
  const row = page.getByRole('button', { name: /test-happening/ })
  await row.waitFor()
  await page.getByRole('radio', { name: 'Errors only' }).click()
  await page.getByText('server-start').waitFor({ state: 'detached' })
  await row.click()
  await page
    .getByRole('definition')
    .filter({ hasText: '[ 1, 2 ]' })
    .or(page.locator('dd', { hasText: '1,' }))
    .first()
    .waitFor()
  assert.deepEqual(await findBarriers(page), [])
  await page.getByRole('searchbox').fill('nowhere')
  await page.getByRole('heading', { name: 'No entry matches' }).waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByText('server-start').waitFor()
})
