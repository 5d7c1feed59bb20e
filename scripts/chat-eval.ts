import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { WorkspaceError } from '../base/error.ts'
import { evaluate, type Miss } from '../core/chat/evaluate/evaluate.ts'
import { parseRequestSet } from '../core/chat/evaluate/request-set.ts'
import { toolSpecs } from '../core/chat/evaluate/tool-specs.ts'
import { createInterpreter } from '../core/chat/interpreter/create-interpreter.ts'

/*
 * npm run chat-eval [-- FILE.jsonl …]
 * Scores the built-in interpreter on sets of requests (docs/chat-requests.md): every miss, then the share that is right.
 */

/** The share of turns that must be right, in percent. */
const wanted = 95

const own = path.resolve(import.meta.dirname, '../core/chat/interpreter/requests.jsonl')
const { positionals } = parseArgs({ allowPositionals: true })
const tools = await toolSpecs()
let passed = true
for (const file of positionals.length === 0 ? [own] : positionals) {
  try {
    const score = await evaluate(parseRequestSet(readFileSync(file, 'utf8')), { model: createInterpreter, tools })
    for (const miss of score.misses) console.log(describeMiss(miss))
    const percent = score.turns === 0 ? 0 : (100 * score.right) / score.turns
    const accepted = score.accepted === 0 ? '' : `, ${score.accepted} of them after an offer was accepted`
    console.log(
      `${path.basename(file)}: ${score.right} of ${score.turns} turns right (${percent.toFixed(1)} %${accepted})`,
    )
    passed &&= percent >= wanted
  } catch (error) {
    const shown = error instanceof WorkspaceError ? `${error.message} ${error.hint ?? ''}` : String(error)
    console.error(`${file}: ${shown}`)
    passed = false
  }
}
process.exitCode = passed ? 0 : 1

function describeMiss({ id, turn, user, expected, got, why }: Miss): string {
  const calls = got.calls.map((call) => `${call.name} ${JSON.stringify(call.arguments)}`)
  return [
    `✗ ${id}${turn > 1 ? ` turn ${turn}` : ''}: ${user.slice(0, 200)}`,
    `    ${why.join('; ')}`,
    `    expected ${JSON.stringify(expected)}`,
    `    got      ${calls.length === 0 ? 'no call' : calls.join(' · ')}`,
    `    said     ${got.text.replaceAll('\n', ' / ').slice(0, 300)}`,
  ].join('\n')
}
