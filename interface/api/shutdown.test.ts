import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { startTestServer } from '../../test/test-server.ts'
import type { JobView } from './schemas/job.ts'

test('a server that stops answers who waits, says goodbye to who listens, and takes nobody in', async (t) => {
  const { server, token, workspace, send, get } = await startTestServer(t)
  workspace.queue.paused = true
  const job = await send<JobView>('/api/v1/run/image.generate', {
    prompt: 'copper gear',
    width: 64,
    height: 64,
    seed: 1,
  })
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const goodbye = new Promise<number>((resolve) => socket.once('close', resolve))
  const waiting = get<JobView>(`/api/v1/jobs/${job.id}?waitSeconds=60`)
  // The request must have arrived before the server stops.
  await get('/api/v1/queue')
  await server[Symbol.asyncDispose]()
  assert.equal((await waiting).state, 'queued')
  assert.equal(await goodbye, 1001)
  await assert.rejects(fetch(`${server.origin}/api/v1/health`))
})
