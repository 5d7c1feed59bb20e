import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

test('zod loads none of its languages but English, and speaks it', () => {
  const program = `
    await import('./lean-zod.ts')
    const { z } = await import('zod')
    const { message } = z.string().safeParse(1).error.issues[0]
    process.stdout.write(JSON.stringify([Object.keys(z.locales), message]))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  assert.deepEqual(JSON.parse(printed), [['default'], 'Invalid input: expected string, received number'])
})
