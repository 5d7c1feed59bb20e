import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runBlender } from './run-blender.ts'

/** A shell script in Blender's place: how our side answers to a program that crashes or hangs. */
function program(t: TestContext, lines: string): { blender: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'run-blender-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const blender = join(folder, 'blender')
  writeFileSync(blender, `#!/bin/sh\n${lines}\n`)
  chmodSync(blender, 0o755)
  return { blender, folder }
}

const common = {
  script: 'scene.py',
  words: ['--job', 'a b; $(touch x).json'],
  timeoutMs: 20_000,
  signal: AbortSignal.abort(),
}

test('paths go after -- as they are, however they are spelt; the environment holds no secrets', async (t) => {
  const { blender } = program(t, 'for word in "$@"; do echo "[$word]"; done; env')
  process.env['SECRET_TOKEN_OF_THE_USER'] = 'hunter2'
  const { output } = await runBlender({ ...common, blender, signal: new AbortController().signal })
  delete process.env['SECRET_TOKEN_OF_THE_USER']
  assert.match(output, /\[--python\]\n\[scene.py\]\n\[--\]\n\[--job\]\n\[a b; \$\(touch x\)\.json\]\n/)
  assert.match(output, /\[--factory-startup\]/)
  assert.doesNotMatch(output, /hunter2/)
})

test('a Blender that fails is reported with what it said last', async (t) => {
  const { blender } = program(t, 'echo "Error: no such operator" >&2; echo "Blender quit"; exit 1')
  await assert.rejects(runBlender({ ...common, blender, signal: new AbortController().signal }), {
    code: 'outside-program',
    message: 'Blender ended with 1: Error: no such operator',
  })
})

test('a Blender that crashes names its signal', async (t) => {
  const { blender } = program(t, 'kill -SEGV $$')
  await assert.rejects(runBlender({ ...common, blender, signal: new AbortController().signal }), /ended with SIGSEGV/)
})

test('a Blender that hangs is ended in time, with everything it started', async (t) => {
  const { blender, folder } = program(t, 'sleep 30 & echo $! > "$(dirname "$0")/child"; wait')
  await assert.rejects(runBlender({ ...common, blender, timeoutMs: 400, signal: new AbortController().signal }), {
    code: 'outside-program',
    message: /did not finish within/,
  })
  await gone(join(folder, 'child'))
})

test('cancelling ends it at once', async (t) => {
  const { blender, folder } = program(t, 'sleep 30 & echo $! > "$(dirname "$0")/child"; wait')
  const controller = new AbortController()
  const run = runBlender({ ...common, blender, signal: controller.signal })
  while (!existsSync(join(folder, 'child'))) await sleep(10)
  controller.abort()
  await assert.rejects(run, { name: 'AbortError' })
  await gone(join(folder, 'child'))
})

test('nothing is started when it is cancelled already', async (t) => {
  const { blender, folder } = program(t, 'touch "$(dirname "$0")/started"')
  await assert.rejects(runBlender({ ...common, blender }), { name: 'AbortError' })
  assert.ok(!existsSync(join(folder, 'started')))
})

test('a program that cannot be started is an error of that program', async () => {
  const blender = '/nowhere/blender'
  await assert.rejects(runBlender({ ...common, blender, signal: new AbortController().signal }), {
    code: 'outside-program',
    message: /could not be started/,
  })
})

/** Waits until the process whose id the file holds is no more. */
async function gone(file: string): Promise<void> {
  const id = Number(readFileSync(file, 'utf8'))
  for (let tries = 0; tries < 200; tries++) {
    if (!runs(id)) return
    await sleep(10)
  }
  assert.fail(`process ${id} still runs`)
}

/** A process that nobody waits for stays as a zombie until init takes it; it runs no more. */
function runs(id: number): boolean {
  try {
    process.kill(id, 0)
  } catch {
    return false
  }
  const stat = `/proc/${id}/stat`
  return !existsSync(stat) || !/\) Z/.test(readFileSync(stat, 'utf8'))
}
