import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBlender } from './start-blender.ts'

/** A shell script in Blender's place: how our side answers to a program that crashes or hangs. */
function program(t: TestContext, lines: string): { blender: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'start-blender-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const blender = join(folder, 'blender')
  writeFileSync(blender, `#!/bin/sh\n${lines}\n`)
  chmodSync(blender, 0o755)
  return { blender, folder }
}

const script = 'scene.py'
const job = { glb: 'a b; $(touch x).glb' }

/** Starts it and gives it its job. */
async function run(blender: string, { signal = new AbortController().signal, timeoutMs = 20_000 } = {}) {
  await using started = startBlender({ blender, script })
  return await started.run(job, { timeoutMs, signal })
}

test('the job goes in as one line of JSON, however its paths are spelt; the environment holds no secrets', async (t) => {
  const { blender } = program(t, 'for word in "$@"; do echo "[$word]"; done; env; read -r line; echo "job: $line"')
  process.env['SECRET_TOKEN_OF_THE_USER'] = 'hunter2'
  const path = process.env['PATH']
  process.env['PATH'] = `/home/someone/.pyenv/shims:${path}`
  const { output } = await run(blender)
  delete process.env['SECRET_TOKEN_OF_THE_USER']
  process.env['PATH'] = path
  assert.match(output, /\[--python\]\n\[scene.py\]\n\[--\]\n\[--job\]\n/)
  assert.match(output, /\[--factory-startup\]/)
  assert.ok(output.includes(`job: ${JSON.stringify(job)}\n`))
  assert.doesNotMatch(output, /hunter2|pyenv/)
})

test('a Blender that fails is reported with what it said last', async (t) => {
  const { blender } = program(t, 'echo "Error: no such operator" >&2; echo "Blender quit"; exit 1')
  await assert.rejects(run(blender), {
    code: 'outside-program',
    message: 'Blender ended with 1: Error: no such operator',
  })
})

test('of a Python error its own sentence is told', async (t) => {
  const said = [
    'RuntimeError: Error: Python: Traceback (most recent call last):',
    "ModuleNotFoundError: No module named 'numpy'",
    'Location: ops.py:113',
    "Error: script failed, file: 'scene.py', exiting.",
  ]
  const { blender } = program(
    t,
    said
      .map((line) => `echo "${line}" >&2`)
      .join('\n')
      .concat('\nexit 1'),
  )
  await assert.rejects(run(blender), { message: "Blender ended with 1: ModuleNotFoundError: No module named 'numpy'" })
})

test('a Blender that crashes names its signal', async (t) => {
  const { blender } = program(t, 'kill -SEGV $$')
  await assert.rejects(run(blender), /ended with SIGSEGV/)
})

test('a Blender that hangs is ended in time, with everything it started', async (t) => {
  const { blender, folder } = program(t, 'sleep 30 & echo $! > "$(dirname "$0")/child"; wait')
  await assert.rejects(run(blender, { timeoutMs: 400 }), {
    code: 'outside-program',
    message: /did not finish within/,
  })
  await gone(join(folder, 'child'))
})

test('cancelling ends it at once', async (t) => {
  const { blender, folder } = program(t, 'sleep 30 & echo $! > "$(dirname "$0")/child"; wait')
  const controller = new AbortController()
  const cancelled = run(blender, { signal: controller.signal })
  await written(join(folder, 'child'))
  controller.abort()
  await assert.rejects(cancelled, { name: 'AbortError' })
  await gone(join(folder, 'child'))
})

test('no job is given when it is cancelled already', async (t) => {
  const { blender, folder } = program(t, 'read -r line && touch "$(dirname "$0")/given"')
  await assert.rejects(run(blender, { signal: AbortSignal.abort() }), { name: 'AbortError' })
  assert.ok(!existsSync(join(folder, 'given')))
})

test('one that waits ends when it is not wanted any more, and when nobody is left to want it', async (t) => {
  const { blender, folder } = program(t, 'echo $$ > "$(dirname "$0")/child"; read -r line')
  {
    await using _ = startBlender({ blender, script })
    await written(join(folder, 'child'))
  }
  await gone(join(folder, 'child'))
  rmSync(join(folder, 'child'))
  const url = new URL('./start-blender.ts', import.meta.url)
  const source = `const { startBlender } = await import(${JSON.stringify(url)}); startBlender(${JSON.stringify({ blender, script })})`
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: 'ignore' })
  await written(join(folder, 'child'))
  owner.kill('SIGKILL')
  await gone(join(folder, 'child'))
})

test('a program that cannot be started is an error of that program', async () => {
  const blender = '/nowhere/blender'
  await assert.rejects(run(blender), {
    code: 'outside-program',
    message: /could not be started/,
  })
})

/** Waits until a file is there, with something in it. */
async function written(file: string): Promise<void> {
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await sleep(10)
}

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
