import assert from 'node:assert/strict'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import { configKeys, configPath, describeConfigKey, isSecretKey, loadConfig, setSetting } from './load-config.ts'

function homeWith(t: TestContext, text: string): string {
  const home = temporaryFolder(t)
  mkdirSync(dirname(configPath(home)), { recursive: true })
  writeFileSync(configPath(home), text)
  return home
}

test('the file goes over the defaults and the environment over the file', (t) => {
  const home = homeWith(t, '{"generate":{"width":640,"height":320}}')
  const config = loadConfig(home, { AI_WORKSPACE_GENERATE_HEIGHT: '256', AI_WORKSPACE_HOME: home })
  assert.deepEqual([config.generate.width, config.generate.height, config.generate.textureSize], [640, 256, 1024])
})

test('every wrong key and value is named in one error, with the near right one', (t) => {
  const home = homeWith(t, '{"generate":{"widht":640,"height":-1},"motor":{}}')
  assert.throws(
    () => loadConfig(home, { AI_WORKSPACE_ENGINE_THREAD: '2' }),
    (error: Error & { code?: string }) => {
      assert.equal(error.code, 'config-invalid')
      for (const named of [
        '"generate.widht" is no setting (did you mean "generate.width"?)',
        '"generate.height"',
        '"motor"',
        'AI_WORKSPACE_ENGINE_THREADS',
      ]) {
        assert.ok(error.message.includes(named), `${named} in: ${error.message}`)
      }
      return true
    },
  )
})

test('a file that is not JSON is named', (t) => {
  assert.throws(() => loadConfig(homeWith(t, '{"a":'), {}), { code: 'config-invalid', message: /not valid JSON/ })
  assert.throws(() => loadConfig(homeWith(t, '[]'), {}), { code: 'config-invalid', message: /one JSON object/ })
})

test('a setting is checked before it is written, and can go back to its default', (t) => {
  const home = homeWith(t, '{}')
  assert.equal(setSetting(home, 'generate.width', '768'), 768)
  assert.equal(loadConfig(home, {}).generate.width, 768)
  assert.throws(() => setSetting(home, 'generate.width', '1'), { code: 'bad-input' })
  assert.throws(() => setSetting(home, 'generate.wide', '768'), { code: 'not-found', hint: /generate.width/ })
  assert.equal(setSetting(home, 'generate.width', undefined), 512)
  for (const key of ['constructor.name', '__proto__.x', 'server.constructor', 'server.port.more', 'server', '']) {
    assert.throws(() => setSetting(home, key, '1'), { code: 'not-found' }, key)
  }
})

test('every setting says what it is for', () => {
  for (const key of configKeys()) assert.ok(describeConfigKey(key).length > 10, key)
})

test('a token is a secret, and its file can be read by its owner alone', {
  skip: process.platform === 'win32',
}, (t) => {
  const home = homeWith(t, '{}')
  assert.deepEqual(configKeys().filter(isSecretKey), ['hub.token'])
  setSetting(home, 'hub.token', 'hf_x')
  setSetting(home, 'generate.width', '768')
  assert.equal(statSync(configPath(home)).mode & 0o777, 0o600)
})

test('the short variable for offline mode is known', (t) => {
  assert.equal(loadConfig(homeWith(t, '{}'), { AI_WORKSPACE_OFFLINE: '1' }).network.offline, false)
})
