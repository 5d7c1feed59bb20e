import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeScene } from './compose.ts'
import { parseFormProgram } from './forms/form-program.ts'
import { namedForms } from './forms/library/named-forms.ts'
import { materialFamilies, materialTraits } from './materials/build-material.ts'
import { parsePrompt } from './prompt/parse-prompt.ts'

const compose = (prompt: string, seed = 1) => composeScene(parsePrompt(prompt), seed)!

test('the material of the prompt is that of the whole, time reaches every part', () => {
  const { program } = compose('ancient stone statue')
  assert.deepEqual(program.materials, {
    figure: { family: 'stone', traits: ['ancient'] },
    plinth: { family: 'stone', traits: ['ancient'] },
  })
})

test('parts keep their own material, and take one that names them', () => {
  const { program } = compose('mossy wooden chest with copper bands')
  assert.equal(program.materials['wood']?.family, 'wood')
  assert.deepEqual(program.materials['bands'], { family: 'copper', traits: ['mossy'] })
  assert.equal(program.materials['lock']?.family, 'gold')
})

test('glow and paint belong to the thing, rust to what is metal', () => {
  const { program } = compose('rusty glowing robot')
  assert.deepEqual(program.materials['joints']?.traits, ['rusty'])
  assert.deepEqual(program.materials['body']?.traits, ['rusty', 'glowing'])
  assert.equal(compose('rusty chest').program.materials['lock']?.traits, undefined)
})

test('a stone figure stands on its own stone, a bronze one on the usual', () => {
  assert.equal(compose('sandstone statue').program.materials['plinth']?.family, 'sandstone')
  assert.equal(compose('bronze statue').program.materials['plinth']?.family, 'stone')
})

test('a word of intensity reaches the material of every part that has the trait', () => {
  const { program, materials, summary } = compose('slightly rusty robot')
  assert.deepEqual(program.materials['joints']?.strengths, { rusty: 0.45 })
  assert.deepEqual(materials[0]?.strengths, { rusty: 0.45 })
  assert.match(summary, /rusty × 0\.45/)
  assert.deepEqual(compose('heavily cracked, very mossy brick').materials[0]?.strengths, { cracked: 1.5, mossy: 1.35 })
  assert.equal(compose('rusty robot').materials[0]?.strengths, undefined)
  parseFormProgram(program)
})

test('the same surface is more or less rusty: the strength does not change its seed', () => {
  const seeds = ['rusty', 'slightly rusty', 'extremely rusty'].map(
    (word) => compose(`${word} steel`).materials[0]?.seed,
  )
  assert.equal(new Set(seeds).size, 1)
})

test('what is said of a part outweighs what is said of the whole', () => {
  const { materials } = compose('slightly mossy wooden chest with very mossy copper bands').program
  assert.deepEqual(materials['bands']?.strengths, { mossy: 1.35 })
  assert.deepEqual(materials['wood']?.strengths, { mossy: 0.45 })
})

test('a forbidden part is left out, with its material', () => {
  assert.deepEqual(Object.keys(compose('statue without plinth').program.materials), ['figure'])
  assert.match(compose('robot without head').notes[0]!, /cannot be made without/)
})

test('numbers and proportions reach the form', () => {
  const plain = JSON.stringify(compose('crystals').program.root)
  assert.notEqual(JSON.stringify(compose('five crystals').program.root), plain)
  assert.deepEqual(compose('tall tower').program.root.scale, [1, 1.25, 1])
  assert.match(compose('five statues').notes[0]!, /number 5/)
})

test('light and view come from the prompt', () => {
  assert.equal(compose('statue at sunset').environment, 'sunset')
  assert.equal(compose('glowing sword').environment, 'dramatic')
  assert.deepEqual(compose('statue, side view').framing, { azimuth: 90, elevation: 6, fill: 0.82 })
})

test('a material alone is shown on a ball, words without both on nothing', () => {
  assert.equal(compose('mossy brick').program.name, 'material')
  assert.equal(composeScene(parsePrompt('a dragon'), 1), undefined)
})

test('the same prompt and seed give the same scene, another seed another one', () => {
  assert.equal(JSON.stringify(compose('oak barrel', 4)), JSON.stringify(compose('oak barrel', 4)))
  assert.notEqual(JSON.stringify(compose('oak barrel', 4)), JSON.stringify(compose('oak barrel', 5)))
})

test('equal materials of two parts are one and the same', () => {
  const [figure, plinth] = compose('ancient stone statue').materials
  assert.deepEqual(figure, plinth)
})

test('every form can be composed with every light, of materials and traits that exist', () => {
  for (const id of namedForms.keys()) {
    const { program, materials } = compose(`ancient cracked ${id}`, 3)
    parseFormProgram(program)
    for (const { family, traits = [] } of materials) {
      assert.ok(materialFamilies.has(family), `${id}: ${family}`)
      for (const trait of traits) assert.ok(materialTraits.has(trait), `${id}: ${trait}`)
    }
  }
  for (const { slots } of namedForms.values()) {
    for (const { material } of Object.values(slots)) {
      assert.ok(materialFamilies.has(material.family), material.family)
      for (const trait of material.traits ?? []) assert.ok(materialTraits.has(trait), trait)
    }
  }
})
