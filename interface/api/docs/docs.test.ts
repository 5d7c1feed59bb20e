import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { validate } from '@readme/openapi-parser'
import { temporaryWorkspace } from '../../../test/temporary-workspace.ts'
import { startTestServer } from '../../../test/test-server.ts'
import { buildApp } from '../app.ts'
import { ChatRelay } from '../events/chat-relay.ts'
import { EventLog } from '../events/event-log.ts'
import { Previews } from '../events/previews.ts'
import { Access } from '../security/access.ts'
import { readToken } from '../security/token.ts'
import { WebhookSender } from '../webhooks/webhook-sender.ts'
import { type ApiDescription, describeApi } from './describe-api.ts'

test('the description is valid OpenAPI 3.1, with an operation of its own for every node', async (t) => {
  const { server, workspace } = await startTestServer(t)
  const answer = await fetch(`${server.origin}/openapi.json`)
  const api = (await answer.json()) as ApiDescription
  const result = await validate(structuredClone(api) as never)
  assert.ok(result.valid, JSON.stringify(result.valid ? '' : result.errors.slice(0, 3)))
  assert.equal(api.openapi, '3.1.0')
  for (const id of workspace.nodes.ids()) {
    const operation = api.paths[`/api/v1/run/${id}`]?.['post']
    assert.ok(operation?.requestBody?.content['application/json']?.example !== undefined, id)
  }
  const ids = Object.values(api.paths).flatMap((each) => Object.values(each).map(({ operationId }) => operationId))
  assert.equal(new Set(ids).size, ids.length, 'names of operations are unique')
})

test('every route of the app is described, and every description has its route', async (t) => {
  const { routes, api } = await describedApp(t)
  const described = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const answered = routes
    .filter(({ path, method }) => path.startsWith('/api/v1/') && method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`)
  assert.deepEqual([...new Set(described)].sort(), [...new Set(answered)].sort())
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const operation of Object.values(operations)) assert.ok(operation.summary && operation.tags?.length, path)
  }
})

test('the page names every route, and needs neither a script inside nor anything from elsewhere', async (t) => {
  const { server } = await startTestServer(t)
  const page = await (await fetch(`${server.origin}/docs`)).text()
  const api = (await (await fetch(`${server.origin}/openapi.json`)).json()) as ApiDescription
  for (const operations of Object.values(api.paths)) {
    for (const { operationId } of Object.values(operations))
      assert.ok(page.includes(`id="${operationId}"`), operationId)
  }
  assert.doesNotMatch(page, /<script>|<style>|\son\w+=|style=/)
  const addresses = [...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address]) => address!)
  assert.ok(addresses.every((address) => address.startsWith('/')))
  for (const address of ['/docs/docs.css', '/docs/docs.js']) {
    assert.ok(addresses.includes(address))
    assert.equal((await fetch(server.origin + address)).status, 200)
  }
  assert.match(page, /curl -X POST [^ ]+\/api\/v1\/run\/image\.invert/)
})

/** The app's own table of routes, beside what it says of them without the nodes. */
async function describedApp(t: TestContext) {
  const workspace = await temporaryWorkspace(t)
  const access = new Access({
    token: readToken(workspace.home),
    host: '127.0.0.1',
    secure: false,
    settings: workspace.config.server,
    log: workspace.log,
  })
  const { signal } = new AbortController()
  const events = new EventLog()
  const webhooks = new WebhookSender({ workspace, events, version: '0', signal })
  const chats = new ChatRelay((listener) => workspace.chat.subscribe(listener), events)
  t.after(() => chats.stop())
  const context = { workspace, events, previews: new Previews(), chats, access, webhooks, version: '0', signal }
  const app = buildApp(context, { folder: workspace.home, state: () => ({ kind: 'ready' }) })
  return { routes: app.routes, api: describeApi(app, '0', []) }
}
