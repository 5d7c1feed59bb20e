import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startReceiver } from '../../../interface/api/webhooks/receiver.fixture.ts'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { runProgram } from '../run-program.ts'
import { createTerminal } from '../terminal/terminal.ts'

test('a webhook is added, tested and looked up without a server', async (t) => {
  const home = temporaryFolder(t)
  const { url, received } = await startReceiver(t)
  const refused = await run(home, ['webhooks', 'add', url])
  assert.equal(refused.code, 2)
  await run(home, ['config', 'set', 'server.webhooksToPrivateAddresses', 'true'])
  const added = JSON.parse((await run(home, ['webhooks', 'add', url, '--event', 'job-end', '--json'])).out)
  assert.match(added.secret, /^whsec_/)
  const tested = await run(home, ['webhooks', 'test', added.id])
  assert.equal(tested.code, 0, tested.out)
  assert.match(received[0]!.body, /webhook-test/)
  assert.match((await run(home, ['webhooks', 'log', added.id])).out, /webhook-test\s+delivered\s+1\s+200 after/)
  assert.ok(!(await run(home, ['webhooks', 'list', '--json'])).out.includes('whsec_'))
  assert.equal((await run(home, ['webhooks', 'remove', added.id])).code, 0)
  assert.equal((await run(home, ['webhooks', 'test', added.id])).code, 3)
})

async function run(home: string, words: readonly string[]): Promise<{ code: number; out: string }> {
  const out: string[] = []
  const tell = (text: string) => void out.push(text)
  const terminal = createTerminal({ json: words.includes('--json'), color: false, out: tell, note: tell })
  const code = await runProgram([...words, '--home', home], { terminal, signal: new AbortController().signal })
  return { code, out: out.join('\n') }
}
