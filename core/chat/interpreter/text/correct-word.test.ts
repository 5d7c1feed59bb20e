import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createVocabulary } from '../language/vocabulary.ts'
import { createCorrector } from './correct-word.ts'
import { loadEnglish } from './english.ts'

const correct = createCorrector(createVocabulary(), await loadEnglish())

const misspelled: Readonly<Record<string, string>> = {
  genrate: 'generate',
  tecture: 'texture',
  metl: 'metal',
  upscael: 'upscale',
  delte: 'delete',
  seemless: 'seamless',
  picutre: 'picture',
  blendr: 'blender',
  spacship: 'spaceship',
  mable: 'marble',
  hil: 'hill',
  rivr: 'river',
  laek: 'lake',
  stras: 'stars',
  elefant: 'elephant',
  dinosor: 'dinosaur',
  iland: 'island',
  brigde: 'bridge',
}

test('reads misspelled words as what they must mean', () => {
  for (const [word, meant] of Object.entries(misspelled)) assert.equal(correct(word), meant, word)
})

test('leaves right words alone, however near they are to its own', () => {
  const right =
    'crate lecture meal petal brink bread robin cattle mash tower towel stature imagine render tender mode modest staring sealed colour grey tiled cosy lego loch flour stare tries orc voxel dessert pear hail rivet'
  for (const word of right.split(' ')) assert.equal(correct(word), word)
})

test('leaves names, foreign words and nonsense alone', () => {
  assert.equal(correct('mabel', 'Mabel'), 'mabel')
  for (const word of ['paris', 'rome', 'minotaur', 'zxcvbn', 'kirschbaum', 'café']) assert.equal(correct(word), word)
})
