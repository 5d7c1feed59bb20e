import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assetKinds } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import exportMesh from '../../core/generation3d/export-mesh.node.ts'
import type { CommandSpec } from './command.ts'
import { kindChoices } from './commands/assets.ts'
import { exportFormats } from './commands/assets-export.ts'
import { groups } from './commands.ts'
import { commandsElsewhere } from './explain-parse-error.ts'
import { readCommandLine } from './program.ts'
import { plain } from './terminal/terminal.ts'

const read = (...words: string[]) => readCommandLine(words, { paint: plain, columns: 100 })

async function refusal(...words: string[]): Promise<string> {
  try {
    await read(...words)
  } catch (error) {
    assert.ok(error instanceof WorkspaceError, String(error))
    assert.equal(error.code, 'bad-input')
    return `${error.message} | ${error.hint ?? ''}`
  }
  return 'accepted'
}

/** The words of a line as a shell would part them. */
function partWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

test('an unknown flag names the flag and offers the nearest', async () => {
  assert.match(
    await refusal('assets', 'list', '--kid', 'mesh'),
    /no flag --kid for "ai-workspace assets list".*Did you mean --kind/,
  )
})

test('an unknown command offers the nearest, at every level', async () => {
  assert.match(await refusal('asets'), /no command "asets".*Did you mean assets/)
  assert.match(await refusal('assets', 'lst'), /no command "lst" in "ai-workspace assets".*Did you mean list/)
})

test('a missing word, a word too many and a flag without its value are told', async () => {
  assert.match(await refusal('assets', 'show'), /"ai-workspace assets show" needs <asset>/)
  assert.match(await refusal('jobs', 'show', 'a', 'b'), /takes fewer words/)
  assert.match(await refusal('assets', 'list', '--kind'), /--kind needs a value/)
})

test('global flags stand before or after the command', async () => {
  for (const words of [
    ['--project', 'x', 'assets', 'list'],
    ['assets', 'list', '--project', 'x'],
  ]) {
    const request = await read(...words)
    assert.ok(request.type === 'run')
    assert.equal(request.project, 'x')
    assert.equal(request.command.name, 'list')
  }
})

test('only given flags are passed on, repeated ones as a list', async () => {
  const request = await read('assets', 'tag', 'statue', 'hero', '--remove', 'a', '--remove', 'b')
  assert.ok(request.type === 'run')
  assert.deepEqual(request.flags, { remove: ['a', 'b'] })
  assert.deepEqual(request.words, ['statue', 'hero'])
})

test('a value that looks like a flag stays the value', async () => {
  const request = await read('generate', '--prompt', '--seed')
  assert.ok(request.type === 'run')
  assert.deepEqual(request.flags, { prompt: '--seed' })
})

test('help of every level shows examples, and help <command> is the same as <command> --help', async () => {
  for (const words of [['--help'], ['assets', '--help'], ['assets', 'list', '--help']]) {
    const request = await read(...words)
    assert.ok(request.type === 'text')
    assert.match(request.text, /Usage: ai-workspace/)
    assert.match(request.text, /Examples:/)
  }
  assert.deepEqual(await read('help', 'assets', 'list'), await read('assets', 'list', '--help'))
})

test('every example in every help is a command line that is accepted', async () => {
  const lines: string[] = []
  const collect = (spec: CommandSpec) => {
    assert.ok(spec.examples !== undefined || spec.children !== undefined, `"${spec.name}" has no example`)
    lines.push(...(spec.examples ?? []).map((example) => example.line))
    for (const child of spec.children ?? []) collect(child)
  }
  for (const group of groups) collect(await group.load([]))
  assert.ok(lines.length > 40)
  for (const line of lines) {
    const [program, ...words] = partWords(line)
    assert.equal(program, 'ai-workspace')
    const request = await read(...words).catch((error) => assert.fail(`${line}: ${error.message}`))
    if (!words.includes('--help')) assert.equal(request.type, 'run', line)
  }
})

test('the kinds that --kind takes are the kinds there are', () => {
  assert.deepEqual(kindChoices, [...assetKinds])
})

test('a command that is somewhere else is pointed to, and really there', async () => {
  assert.match(await refusal('undo'), /no command "undo" in "ai-workspace".*Did you mean ai-workspace project undo\?/)
  for (const line of Object.values(commandsElsewhere)) {
    const request = await read(...line.split(' '), '--help')
    assert.ok(request.type === 'text')
    assert.match(request.text, new RegExp(`^Usage: ai-workspace ${line} `), line)
  }
})

test('the formats that meshes are exported in are those of the node', () => {
  assert.deepEqual(exportFormats, exportMesh.input.shape.format.unwrap().options)
})
