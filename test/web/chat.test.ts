import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromium, skipUnless } from '../outside-programs.ts'
import { scriptedChatServer } from '../scripted-chat-server.ts'
import { findBarriers } from './find-barriers.ts'
import { openStudio } from './studio.ts'

const needsBrowser = skipUnless(chromium, 'Chromium')

test(
  'without a language model: the dialogue, its result in place, undo and redo, a branch',
  needsBrowser,
  async (t) => {
    const { page, workspace } = await openStudio(t, { path: '/chat' })
    const field = page.getByRole('textbox', { name: 'Message' })
    const answers = page.getByRole('article', { name: 'Answer' })
    await page.getByRole('button', { name: /futuristic metal texture/ }).click()
    await answers
      .last()
      .getByText(/PBR maps/)
      .waitFor()
    await page.waitForURL(/\/chat\/v[0-9a-f]+/)
    await field.fill('Yes, and make it seamless')
    await page.keyboard.press('Enter')
    const result = answers.last().locator('figure [data-result]').first()
    await result.waitFor({ timeout: 60_000 })
    const undo = answers.last().getByRole('button', { name: /^Undo: \d+ change/ })
    await undo.waitFor()
    assert.equal(await field.inputValue(), '', 'the draft is gone once it is sent')
    const materials = () => workspace.assets.list({ kind: ['material'], currentOnly: true }).length
    assert.equal(materials(), 1)
    assert.deepEqual(await findBarriers(page), [])
    await undo.click()
    await answers
      .last()
      .getByText(/^Undone: /)
      .waitFor()
    assert.equal(materials(), 0)
    await answers.last().getByRole('button', { name: 'Redo' }).click()
    await undo.waitFor()
    assert.equal(materials(), 1)

    // The last message written anew begins a branch; the one before is still there.
    await field.press('ArrowUp')
    await page.getByRole('textbox', { name: 'The message, written anew' }).fill('What can you do?')
    await page.keyboard.press('Enter')
    await page.getByText('2/2').waitFor()
    assert.equal(await page.getByText('Yes, and make it seamless').count(), 0)
    await page.getByRole('button', { name: 'Branch before' }).click()
    await page.getByText('Yes, and make it seamless').waitFor()
    await page.getByText('1/2').waitFor()
  },
)

test('over a server: streamed words outlive a reload, stop ends them, a call asks first', needsBrowser, async (t) => {
  const gates = [1, 2, 3].map(() => Promise.withResolvers<void>())
  t.after(() => {
    for (const gate of gates) gate.resolve()
  })
  let asset = ''
  const language = await scriptedChatServer(t, (words, after) =>
    after === 'tool'
      ? ['It is in the trash.']
      : words.includes('delete')
        ? [{ tool: 'asset_trash', arguments: { assets: [asset] } }]
        : words.includes('endless')
          ? [
              Array.from({ length: 60 }, (_, line) => `${line}\n\n`).join(''),
              'one more, ',
              gates[1]!.promise,
              'last, ',
              gates[2]!.promise,
            ]
          : ['A **gear** is ', gates[0]!.promise, 'a wheel. <img src=x onerror=alert(1)>'],
  )
  const { page, send, get, workspace } = await openStudio(t, { theme: 'light', path: '/gallery' })
  await send('/api/v1/models/servers', { url: language.url, id: 'script' })
  const input = { prompt: 'copper gear', width: 64, height: 64, seed: 1 }
  const { id: job } = await send('/api/v1/jobs', { node: 'image.generate', input })
  await get(`/api/v1/jobs/${job}?waitSeconds=60`)
  asset = workspace.queue.assetsOf(String(job)).find((id) => workspace.assets.get(id).kind === 'image')!

  // Beside the gallery, by its key.
  await page.keyboard.press('ControlOrMeta+j')
  const panel = page.getByRole('complementary', { name: 'Chat' })
  const field = panel.getByRole('textbox', { name: 'Message' })
  const answers = panel.getByRole('article', { name: 'Answer' })
  await panel.getByRole('button', { name: /^Language model: .*scripted/ }).waitFor()
  await field.fill('What is a gear?')
  await field.press('Enter')
  await answers.getByText('A gear is').waitFor()
  await page.reload()
  await answers.getByText('A gear is').waitFor()
  gates[0]!.resolve()
  await answers.getByText('A gear is a wheel. <img src=x onerror=alert(1)>').waitFor()
  assert.equal(await answers.locator('strong').textContent(), 'gear')

  // Another model answers beside it.
  await answers.last().getByRole('button', { name: 'Another answer' }).click()
  await page.getByRole('menuitem', { name: 'Built-in interpreter' }).click()
  await answers.last().getByText('2/2').waitFor()
  await answers.last().getByText('Built-in interpreter', { exact: true }).waitFor()

  await field.fill('Count, endless')
  await field.press('Enter')
  await answers.last().getByText('one more,').waitFor()
  // The end is in sight until the reader goes up; what arrives then does not pull back.
  const messages = panel.getByRole('region', { name: 'Messages' })
  const top = () => page.evaluate<number>(`document.querySelector('section[aria-label="Messages"]').scrollTop`)
  // It follows what is drawn a frame later: where it stands twice in a row is the end.
  let atEnd = 0
  for (const end = Date.now() + 10_000; Date.now() < end; await page.waitForTimeout(100)) {
    const before = atEnd
    atEnd = await top()
    if (atEnd > 200 && atEnd === before) break
  }
  assert.ok(atEnd > 200, `${atEnd}`)
  await messages.hover()
  await page.mouse.wheel(0, -200)
  await panel.getByRole('button', { name: 'To the end' }).waitFor()
  const before = await top()
  gates[1]!.resolve()
  await answers.last().getByText('last,').waitFor()
  assert.equal(await top(), before)
  assert.ok(before < atEnd)
  await panel.getByRole('button', { name: 'Stop' }).click()
  await answers.last().getByText('Stopped by you.').waitFor()

  await field.fill('Now delete the gear')
  await field.press('Enter')
  const card = panel.getByRole('region', { name: 'May I: Move to the trash' })
  await card.getByRole('link', { name: /copper-gear/ }).waitFor()
  assert.equal(workspace.assets.get(asset).trashedAt, undefined)
  assert.deepEqual(await findBarriers(page), [])
  await card.getByRole('button', { name: 'Allow', exact: true }).click()
  await answers.last().getByText('It is in the trash.').waitFor()
  assert.notEqual(workspace.assets.get(asset).trashedAt, undefined)
})

test('at 360 px everything fits and keeps nobody out; drafts outlive a reload', needsBrowser, async (t) => {
  const { page } = await openStudio(t, { path: '/chat', theme: 'light', width: 360, height: 740 })
  const field = page.getByRole('textbox', { name: 'Message' })
  await page.getByRole('button', { name: 'What can you do?' }).click()
  await page.getByRole('article', { name: 'Answer' }).getByRole('button', { name: 'Copy the answer' }).waitFor()
  await page.getByRole('button', { name: /^Mode: / }).click()
  await page.getByRole('menuitem', { name: /^Plan/ }).click()
  await page.getByRole('button', { name: 'Mode: Plan' }).waitFor()
  await field.fill('A half-written thought')
  // It is kept a moment after the last letter, and at the latest when the page goes.
  await page.reload()
  await page.getByText('A half-written thought').waitFor()
  assert.equal(await field.inputValue(), 'A half-written thought')
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
  assert.deepEqual(await findBarriers(page), [])
  await page.getByRole('button', { name: 'Conversations' }).click()
  await page
    .getByRole('dialog', { name: 'Conversations' })
    .getByRole('button', { name: /What can you do/ })
    .first()
    .waitFor()
  assert.deepEqual(await findBarriers(page), [])
})
