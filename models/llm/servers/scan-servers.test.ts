import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, json, standIn } from '../../servers/stand-in.fixture.ts'
import { scanServers } from './scan-servers.ts'

const signal = new AbortController().signal

test('what listens on a port is told by what it answers; silence and strangers are nothing', async (t) => {
  const refuse = json({ error: 'messages' }, 400)
  const servers = {
    ollama: await standIn(t, {
      'GET /v1/models': json({ data: [{ id: 'qwen3:4b' }] }),
      'POST /v1/chat/completions': refuse,
      'GET /api/version': json({ version: '0.12.1' }),
    }),
    plain: await standIn(t, {
      'GET /v1/models': json({ data: [{ id: 'mlx-community/x' }] }),
      'POST /v1/chat/completions': refuse,
    }),
    locked: await standIn(t, { 'GET /*': (_, response) => answer(response, { error: 'key' }, 401) }),
    pictures: await standIn(t, { 'GET /sdapi/v1/samplers': json([{ name: 'Euler' }]) }),
    stranger: await standIn(t, { 'GET /*': (_, response) => response.end('<h1>A router</h1>') }),
  }
  const ports = Object.entries(servers).map(([programs, { url }]) => ({ port: Number(new URL(url).port), programs }))
  const found = await scanServers({ ports: [...ports, { port: 1, programs: 'nothing' }], signal })
  assert.deepEqual(
    found.map(({ program, kind, models, problem }) => [program, kind, models, problem]),
    [
      ['Ollama 0.12.1', 'chat', ['qwen3:4b'], undefined],
      ['an OpenAI-compatible server', 'chat', ['mlx-community/x'], undefined],
      ['locked', 'chat', [], 'it wants a token'],
      ['A1111/Forge server', 'a1111', [], undefined],
    ],
  )
})
