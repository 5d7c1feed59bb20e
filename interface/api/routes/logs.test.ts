import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTestServer } from '../../../test/test-server.ts'
import type { LogPage } from '../schemas/log.ts'

test('the log is read, searched and followed', async (t) => {
  const { get, workspace } = await startTestServer(t)
  const page = await get<LogPage>('/api/v1/logs?level=info&q=server-start')
  assert.deepEqual(
    page.items.map(({ event }) => event),
    ['server-start'],
  )
  workspace.log.warn('something', { place: 'here' })
  const news = await get<LogPage>(`/api/v1/logs?level=warn&after=${page.newest}`)
  assert.deepEqual(
    news.items.map(({ event, fields }) => [event, fields['place']]),
    [['something', 'here']],
  )
  assert.deepEqual((await get<LogPage>(`/api/v1/logs?level=warn&after=${news.newest}`)).items, [])
})

test('the doctor says of each thing whether it is in order', async (t) => {
  const { get } = await startTestServer(t)
  const { sections } = await get<{ sections: { title: string; findings: { name: string; state: string }[] }[] }>(
    '/api/v1/doctor',
  )
  const findings = sections.flatMap((section) => section.findings)
  assert.ok(findings.some(({ name, state }) => name === 'folder' && state === 'good'))
  assert.ok(findings.some(({ name, state }) => name === 'procedural' && state === 'good'))
})
