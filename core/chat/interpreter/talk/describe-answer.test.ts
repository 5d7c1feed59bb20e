import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryWorkspace } from '../../../../test/temporary-workspace.ts'
import { loadTools } from '../../load-tools.ts'
import { describeAnswer, hasWords } from './describe-answer.ts'

const say = (tool: string, answer: object, asked: object = {}) =>
  describeAnswer({ tool, arguments: { ...asked }, answer: { ...answer }, ok: true, assets: [] }) ?? ''

test('what was looked up is told, not only that it was', () => {
  assert.match(say('help', {}, { topic: 'sampling' }), /guidance \(CFG\) is how closely/)
  assert.match(say('help', {}), /I can make pictures/)
  const installed = [{ id: 'procedural', title: 'Built-in engine', task: 'text-to-image', isDefault: true }]
  assert.match(
    say('models_list', { installed, canBePulled: [], languageModels: [] }),
    /- Built-in engine \(text-to-image\), the default/,
  )
  const running = [{ what: 'generate "a gear"', state: 'running', progress: 0.5 }]
  assert.match(say('jobs_list', { running, waiting: [], last: [] }), /- generate "a gear": running, 50 %/)
  assert.match(say('jobs_list', { running: [], waiting: [], last: [] }), /Nothing runs or waits/)
  assert.match(say('settings_show', { settings: [{ name: 'models.memoryGb', value: 8 }] }), /models\.memoryGb = 8/)
  assert.match(say('history', { steps: [{ label: 'generate "gear"', undone: true }] }), /- generate "gear" \(undone\)/)
  assert.match(
    say('project_status', { project: 'Hulls', counts: { image: 2 }, versions: 3, trashed: 1, sizeBytes: 2e6 }),
    /2 image: 3 versions, 1 of them in the trash, 2\.0 MB/,
  )
  assert.equal(say('prompt_expand', { prompt: 'old castle, mist' }), 'old castle, mist')
  assert.match(
    say('mesh_inspect', {
      report: { levels: [{ triangles: 9, watertight: false }], holes: 2 },
      failed: ['watertight'],
    }),
    /fails: watertight\.[\s\S]*9 triangles[\s\S]*not closed[\s\S]*2 holes/,
  )
  assert.equal(describeAnswer({ tool: 'image_generate', arguments: {}, answer: {}, ok: true, assets: [] }), undefined)
})

test('every tool that only looks something up has words for what it found', async (t) => {
  const tools = await loadTools(await temporaryWorkspace(t))
  const looking = tools.filter(({ permission, source }) => permission === 'read' && 'tool' in source)
  assert.ok(looking.length > 8)
  for (const { name } of looking)
    assert.ok(hasWords(name) || name === 'assets_find', `${name} would be answered with "Done."`)
})

test('a file is shown as code, which nothing in it can end; long lists are cut and say so', () => {
  const shown = say('file_read', { path: 'code/notes.md', text: 'a\n```\n# not a heading' })
  assert.equal(shown, 'code/notes.md:\n\n````\na\n```\n# not a heading\n````')
  const steps = Array.from({ length: 25 }, (_, n) => ({ label: `step ${n}` }))
  assert.match(say('history', { steps }), /- step 19\n- and 5 more$/)
})
