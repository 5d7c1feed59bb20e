import type { AssetKind, MapRole } from '../../../../base/asset.ts'
import { describedWords, resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import type { Outcome } from './frame.ts'

interface Need {
  readonly kinds?: readonly AssetKind[]
  readonly role?: MapRole
  readonly several?: boolean
  /** What it is called in a question: 'picture', 'texture'. */
  readonly noun?: string
}

/** The assets a request means; one is made first where a new one is described; a question where several could be meant. */
export function needPictures(
  request: Request,
  situation: Situation,
  { kinds = ['image'], role, several = true, noun = 'picture' }: Need = {},
): readonly string[] | Outcome {
  const described =
    / (?:of|from|for) (?<what>(?:an?|some) (?!(?:picture|image|photo|texture|mesh|model|map)\b).+?) (?=$|,|\.|and |with )/.exec(
      request.text,
    )?.groups?.['what']
  const found = resolveAssets(request, situation, { kinds, several, ...(role === undefined ? {} : { role }) })
  if ('assets' in found && (described === undefined || found.how === 'named')) return found.assets.map(({ id }) => id)
  if (described !== undefined && kinds.includes('image')) {
    const at = addStep(situation, {
      tool: 'image_generate',
      arguments: { prompt: described.replaceAll(/ ?· ?/g, ' ').trim() },
    })
    return [situation.groups.at(-1)?.assets.find(({ kind }) => kind === 'image')?.id ?? `$${at}.image.0`]
  }
  if ('options' in found) {
    const labels = found.options.map(({ label }) => label).join(', ')
    const missing = describedWords(request.text)
    const lead = missing === undefined ? '' : `I see no "${missing}" here. `
    return { type: 'ask', slot: 'assets', text: `${lead}Which ${noun} do you mean: ${labels}?`, options: found.options }
  }
  return {
    type: 'ask',
    slot: 'assets',
    text: `Which ${noun}? There is none in this project yet; I can make one first.`,
  }
}

export function isOutcome(value: readonly string[] | Outcome): value is Outcome {
  return !Array.isArray(value)
}
