import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { errorCodes } from '../base/error.ts'
import { findDocsProblems } from './check-docs.ts'

const errorPage = Object.entries(errorCodes)
  .map(([code, { exitCode }]) => `| \`${code}\` | ${exitCode} | meaning |`)
  .join('\n')

function problemsOf(t: TestContext, pages: Record<string, string>): string[] {
  const root = mkdtempSync(path.join(tmpdir(), 'docs-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries({ 'docs/errors.md': errorPage, ...pages })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  return findDocsProblems(root)
}

test('links to files, folders, headings and the web are fine', (t) => {
  const problems = problemsOf(t, {
    'README.md':
      '[a](docs/errors.md) [b](docs/) [c](https://example.org/x) [d](#two-words) [e](docs/b.md#one)\n## Two words\n',
    'docs/b.md': '[up](../README.md#two-words)\n# One\n```sh\n[no link](in-code.md)\n```\n',
  })
  assert.deepEqual(problems, [])
})

test('a link to a missing file, picture or heading is named with its page', (t) => {
  const problems = problemsOf(t, { 'docs/a.md': '[x](gone.md) ![y](y.png) <img width="9" src="z.png"> [z](#gone)\n' })
  assert.deepEqual(problems, [
    'docs/a.md: the link gone.md leads nowhere.',
    'docs/a.md: the link y.png leads nowhere.',
    'docs/a.md: the link z.png leads nowhere.',
    'docs/a.md: docs/a.md has no heading #gone.',
  ])
})

test('code that names its file must stand there word for word', (t) => {
  const block = (file: string, code: string) => `\`\`\`ts ${file}\n${code}\n\`\`\`\n`
  const problems = problemsOf(t, {
    'a.ts': 'const a = 1\nconst b = 2\nconst c = 3\n',
    'docs/fine.md': `${block('a.ts', 'const a = 1\nconst b = 2')}\`\`\`ts\nconst free = 1\n\`\`\`\n`,
    'docs/stale.md': [block('a.ts', 'const a = 1\nconst c = 3'), block('gone.ts', 'x')].join(''),
  })
  assert.deepEqual(problems, [
    'docs/stale.md: the code beginning "const a = 1" is not what stands in a.ts.',
    'docs/stale.md: shows code of gone.ts, which is not there.',
  ])
})

test('a decision without a date in its name is a problem', (t) => {
  assert.deepEqual(problemsOf(t, { 'docs/decisions/why.md': '' }), [
    'docs/decisions/why.md: a decision is named YYYY-MM-DD-title.md.',
  ])
})

test('an error code that is missing, has another exit code or does not exist is a problem', (t) => {
  const page = errorPage
    .replace(/^.*`not-found`.*\n/m, '')
    .replace('| `bad-input` | 2 |', '| `bad-input` | 99 |')
    .concat('\n| `made-up` | 12 | meaning |')
  assert.deepEqual(problemsOf(t, { 'docs/errors.md': page }), [
    'docs/errors.md: needs a row for bad-input with exit code 2.',
    'docs/errors.md: needs a row for not-found with exit code 3.',
    'docs/errors.md: made-up is no error code of base/error.ts.',
  ])
})
