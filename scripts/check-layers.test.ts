import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { findLayerProblems } from './check-layers.ts'

function problemsOf(t: TestContext, tree: Record<string, string>): string[] {
  const root = mkdtempSync(path.join(tmpdir(), 'layers-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [file, source] of Object.entries(tree)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), source)
  }
  return findLayerProblems(root)
}

test('imports that go down the layers are fine', (t) => {
  const problems = problemsOf(t, {
    'base/a.ts': "import { z } from 'zod'\nexport const a = z\n",
    'models/b.ts': "import { a } from '../base/a.ts'\nimport sharp from 'sharp'\nexport const b = [a, sharp]\n",
    'core/c.ts': "import {\n  b,\n} from '../models/b.ts'\nexport { b }\n",
    'interface/d.ts':
      "import { b } from '../core/c.ts'\nimport package_ from '../package.json' with { type: 'json' }\n",
    'test/e.test.ts': "import '../interface/d.ts'\nimport '../integrations/f.ts'\n",
    'integrations/f.ts': "export type { a } from '../base/a.ts'\n",
  })
  assert.deepEqual(problems, [])
})

test('an import upwards is named with both layers, however it is written', (t) => {
  const problems = problemsOf(t, {
    'base/a.ts':
      "import type { c } from '../core/c.ts'\nexport const later = () => import('../models/b.ts')\nexport type A = c\n",
    'models/b.ts': "const file = new URL('../core/c.ts', import.meta.url)\nexport { file }\n",
    'core/c.ts': "export * from '../interface/d.ts'\n",
    'interface/d.ts': "import '../models/b.ts'\nimport '../integrations/f.ts'\n",
    'integrations/f.ts': "import '../interface/d.ts'\n",
  })
  const named = problems.filter((problem) => problem.includes('may not import'))
  assert.deepEqual(
    named.map((problem) => problem.replace(/ \(.*/, '')),
    [
      'base/a.ts: base/ may not import core/',
      'base/a.ts: base/ may not import models/',
      'core/c.ts: core/ may not import interface/',
      'integrations/f.ts: integrations/ may not import interface/',
      'interface/d.ts: interface/ may not import models/',
      'interface/d.ts: interface/ may not import integrations/',
      'models/b.ts: models/ may not import core/',
    ],
  )
})

test('a test beside its source may import what all tests share, its source may not', (t) => {
  const problems = problemsOf(t, {
    'core/a.ts': "import '../test/temporary-workspace.ts'\n",
    'core/a.test.ts': "import '../test/temporary-workspace.ts'\n",
    'test/temporary-workspace.ts': 'export {}\n',
  })
  assert.deepEqual(problems, ['core/a.ts: core/ may not import test/ (../test/temporary-workspace.ts).'])
})

test('a folder without a rule is a problem', (t) => {
  assert.deepEqual(problemsOf(t, { 'utils/a.ts': 'export {}\n' }), [
    'utils/a.ts: the folder utils/ has no rule in scripts/check-layers.ts.',
  ])
})

test('the base layer may use no package but zod', (t) => {
  const problems = problemsOf(t, { 'base/a.ts': "import fs from 'node:fs'\nexport { fs }\n" })
  assert.deepEqual(problems, ['base/a.ts: base/ may not use the package node:fs.'])
})

test('a cycle of imports between files is named, one through types too: such files can only be read together', (t) => {
  const problems = problemsOf(t, {
    'core/a.ts': "import './b.ts'\n",
    'core/b.ts': "import './c.ts'\n",
    'core/c.ts': "import { a } from './a.ts'\n",
    'core/d.ts': "import type { E } from './e.ts'\n",
    'core/e.ts': "import './d.ts'\n",
  })
  assert.deepEqual(problems, [
    'core/a.ts → core/b.ts → core/c.ts → core/a.ts: import cycle.',
    'core/d.ts → core/e.ts → core/d.ts: import cycle.',
  ])
})

test('the studio knows only the shapes of the server', (t) => {
  const problems = problemsOf(t, {
    'base/a.ts': 'export const a = 1\nexport type A = 1\n',
    'interface/api/schemas/job.ts': 'export type Job = 1\n',
    'interface/api/app.ts': 'export type App = 1\n',
    'interface/web/src/good.ts':
      "import type { A } from '../../../base/a.ts'\nexport type { Job } from '../../api/schemas/job.ts'\nexport type B = A\n",
    'interface/web/src/bad.ts':
      "import { a } from '../../../base/a.ts'\nexport type { App } from '../../api/app.ts'\nexport { a }\n",
    'interface/web/src/bad.test.ts': "import { a } from '../../../base/a.ts'\nexport { a }\n",
  })
  assert.deepEqual(problems, [
    'interface/web/src/bad.ts: the studio takes only types, from base/ and interface/api/schemas/ (../../../base/a.ts).',
    'interface/web/src/bad.ts: the studio takes only types, from base/ and interface/api/schemas/ (../../api/app.ts).',
  ])
})
