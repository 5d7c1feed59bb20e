import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobView } from '../../interface/api/schemas/job.ts'
import { chromium, skipUnless } from '../outside-programs.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

for (const look of [
  { theme: 'light', width: 360, height: 740 },
  { theme: 'dark', width: 900, height: 700 },
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 360, height: 740 },
] as const) {
  const title = `every page keeps nobody out and fits, ${look.theme} at ${look.width} px`
  test(title, needsBrowser, async (t) => {
    const { page, workspace, send, get, goTo } = await openStudio(t, look)
    const input = { prompt: 'copper gear', width: 64, height: 64, seed: 1 }
    const { id } = await send<JobView>('/api/v1/jobs', { node: 'image.generate', input })
    const { assets } = await get<JobView>(`/api/v1/jobs/${id}?waitSeconds=60`)
    const picture = assets.map((each) => workspace.assets.get(each)).find(({ kind }) => kind === 'image')!
    const { slug } = workspace.projects.list()[0]!
    const problems: string[] = []
    for (const path of [
      '/',
      '/gallery',
      `/gallery/${picture.id}`,
      '/3d',
      '/chat',
      '/models',
      '/projects',
      `/projects/${slug}`,
      '/jobs',
      '/settings',
      '/logs',
    ]) {
      await goTo(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' })
      const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (scrollWidth > look.width) problems.push(`${path}: is ${scrollWidth} px wide`)
      problems.push(...(await findBarriers(page)).map((barrier) => `${path}: ${barrier}`))
    }
    assert.deepEqual(problems, [])
  })
}
