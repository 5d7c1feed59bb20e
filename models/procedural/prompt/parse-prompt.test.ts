import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namedForms } from '../forms/library/named-forms.ts'
import { families } from '../materials/families.ts'
import { traits } from '../materials/traits.ts'
import { environmentKinds } from '../render/environment.ts'
import { describeReading } from './describe-reading.ts'
import { parsePrompt } from './parse-prompt.ts'
import { materialWords } from './words/materials.ts'
import { environmentWords } from './words/scene.ts'
import { traitWords } from './words/traits.ts'

const readings: readonly (readonly [string, string])[] = [
  ['ancient stone statue', 'statue | stone +ancient'],
  ['statue', 'statue'],
  ['a marble column with gold capital', 'column | marble | part capital: gold'],
  ['wooden chest with iron bands', 'chest | wood | part bands: steel #4b4d50'],
  ['statue made of bronze', 'statue | bronze'],
  ['red painted robot', 'robot | +painted #b3261e'],
  ['sci-fi hull plating', 'hull-panels +futuristic'],
  ['hull-plating', 'hull-panels'],
  ['mossy cobble stones', 'cobble +mossy'],
  ['cobblestone', 'cobble'],
  ['stone wall without moss, no cracks', 'stone-wall | without moss, cracked, mossy'],
  ['slightly rusty iron sword with ruby gem', 'sword | steel +rusty×0.45 #4b4d50 | part gem: crystal #b3122e'],
  ['very rusty sword', 'sword | +rusty×1.35'],
  ['anceint stoen sttue', 'statue | stone +ancient | read anceint→ancient, stoen→stone, sttue→statue'],
  ['angel statue covered in snow at sunset', 'statue figure=angel | +snowy | light sunset'],
  ['statue of an angel', 'statue figure=angel'],
  ['crystal', 'crystal-cluster'],
  ['crystal vase', 'vase | crystal'],
  ['rock texture', 'stone'],
  ['mossy rock', 'rock | +mossy'],
  ['purple crystal', 'crystal-cluster | #6a2c91'],
  ['black and white marble floor', 'marble #262626 #e6e4df'],
  ['robot with glowing red eyes', 'robot | part eyes: +glowing #b3261e'],
  ['robot and a red shield', 'robot | unused shield, #b3261e'],
  ['gold painted wood', 'wood +painted #c9a23a'],
  ['statue with a red cape', 'statue | unused #b3261e | unknown cape'],
  ['a dragon', 'unknown dragon'],
  ['mushroom lamp', 'lamp | unused mushroom'],
  ['planet with rings', 'planet'],
  ['sword in the stone', 'sword stone=true'],
  ['five crystals', 'crystal-cluster count=5'],
  ['tall slender marble column, night', 'column height×1.25 width×0.78 | marble | light night'],
  ['moss and stone', 'stone +mossy'],
  ['statue on snow', 'statue | ground: snow'],
  ['house with red roof', 'house | part roof: #b3261e'],
  ['horse made of wood', 'wood | unknown horse'],
  ['(mossy:1.4) stone brick, 8k, masterpiece', 'stone-wall +mossy×1.4 | unused 8k, masterpiece'],
  ['#ff8800 robot', 'robot | #ff8800'],
  ['castle with slate roofs, dramatic lighting', 'castle-gate | part roof: slate | light dramatic'],
  ['Статуя из камня 石像', 'unknown статуя, из, камня, 石像'],
  ['gold and marble statue', 'statue | gold | secondary: marble'],
  ['statue of gold and marble', 'statue | gold | secondary: marble'],
  ['old wooden table with a marble top', 'table | +ancient×0.6 | part top: marble'],
  ['knight statue without plinth', 'statue figure=warrior | without plinth'],
  ['statues', 'statue'],
  ['two towers', 'tower count=2'],
  ['broken columns', 'ruins'],
  ['treasure chest, open lid, gold coins', 'chest | part treasure: gold | unused open'],
  ['a tiny jade teapot', 'teapot size×0.45 | jade'],
  ['huge ancient obelisk with golden tip', 'obelisk size×1.7 | +ancient | part tip: gold'],
  ['rusted metal', 'rust'],
  ['brushed steel', 'brushed-metal'],
  ['dark blue leather chair cushion', 'chair | leather #162d66'],
  ['leather', 'leather'],
  ['green leather', 'leather #3b7d33'],
  ['wet asphalt', 'asphalt +wet'],
  ['cracked mud', 'dried-mud'],
  ['frozen lake', 'ice'],
  ['lava', 'lava'],
  ['molten lava with glowing cracks', 'lava +glowing +cracked'],
  ['terracotta roof tiles', 'roof-tiles'],
  ['roof tiles', 'roof-tiles'],
  ['dragon scales', 'scales'],
  ['circuit board', 'circuit'],
  ['futuristic hull panels, glowing blue', 'hull-panels +futuristic +glowing #2252a8'],
  ['oak barrel', 'barrel | wood'],
  ['barrel of oak with copper hoops', 'barrel | wood | part hoops: copper'],
  ['snow covered pine tree', 'pine | +snowy'],
  ['christmas tree at night', 'pine | light night'],
  ['glass bottle with green liquid', 'bottle | glass +wet #3b7d33'],
  ['potion bottle, glowing purple', 'bottle | +glowing #6a2c91'],
  ['viking helmet with bone horns', 'helmet style=horned | part horns: bone'],
  ['golden crown with emeralds', 'crown | gold | secondary: crystal #129a5a'],
  ['silver ring with a blue diamond', 'ring | silver | part gem: #2252a8'],
  ['open book on a table', 'book | unused open, table'],
  ['stack of books', 'book | unused stack'],
  ['three candles', 'candlestick count=3'],
  ['spaceship, side view', 'spaceship | view 90/6'],
  ['spaceship from below at sunset', 'spaceship | light sunset | view 30/-8'],
  [
    'sci fi spaceship with orange stripes and blue engines',
    'spaceship | +futuristic | part trim: #d9701a | part engine: #2252a8',
  ],
  ['robot without legs', 'robot | without body'],
  ['not shiny gold cup', 'chalice | gold | without polished'],
  ['non metallic', 'without brushed-metal'],
  ['heavily weathered sandstone temple', 'ruins | sandstone +weathered×1.5'],
  ['slightly cracked porcelain vase', 'vase | porcelain +cracked×0.45'],
  ['a bit dusty old lantern', 'lantern | +dusty×0.45 +ancient×0.6'],
  ['polished granite', 'granite +polished'],
  ['white marble', 'marble #e6e4df'],
  ['carrara marble floor tiles', 'marble'],
  ['brick wall', 'brick'],
  ['red brick', 'brick #b3261e'],
  ['rough concrete', 'concrete +rough'],
  ['burnt wood', 'wood +burnt'],
  ['charred wooden planks', 'wood-planks +burnt'],
  ['mosaic floor', 'mosaic'],
  ['denim fabric', 'denim'],
  ['knitted wool', 'knit'],
  ['quilted leather', 'quilt'],
  ['water', 'water'],
  ['sandy beach', 'sand +dusty'],
  ['grass', 'grass'],
  ['ivory skull', 'skull | bone #f0e6cf'],
  ['bone skull with gold teeth', 'skull | bone | part teeth: gold'],
  ['well with mossy stones', 'well | part stone: +mossy'],
  ['fountain without water', 'fountain | without water'],
  ['cactus in a pot', 'cactus'],
  ['snowman', 'snowman'],
  ['anvil on a tree stump', 'anvil | unused tree'],
  ['gears', 'gear'],
  ['copper gears', 'gear | copper'],
  ['a cat sitting on a chair', 'chair | unknown cat'],
  ['asdf qwerty', 'unknown asdf, qwerty'],
  ['<lora:thing:1> stone statue', 'statue | stone | unused <lora:thing:1>'],
  ['the of and a', ''],
  ['tree with red leaves', 'tree | part leaves: #b3261e'],
  ['tree bark', 'bark'],
  ['bark', 'bark'],
  ['wood', 'wood'],
  ['wooden', 'wood'],
  ['painted metal, peeling paint', 'painted-metal +painted'],
  ['yellow painted metal', 'painted-metal #e3b81c'],
  ['scratched blue car paint', 'painted-metal +scratched #2252a8'],
  ['haus aus stein', 'unknown haus, aus, stein'],
  ['Marble Statue!!!', 'statue | marble'],
  ['statue,stone,ancient', 'statue | stone +ancient'],
  ['crown of thorns', 'crown | unknown thorns'],
  ['well', 'well'],
  ['key made of rusty iron', 'key | steel +rusty #4b4d50'],
]

for (const [prompt, expected] of readings) {
  test(`reads "${prompt}"`, () => assert.equal(describeReading(parsePrompt(prompt)), expected))
}

test('reads a negative prompt as what is not wanted', () => {
  const reading = parsePrompt('ancient mossy stone statue', { negative: 'moss, plinth, zebra' })
  assert.equal(describeReading(reading), 'statue | stone +ancient | without moss, mossy, plinth | unknown zebra')
})

test('tells what each understood phrase means', () => {
  const { understood } = parsePrompt('ancient stone statue')
  assert.deepEqual(understood, [
    { words: 'ancient', meaning: 'trait ancient' },
    { words: 'stone', meaning: 'material stone' },
    { words: 'statue', meaning: 'form statue' },
  ])
})

test('every family, trait and light of the lexicon exists', () => {
  const known = new Set(families.map(({ id }) => id))
  assert.deepEqual(
    Object.keys(materialWords).filter((id) => !known.has(id)),
    [],
  )
  const knownTraits = new Set(traits.map(({ id }) => id))
  assert.deepEqual(
    Object.keys(traitWords).filter((id) => !knownTraits.has(id)),
    [],
  )
  assert.deepEqual(Object.keys(environmentWords).sort(), [...environmentKinds].sort())
})

test('every family, trait and form can be asked for by its own name', () => {
  for (const { id } of families) {
    const { materials, form } = parsePrompt(`${id} texture`)
    assert.deepEqual([materials[0]?.family, form], [id, undefined], id)
  }
  for (const { id } of traits)
    assert.ok(
      parsePrompt(`${id} stone`).materials[0]?.traits.some((trait) => trait.id === id),
      id,
    )
  for (const id of namedForms.keys()) assert.equal(parsePrompt(`a ${id}`).form?.id, id)
})

test('ten thousand characters are read as a short prompt is', () => {
  const text = 'ancient stoen statue with zzgold bands, foo '.repeat(300).slice(0, 10_000)
  const reading = parsePrompt(text)
  assert.equal(reading.form?.id, 'statue')
  assert.deepEqual([...new Set(reading.unknown)].includes('foo'), true)
})

test('odd text does not fail', () => {
  for (const text of [
    '',
    ' ',
    '((((',
    ')))]]',
    ':1.2)',
    '<',
    '\u0000\u{1f600}',
    'no',
    'with',
    'without',
    '#',
    '#12',
    '(a:999999)',
    'constructor toString __proto__',
  ]) {
    assert.equal(parsePrompt(text, { negative: text }).text, text)
  }
})
