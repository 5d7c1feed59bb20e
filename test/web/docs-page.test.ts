import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

for (const [theme, width] of [
  ['light', 360],
  ['dark', 1280],
] as const) {
  test(
    `the API's page has no barriers, fits ${width} pixels in ${theme}, and finds a route by words`,
    needsBrowser,
    async (t) => {
      const { page } = await openStudio(t, { path: '/docs', width, theme })
      assert.deepEqual(await findBarriers(page), [])
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
      await page.getByRole('searchbox').fill('unload language memory')
      assert.equal(await page.getByRole('status').textContent(), '1 found')
      const route = page.locator('details.entry:visible')
      assert.equal(await route.count(), 1)
      await route.locator('summary').first().click()
      await route.getByText('curl -X POST').waitFor()
      await page.goto(`${new URL(page.url()).origin}/docs#runImageGenerate`)
      await page.locator('#runImageGenerate[open]').waitFor()
      assert.deepEqual(await findBarriers(page), [])
    },
  )
}
