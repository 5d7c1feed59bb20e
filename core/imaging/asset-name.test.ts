import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assetName } from './asset-name.ts'

test('a name is the first words of a prompt, without what is no word in it', () => {
  const names: Readonly<Record<string, string>> = {
    'A café by the sea!': 'a-cafe-by-the-sea',
    'a lighthouse <lora:ink_v2:0.8> at dusk': 'a-lighthouse-at-dusk',
    '<lora:ink:0.8:te=0.5><lyco:other:1> a (cat:1.3) and a [dog:0.5]': 'a-cat-and-a-dog',
    '<lora:ink:1>': 'image',
    'ratio 3:2, 1.5 m': 'ratio-3-2-1-5-m',
    'Красный шар на столе': 'красный-шар-на-столе',
    惑星と月: '惑星と月',
    'if a<b and c>d': 'if-a-b-and-c-d',
  }
  for (const [prompt, name] of Object.entries(names)) assert.equal(assetName(prompt), name, prompt)
})
