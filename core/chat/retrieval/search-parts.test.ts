import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { answer, json, standIn } from '../../../models/servers/stand-in.fixture.ts'
import { temporaryWorkspace } from '../../../test/temporary-workspace.ts'
import { splitText } from './split-text.ts'

test('files are found by their words, and what is changed or gone is found no more', async (t) => {
  const { chat, projects } = await temporaryWorkspace(t)
  const project = projects.current()
  const file = (name: string) => join(project.folder, 'code', name)
  mkdirSync(join(project.folder, 'code', 'deep'), { recursive: true })
  writeFileSync(file('deep/lore.md'), 'Dragons sleep below the keep.')
  writeFileSync(file('ships.md'), 'Ships sail at dawn.')
  writeFileSync(file('.hidden.md'), 'Dragons, hidden.')
  writeFileSync(file('picture.bin'), new Uint8Array([0, 1, 2, 255]))
  const find = async (text: string) => (await chat.search(project.id, text)).map(({ path }) => path)
  assert.deepEqual(await find('where does the dragon sleep?'), ['code/deep/lore.md'])
  assert.deepEqual(await find('what can you do for me'), [])
  writeFileSync(file('deep/lore.md'), 'Griffins nest above the keep, it is said.')
  assert.deepEqual(await find('dragon'), [])
  assert.deepEqual(await find('griffin'), ['code/deep/lore.md'])
  rmSync(file('deep/lore.md'))
  assert.deepEqual(await find('griffin'), [])
})

test('with a model for it, parts are found by their meaning too, and each is read once', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const project = workspace.projects.current()
  mkdirSync(join(project.folder, 'code'), { recursive: true })
  writeFileSync(join(project.folder, 'code', 'ships.md'), 'Ships sail at dawn.')
  writeFileSync(join(project.folder, 'code', 'bread.md'), 'Bread is baked at dusk.')
  const server = await standIn(t, {
    'GET /v1/models': json({ data: [{ id: 'nomic-embed' }] }),
    'GET /api/version': json({ version: '0.12.1' }),
    'POST /api/show': json({ capabilities: ['embedding'] }),
    'POST /v1/chat/completions': json({ error: { message: 'messages is required' } }, 400),
    'POST /v1/embeddings': ({ body }, response) => {
      const { input } = JSON.parse(body.toString()) as { input: string | string[] }
      const vector = (text: string) => (/ship|vessel/i.test(text) ? [1, 0] : [0, 1])
      const data = [input].flat().map((text, index) => ({ index, embedding: vector(text) }))
      answer(response, { data, usage: { prompt_tokens: 2 } })
    },
  })
  await (await workspace.library()).addServer({ url: server.url }, { signal: AbortSignal.timeout(10_000) })
  const search = () => workspace.chat.search(project.id, 'which vessels are there')
  assert.deepEqual(await search(), [])
  workspace.settings.change({ 'chat.embeddingModel': workspace.language.list()[0]!.id })
  assert.equal((await search())[0]!.path, 'code/ships.md')
  const asked = server.bodies('/v1/embeddings').length
  await search()
  const texts = server
    .bodies('/v1/embeddings')
    .slice(asked)
    .flatMap(({ input }) => input)
  assert.deepEqual(texts, ['which vessels are there'])
})

test('a text is parted at blank lines, and nothing of it is lost', () => {
  const paragraphs = Array.from({ length: 12 }, (_, n) => `Paragraph ${n} ${'word '.repeat(30 + n * 5)}`.trim())
  const parts = splitText(paragraphs.join('\n\n'))
  assert.ok(parts.length > 3 && parts.every((part) => part.length <= 1500))
  assert.equal(parts.join(' ').replaceAll(/\s+/g, ' '), paragraphs.join(' ').replaceAll(/\s+/g, ' '))
  assert.equal(splitText('x'.repeat(5000)).join('').replaceAll('\n', ''), 'x'.repeat(5000))
})
