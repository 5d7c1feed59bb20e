import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../temporary-workspace.ts'
import { runCli } from './run-cli.ts'

const bin = fileURLToPath(new URL('../../interface/cli/bin.js', import.meta.url))

/** The real program with lines on its standard input. */
async function runWithInput(home: string, input: string, ...words: string[]) {
  const child = spawn(process.execPath, [bin, ...words], {
    env: { PATH: process.env['PATH'], HOME: home, AI_WORKSPACE_HOME: home },
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: home,
  })
  child.stdin.end(input)
  const texts = { out: '', note: '' }
  child.stdout.on('data', (part) => {
    texts.out += part
  })
  child.stderr.on('data', (part) => {
    texts.note += part
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...texts }
}

test('a conversation from a pipe: words, pictures, what asks is refused, undo, export', async (t) => {
  const home = temporaryFolder(t)
  writeFileSync(join(home, 'notes.md'), 'Steel with rivets.')
  const lines = [
    'make a picture of a mossy stone at 64x64',
    'delete that picture',
    '/attach notes.md',
    '/undo',
    '/nonsense',
    '/export talk.md',
    '/quit',
  ]
  const { code, out, note } = await runWithInput(home, `${lines.join('\n')}\n`, 'chat')
  assert.equal(code, 0, note)
  assert.match(note, /✓ image_generate/)
  assert.match(note, /projects\/my-project\/assets\/images\/.*\.png/)
  assert.match(note, /Copied notes\.md to code\/notes\.md/)
  assert.match(note, /Undone: \d+ change/)
  assert.match(note, /no command \/nonsense/)
  assert.notEqual(out, '')
  const shown = await runCli(home, 'chats', 'list', '--json')
  const [{ id, title }] = JSON.parse(shown.out)
  assert.equal(title, 'Make a picture of a mossy stone at 64x64')
  assert.equal(JSON.parse((await runCli(home, 'assets', 'list', '--json')).out).length, 0)
  const one = JSON.parse((await runCli(home, 'chat', '--continue', 'undo that', '--json')).out)
  assert.deepEqual([one.conversation.id, one.turns.length, one.messages[0].text], [id, 1, 'undo that'])
  assert.match((await runCli(home, 'chats', 'search', 'mossy')).out, /Make a picture/)
  assert.equal((await runCli(home, 'chat', '--conversation', 'v0000', 'hello')).code, 3)
})
