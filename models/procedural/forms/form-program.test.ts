import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compileForm } from './compile-form.ts'
import { displaceKinds, formNodeTypes, outlineTypes } from './form-nodes.ts'
import { type FormNode, type FormProgram, formLimits, parseFormProgram } from './form-program.ts'

const ball: FormNode = { type: 'sphere', radius: 1 }
const program = (root: unknown, more: Partial<Record<keyof FormProgram, unknown>> = {}): unknown => ({
  version: 1,
  name: 'test',
  materials: { body: { family: 'stone' } },
  root,
  ...more,
})
const refuses = (value: unknown, message: RegExp) =>
  assert.throws(() => parseFormProgram(value), { name: 'WorkspaceError', code: 'bad-input', message })

test('a good program comes back as it was given', () => {
  const good = program({ type: 'union', smooth: 0.1, children: [ball, { ...ball, at: [1, 0, 0], material: 'body' }] })
  assert.deepEqual(parseFormProgram(structuredClone(good)), good)
})

test('a wrong value is named by its place', () => {
  refuses(program({ type: 'union', children: [ball, { type: 'sphere', radius: -1 }] }), /root\.children\.1\.radius/)
  refuses(program({ type: 'sphere', radius: Number.NaN }), /root\.radius/)
  refuses(program({ type: 'sphere', radius: 1, colour: 'red' }), /colour/)
  refuses(program({ type: 'blob' }), /no node of type "blob"/)
  refuses(program({ type: 'revolve', outline: { type: 'sphere', radius: 1 } }), /no outline of type "sphere"/)
  refuses(7, /JSON object/)
})

test('names that do not exist are refused', () => {
  refuses(program({ ...ball, material: 'gold' }), /material "gold"/)
  refuses(program({ type: 'paint', child: ball, where: ball, with: 'gold' }), /material "gold"/)
  refuses(program({ type: 'ref', ref: 'leg' }), /"leg"/)
  refuses(program({ type: 'ref', ref: 'toString' }, { define: { leg: ball } }), /"toString"/)
  refuses(program(ball, { materials: {} }), /at least one/)
})

test('a definition that reaches itself is a cycle', () => {
  const define = { a: { type: 'ref', ref: 'b' }, b: { type: 'round', radius: 1, child: { type: 'ref', ref: 'a' } } }
  refuses(program(ball, { define }), /cycle: a → b → a/)
})

test('an object that contains itself is refused at once', () => {
  const node: Record<string, unknown> = { type: 'union' }
  node['children'] = [node]
  refuses(program(node), /contains itself/)
})

test('a million parts, deep nesting and exponential definitions are refused, not walked', { timeout: 20_000 }, () => {
  refuses(program({ type: 'union', children: new Array(1_000_000).fill(ball) }), /more than/)
  refuses(program({ type: 'union', children: new Array(formLimits.nodes).fill(ball) }), /more than 4096 nodes/)
  let deep: unknown = ball
  for (let i = 0; i < 100_000; i++) deep = { type: 'round', radius: 0.1, child: deep }
  refuses(program(deep), /nested deeper/)
  let justTooDeep: unknown = ball
  for (let i = 0; i < formLimits.depth; i++) justTooDeep = { type: 'round', radius: 0.1, child: justTooDeep }
  refuses(program(justTooDeep), /nested deeper/)
  const define: Record<string, unknown> = { d0: ball }
  for (let i = 1; i < 60; i++) {
    define[`d${i}`] = { type: 'union', children: [1, 2].map(() => ({ type: 'ref', ref: `d${i - 1}` })) }
  }
  refuses(program({ type: 'ref', ref: 'd59' }, { define }), /more than 4096 nodes|nested deeper/)
})

test('the same object used twice is no cycle', () => {
  parseFormProgram(program({ type: 'union', children: [ball, ball] }))
})

test('the examples of docs/forms.md are programs that compile', () => {
  const page = readFileSync(new URL('../../../docs/forms.md', import.meta.url), 'utf8')
  const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json!) as unknown)
  assert.equal(examples.length, 4)
  for (const example of examples) assert.ok(compileForm(parseFormProgram(example)).surfacePoints().length > 1000)
})

test('docs/forms.md explains every type of node and outline, and every kind of displacement', () => {
  const page = readFileSync(new URL('../../../docs/forms.md', import.meta.url), 'utf8')
  for (const word of [...formNodeTypes, ...outlineTypes, ...displaceKinds]) {
    assert.ok(page.includes(`\`${word}\``) || page.includes(`"${word}"`), word)
  }
})
