import assert from 'node:assert/strict'
import { test } from 'node:test'
import { studioHint, studioHintText } from './studio-hint.ts'

test('a hint names the page where it named a command', () => {
  const cases = [
    ['See which there are: ai-workspace models search upscaler', 'See which there are: Models › Catalogue'],
    [
      'Get one: ai-workspace models pull depth-anything-v2-small. Or use a picture.',
      'Get one: Models › Catalogue › depth-anything-v2-small. Or use a picture.',
    ],
    [
      'Its weights may be damaged (ai-workspace models verify); another one is taken.',
      'Its weights may be damaged (Models); another one is taken.',
    ],
    ['Raise the budget: ai-workspace config set models.memoryGb 12', 'Raise the budget: Settings › models.memoryGb 12'],
    ['Finished steps are kept. Go on: ai-workspace jobs retry j12', 'Finished steps are kept. Go on: Jobs'],
    ['The file may be damaged: ai-workspace models show says more.', 'The file may be damaged: Models says more.'],
  ] as const
  for (const [hint, shown] of cases) assert.equal(studioHintText(hint), shown)
})

test('the name of the page leads to it', () => {
  assert.deepEqual(studioHint('See them: ai-workspace assets list'), [
    { text: 'See them: ' },
    { text: 'Gallery', to: '/gallery' },
  ])
})

test('what no page does stays as it was written', () => {
  for (const hint of ['Start it with: ai-workspace serve', 'Run npm ci again in the ai-workspace folder.'])
    assert.deepEqual(studioHint(hint), [{ text: hint }])
})
