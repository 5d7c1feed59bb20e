import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { WorkspaceError } from '../../base/error.ts'
import { providerFacts } from './provider-facts.ts'
import { testProvider } from './provider-self-test.ts'
import { chooseProvider } from './providers.ts'

/** A machine with no card, and one where all files of one are there. */
const bare = { key: 'bare', hasNvidia: false, hasCudaLibrary: false, hasVulkan: false }
const full = { key: 'full', hasNvidia: true, hasCudaLibrary: true, hasVulkan: true }
const here = providerFacts()
const linux = {
  skip: process.platform === 'linux' && process.arch === 'x64' ? false : 'candidates are of Linux on x64',
}

test('without a card the CPU is used, no probe is started, and nothing is to be told', linux, async () => {
  const choice = await chooseProvider('auto', { facts: bare, program: new URL('file:///not/there.ts') })
  assert.deepEqual(choice, {
    provider: 'cpu',
    reason:
      'CUDA is not used: there is no NVIDIA driver here; WebGPU is not used: there is no Vulkan driver here; the CPU is.',
  })
})

test('a driver without the libraries of the runtime is told, with what brings them', linux, async () => {
  const { provider, notice } = await chooseProvider('auto', { facts: { ...bare, hasNvidia: true } })
  assert.equal(provider, 'cpu')
  assert.match(notice!, /^CUDA is not used: its libraries are not installed \(.*npm rebuild.*\); the CPU is\.$/)
})

test('libraries that cannot be loaded pass the work to the CPU, and the user is told why', {
  skip: linux.skip || (here.hasCudaLibrary ? 'CUDA is installed here' : false),
}, async () => {
  const { provider, notice } = await chooseProvider('auto', { facts: { ...full, hasVulkan: false } })
  assert.equal(provider, 'cpu')
  assert.equal(notice, 'CUDA is not used: its libraries cannot be loaded; the CPU is.')
  const { error } = await testProvider(provider)
  assert.equal(error, 0, 'the CPU computes, and the same each time')
})

test('a provider asked for by name that does not work is an error and not another provider', async () => {
  await assert.rejects(chooseProvider('cuda', { facts: bare, program: new URL('file:///not/there.ts') }), (error) => {
    assert.ok(error instanceof WorkspaceError)
    assert.equal(error.code, 'bad-input')
    assert.match(error.message, /^CUDA cannot be used: /)
    assert.match(error.hint!, /ai-workspace doctor/)
    return true
  })
})

for (const [what, source, says] of [
  ['hangs', 'setInterval(() => {}, 1000)', 'its self-test did not end within 0.4 s'],
  ['crashes', 'process.abort()', 'its self-test crashed (SIGABRT)'],
  ['ends without an answer', 'process.exit(3)', 'its self-test crashed (exit code 3)'],
  [
    'is wrong',
    'process.send({ error: 0.2, tolerance: 0.005, speedup: 9 })',
    "its self-test differs from the CPU's result by 20 % of the largest value",
  ],
  [
    'gives no numbers',
    'process.send({ error: Infinity, tolerance: 0.005, speedup: 9 })',
    "its self-test differs from the CPU's result beyond measure",
  ],
] as const) {
  test(`a card whose self-test ${what} is passed over, and the user is told`, linux, async (t) => {
    const program = programOf(t, source)
    // Node itself takes longer to start than the hang may last.
    const choice = await chooseProvider('auto', {
      facts: { ...full, hasVulkan: false },
      program,
      ...(what === 'hangs' ? { limitMs: 400 } : {}),
    })
    assert.equal(choice.provider, 'cpu')
    assert.equal(choice.notice, `CUDA is not used: ${says}; the CPU is.`)
  })
}

test('the first that is right and faster than the CPU is taken; one that is slower only by name', linux, async (t) => {
  const program = programOf(
    t,
    "process.send({ error: 0, tolerance: 1, speedup: process.argv[2] === 'cuda' ? 0.5 : 4 })",
  )
  const options = { facts: full, program }
  const choice = await chooseProvider('auto', options)
  assert.equal(choice.provider, 'webgpu')
  assert.match(choice.reason, /^CUDA is not used: its self-test takes it 2\.0 times as long as the CPU; WebGPU is\.$/)
  assert.equal(choice.notice, undefined, 'a slow one is no fault')
  assert.equal((await chooseProvider('cuda', options)).provider, 'cuda')
})

test('what was found is kept, and found anew when asked or when the machine has changed', linux, async (t) => {
  const folder = temporaryFolder(t)
  const ran = join(folder, 'ran')
  const program = programOf(
    t,
    `import { appendFileSync } from 'node:fs'
    appendFileSync(${JSON.stringify(ran)}, '|')
    process.abort()`,
  )
  const options = { folder, program, facts: { ...full, hasVulkan: false } }
  const times = () => (existsSync(ran) ? readFileSync(ran, 'utf8').length : 0)
  const first = await chooseProvider('auto', options)
  assert.deepEqual(await chooseProvider('auto', options), first)
  assert.equal(times(), 1)
  await chooseProvider('auto', { ...options, again: true })
  assert.equal(times(), 2)
  await chooseProvider('auto', { ...options, facts: { ...options.facts, key: 'another driver' } })
  assert.equal(times(), 3)
  writeFileSync(join(folder, 'providers.json'), '{ "key"')
  assert.deepEqual(await chooseProvider('auto', options), first, 'a damaged file says nothing')
  assert.equal(times(), 4)
})

/** A program that is run in place of the self-test. */
function programOf(t: TestContext, source: string): URL {
  const file = join(temporaryFolder(t), 'program.mjs')
  writeFileSync(file, source)
  return pathToFileURL(file)
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-providers-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
