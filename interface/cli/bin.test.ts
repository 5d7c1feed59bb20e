import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const bin = path.join(import.meta.dirname, 'bin.js')
const oldNode = findOldNode()
const options = { skip: oldNode === undefined ? 'no Node older than 24 on the PATH' : false }

/** A Node of the system that is too old for the sources: what a fresh machine has. */
function findOldNode(): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .find((file) => Number.parseInt(execFileSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8' }), 10) < 24)
}

function start(words: readonly string[]) {
  const child = spawn(oldNode!, [bin, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return { child, ended: new Promise<number | null>((resolve) => child.on('close', resolve)), output: () => output }
}

test('an older Node starts again with the one npm installed and passes words and output on', options, async () => {
  const { ended, output } = start(['--version'])
  assert.equal(await ended, 0)
  assert.match(output(), /Node 24\./)
})

test('an older Node passes the exit code of an error on', options, async () => {
  const { ended, output } = start(['nodes', '--no-such-flag'])
  assert.equal(await ended, 2)
  assert.match(output(), /no-such-flag/)
})

test('the plain launcher and a too old Node agree on what they say', options, async () => {
  const { ended, output } = start(['--help'])
  assert.equal(await ended, 0)
  assert.equal(output(), execFileSync(process.execPath, [bin, '--help'], { encoding: 'utf8' }))
})
