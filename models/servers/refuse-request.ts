import { WorkspaceError } from '../../base/error.ts'
import type { ImageAbility, ImageRequest } from '../../base/model.ts'
import { type ServerKind, serverTitles } from './server-kind.ts'

const words: Readonly<Record<ImageAbility, string>> = {
  start: 'begin from a picture',
  mask: 'paint only under a mask',
  control: 'be guided by a control picture',
  seamless: 'make pictures without a seam',
  variation: 'mix the noise of another seed in',
  sampling: 'be told steps, sampler, schedule or guidance',
}

/** Refuses, before anything is sent, what a server could only leave out in silence. */
export function refuseBeyond(request: ImageRequest, kind: ServerKind, abilities: ReadonlySet<ImageAbility>): void {
  for (const ability of asked(request)) {
    if (abilities.has(ability)) continue
    const others = [...abilities].map((each) => words[each])
    throw refusal(
      kind,
      `cannot ${words[ability]}`,
      others.length === 0 ? 'It takes words and a size.' : `It can ${others.join(', ')}.`,
    )
  }
  const { emphasis } = request.sampling ?? {}
  if (emphasis !== undefined && (emphasis === 'comfyui') !== (kind === 'comfyui')) {
    throw refusal(kind, 'counts weights of words in its own way', 'Leave the emphasis out.')
  }
  const { precision = 'auto' } = request
  if (precision !== 'auto') {
    throw refusal(
      kind,
      'holds its weights as it was started: no precision can be asked of it',
      'Leave the precision out.',
    )
  }
}

/** One clear sentence for a part of a request that a dialect has no word for. */
export function refusal(kind: ServerKind, what: string, hint: string): WorkspaceError {
  return new WorkspaceError('bad-input', `The ${serverTitles[kind]} ${what}.`, { hint })
}

/** Latents are an eighth of the picture: other sizes would be rounded by the server without a word. */
export function refuseOddSize({ width, height }: ImageRequest, kind: ServerKind): void {
  if (width % 8 === 0 && height % 8 === 0) return
  const near = (side: number) => Math.max(64, Math.round(side / 8) * 8)
  throw refusal(
    kind,
    `paints sides that are multiples of 8, not ${width} × ${height}`,
    `For example: --size ${near(width)}x${near(height)}`,
  )
}

function asked({ start, controls = [], seamless = 'none', variation, sampling = {} }: ImageRequest): ImageAbility[] {
  const { noise, ...chosen } = sampling
  const parts: readonly (readonly [ImageAbility, boolean])[] = [
    ['start', start !== undefined],
    ['mask', start?.mask !== undefined],
    ['control', controls.length > 0],
    ['seamless', seamless !== 'none'],
    ['variation', variation !== undefined && variation.strength > 0],
    // 'cpu' is what a request says that asks for nothing.
    ['sampling', noise === 'gpu' || Object.values(chosen).some((value) => value !== undefined)],
  ]
  return parts.flatMap(([ability, wanted]) => (wanted ? [ability] : []))
}
