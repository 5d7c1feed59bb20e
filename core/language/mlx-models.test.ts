import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ChatRequest } from '../../base/chat.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'

const signal = new AbortController().signal
const hello: ChatRequest = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] }

/** Stands in for mlx_lm.server by what it documents (SERVER.md): its flags, /v1/models, /v1/chat/completions. */
const program = `#!${process.execPath}
const { createServer } = require('node:http')
const flag = (name) => process.argv[process.argv.indexOf('--' + name) + 1]
if (flag('model') === 'none') { console.error('Repository not found: none'); process.exit(1) }
setTimeout(() => createServer((request, response) => {
  if (request.url === '/v1/models') return response.end(JSON.stringify({ data: [{ id: flag('model') }] }))
  const say = (chunk) => response.write('data: ' + JSON.stringify(chunk) + '\\n\\n')
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  say({ choices: [{ delta: { content: 'I am ' + process.pid }, finish_reason: 'stop' }] })
  response.end('data: [DONE]\\n\\n')
}).listen(Number(flag('port')), flag('host')), 100)
`

test('mlx_lm.server is started when asked, kept for the next question, counted, ended, and started anew after a crash', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const folder = temporaryFolder(t)
  const at = join(folder, 'mlx_lm.server')
  writeFileSync(at, program)
  chmodSync(at, 0o755)
  const model = join(folder, 'llama-4bit')
  mkdirSync(model)
  writeFileSync(join(model, 'model.safetensors'), new Uint8Array(1000))
  workspace.settings.change({ 'chat.mlxServer': at })
  const library = await workspace.library()
  await library.addMlx(model, {})
  await library.addMlx('none', {})
  const { language } = workspace
  const [facts] = language.list()
  assert.deepEqual([facts?.id, facts?.kind, facts?.loaded], ['llama-4bit', 'server', false])

  const ask = async () => (await (await language.open('llama-4bit')).reply(hello, { signal })).text
  const first = await ask()
  assert.match(first, /^I am \d+$/)
  assert.equal(await ask(), first)
  assert.deepEqual(
    language.loaded().map(({ title, bytes }) => [title, bytes]),
    [['llama-4bit (MLX)', 1000]],
  )
  const unloaded = Promise.withResolvers<void>()
  workspace.queue.subscribe((event) => event.type === 'model-unload' && unloaded.resolve())
  process.kill(Number(first.slice('I am '.length)), 'SIGKILL')
  await unloaded.promise
  const second = await ask()
  assert.notEqual(second, first)
  await language.unload()
  assert.throws(() => process.kill(Number(second.slice('I am '.length)), 0), { code: 'ESRCH' })

  const none = await language.open('none')
  await assert.rejects(none.reply(hello, { signal }), { code: 'outside-program', message: /Repository not found/ })
  workspace.settings.change({ 'chat.mlxServer': join(folder, 'not-there') })
  const gone = await language.open('none')
  await assert.rejects(gone.reply(hello, { signal }), { code: 'outside-program', message: /ENOENT/ })
})
