import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startServe } from '../bench/serve-process.ts'
import type { TransferView } from '../interface/api/schemas/transfer.ts'
import { answer, noise, startServer } from '../models/hub/download/unruly-server.fixture.ts'
import { weightsFile } from '../models/hub/download/weights-file.fixture.ts'
import { temporaryFolder } from './temporary-workspace.ts'

test('a pull goes on where it was after the server was killed', async (t) => {
  const home = temporaryFolder(t)
  const bytes = weightsFile(noise(6_000_000))
  let slow = true
  const { url, requests } = await startServer(t, (request, response) => {
    answer(request, response, bytes, {
      write: async (sent, body) => {
        for (let at = 0; at < body.length && !sent.destroyed; at += 50_000) {
          sent.write(body.subarray(at, at + 50_000))
          if (slow) await wait(50)
        }
        sent.end()
      },
    })
  })
  const first = await startServe(home)
  const body = JSON.stringify({ reference: `${url}/dream.safetensors` })
  const { id } = (await (await first.call('/api/v1/models/pull', { method: 'POST', body })).json()) as TransferView
  const look = async (server: typeof first) =>
    (await (await server.call(`/api/v1/transfers/${id}`)).json()) as TransferView
  // Where it is on the disk is written down every second.
  while ((await look(first)).bytesDone < 2_000_000) await wait(20)
  process.kill(first.pid, 'SIGKILL')
  await first[Symbol.asyncDispose]()

  await using second = await startServe(home)
  assert.equal((await look(second)).state, 'paused')
  slow = false
  await second.call(`/api/v1/transfers/${id}/resume`, { method: 'POST' })
  let transfer = await look(second)
  while (!['done', 'failed'].includes(transfer.state)) {
    await wait(20)
    transfer = await look(second)
  }
  assert.equal(transfer.state, 'done', JSON.stringify(transfer.error))
  assert.ok(requests.some(({ headers }) => /^bytes=[1-9]\d+-/.test(headers.range ?? '')))
})
