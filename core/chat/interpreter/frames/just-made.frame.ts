import { readers, type Situation } from '../dialogue/situation.ts'
import { joinWords } from '../talk/describe-material.ts'
import type { Frame } from './frame.ts'

const asked =
  /^ (?:and |so |wait |· )*what (?:is that|did you (?:just |actually |now )?(?:make|create|generate|produce|draw|build|add)|have you (?:just |now )?(?:made|created|generated|produced|drawn|built|added)|did (?:i|we) (?:just )?(?:get|make)|was (?:that|it|made)|came out)(?: just now| there| now| exactly| last| just)? (?:· )?$/

const nouns = { image: 'the picture', material: 'the texture', mesh: 'the mesh', map: 'the map', export: 'the file' }

/** 'what did you just make?': what the conversation made last, by its names. */
export const justMade: Frame = {
  id: 'just-made',
  score: ({ text, question }) => (question && asked.test(text) ? 87 : 0),
  plan: (_, situation) => ({ type: 'say', text: lastWork(situation) }),
}

function lastWork({ groups }: Situation): string {
  const last = groups.findLast(({ tool, assets }) => tool !== '' && !readers.test(tool) && assets.length > 0)
  if (last === undefined) return 'Nothing was made in this conversation yet.'
  // A texture stands for its maps, a picture for its form.
  const main = last.assets.filter(({ kind }) => kind === 'image' || kind === 'material' || kind === 'mesh')
  const told = (main.length > 0 ? main : last.assets).slice(0, 9)
  const names = told.map(({ kind, name }) => `${nouns[kind as keyof typeof nouns] ?? 'the asset'} "${name}"`)
  const { prompt } = last.arguments
  const from = typeof prompt === 'string' && prompt !== '' ? `, from "${prompt}"` : ''
  return `The last work was ${joinWords(names)}${from}.`
}
