import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { openWorkspace } from '../../../core/workspace.ts'
import { tinyModels } from '../../../test/diffusion/tiny-models.ts'
import { startTestServer } from '../../../test/test-server.ts'

test('what another process does to models and database is told', async (t) => {
  const { server, token, workspace } = await startTestServer(t)
  const heard = await listen(server.origin, token)
  await using other = await openWorkspace({ home: workspace.home, environment: {} })
  using files = await tinyModels('tiny-sd15')
  const models = heard.next('models-changed')
  await (await other.library()).add(files.path('tiny-sd15'), {})
  await models
  const changed = heard.next('workspace-changed')
  other.projects.create('Another')
  await changed
  heard.close()
})

test('the engine of a job that runs here is no other process', async (t) => {
  const { server, token, send, get } = await startTestServer(t)
  const heard = await listen(server.origin, token)
  for (const seed of [1, 2, 3]) {
    const input = { prompt: 'copper gear', width: 64, height: 64, seed }
    const { id } = await send<{ id: string }>('/api/v1/run/image.generate', input)
    await get(`/api/v1/jobs/${id}?waitSeconds=60`)
  }
  const types = heard.types()
  assert.equal(types.filter((type) => type === 'job-end').length, 3)
  assert.ok(types.filter((type) => type === 'workspace-changed').length <= 1, types.join())
  heard.close()
})

/** The event stream of a server. */
async function listen(origin: string, token: string) {
  const types: string[] = []
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
  })
  socket.on('message', (data) => types.push(JSON.parse(String(data)).type))
  await new Promise((resolve) => socket.once('open', resolve))
  return {
    types: () => types,
    next: (type: string) =>
      new Promise<void>((resolve) =>
        socket.on('message', (data) => JSON.parse(String(data)).type === type && resolve()),
      ),
    close: () => socket.close(),
  }
}
