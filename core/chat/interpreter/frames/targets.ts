import type { AssetKind } from '../../../../base/asset.ts'
import { resolveAssets } from '../dialogue/resolve-assets.ts'
import type { Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import type { Outcome } from './frame.ts'
import { needPictures } from './need-pictures.ts'

/** Which kinds a request's nouns limit it to: visible things where none does. */
function kindsOf({ text }: Pick<Request, 'text'>): readonly AssetKind[] {
  const kinds: AssetKind[] = []
  if (/ (?:images?|pictures?|photos?|renders?|drawings?|variants?|variations?) /.test(text)) kinds.push('image')
  if (/ (?:textures?|materials?) /.test(text)) kinds.push('material')
  if (/ (?:mesh|meshes|3d models?|3d|models?) /.test(text)) kinds.push('mesh')
  if (/ (?:maps?) /.test(text)) kinds.push('map')
  if (/ (?:exports?|blend) /.test(text)) kinds.push('export')
  return kinds.length === 0 ? ['image', 'material', 'mesh', 'export', 'map'] : kinds
}

/** 'the dog picture and the chair': several of different kinds, each by its name. */
function eachNamed(request: Request, situation: Situation): readonly string[] | undefined {
  if (/ (?:but|except|not) /.test(request.text)) return undefined
  const parts = request.text.trim().split(/ (?:, and|and|,) /)
  if (parts.length < 2) return undefined
  const found = parts.map((part) => {
    const text = ` ${part} `
    return resolveAssets({ ...request, text }, situation, { kinds: kindsOf({ text }) })
  })
  const named = found.flatMap((one) =>
    'assets' in one && /^(?:named|described)$/.test(one.how) ? [one.assets[0]!.id] : [],
  )
  return named.length === parts.length && new Set(named).size === parts.length ? named : undefined
}

/** What the request is about: a newest result, never its helpers (forms, maps of a material). */
export function targets(request: Request, situation: Situation): readonly string[] | Outcome {
  const each = eachNamed(request, situation)
  if (each !== undefined) return each
  const kinds = kindsOf(request)
  // The newest result decides what 'it' is: a mesh made of a picture is the mesh.
  for (const group of situation.groups.toReversed()) {
    const main = (['mesh', 'material', 'image', 'export', 'map'] as const).find(
      (kind) => kinds.includes(kind) && group.assets.some((asset) => asset.kind === kind),
    )
    if (main === undefined) continue
    return needPictures(request, situation, { kinds: [main], noun: 'asset' })
  }
  return needPictures(request, situation, {
    kinds: kinds.length > 3 ? ['image', 'material', 'mesh', 'export'] : kinds,
    noun: 'asset',
  })
}
