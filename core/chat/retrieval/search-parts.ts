import type { Project } from '../../../base/project.ts'
import type { Language } from '../../language/language.ts'
import type { AssetStore } from '../../storage/asset-store.ts'
import type { Excerpt } from './excerpt.ts'
import type { Part, ProjectIndex } from './project-index.ts'

const most = { parts: 4, assets: 3, candidates: 24, embedded: 256 }
/** Fusion of two rankings: Cormack, Clarke and Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet …". */
const fusion = 60

/**
 * Parts of a project's text files and of its assets' records that fit some words, the best first. By meaning too where the
 * setting chat.embeddingModel names a model for it.
 */
export async function searchParts(
  project: Project,
  text: string,
  {
    index,
    assets,
    language,
    embeddingModel,
  }: { index: ProjectIndex; assets: AssetStore; language: Language; embeddingModel: string },
): Promise<Excerpt[]> {
  const words = telling(text)
  index.refresh(project)
  const byWords = index.find(project, words, most.candidates)
  const byMeaning =
    embeddingModel === ''
      ? []
      : await rankByMeaning(index.all(project, most.embedded), text, index, language, embeddingModel)
  const parts = fuse(byWords, byMeaning).slice(0, most.parts)
  const records = assets
    .listed(index.findAssets(project, words, most.assets))
    .flatMap(({ id, name, kind, facts, recipe }) => {
      // Words of a file from outside are not offered: they were never looked at.
      const prompt = recipe === undefined ? undefined : facts['prompt']
      return typeof prompt === 'string' ? [{ assetId: id, quote: `${kind} "${name}": ${prompt.slice(0, 300)}` }] : []
    })
  return [...parts.map(({ path, text: quote }) => ({ path, quote })), ...records]
}

async function rankByMeaning(
  parts: readonly Part[],
  text: string,
  index: ProjectIndex,
  language: Language,
  id: string,
): Promise<Part[]> {
  if (parts.length === 0) return []
  const missing = parts.filter((part) => index.vector(part.id, id) === undefined)
  const { vectors } = await language.embed([text.slice(0, 2000), ...missing.map((part) => part.text)], { id })
  for (const [i, part] of missing.entries()) index.keepVector(part.id, id, vectors[i + 1]!)
  const asked = vectors[0]!
  const score = (part: Part) => dot(asked, index.vector(part.id, id)!)
  return parts
    .map((part) => ({ part, score: score(part) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, most.candidates)
    .map(({ part }) => part)
}

function fuse(...rankings: readonly (readonly Part[])[]): Part[] {
  const scores = new Map<number, { part: Part; score: number }>()
  for (const ranking of rankings) {
    for (const [rank, part] of ranking.entries()) {
      const score = (scores.get(part.id)?.score ?? 0) + 1 / (fusion + rank)
      scores.set(part.id, { part, score })
    }
  }
  return [...scores.values()].sort((a, b) => b.score - a.score).map(({ part }) => part)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * (b[i] ?? 0)
  return sum
}

/** The words of a request that tell what it is about. */
function telling(text: string): string[] {
  const words =
    text
      .slice(0, 4000)
      .toLowerCase()
      .match(/[\p{Letter}\p{Number}]{3,}/gu) ?? []
  return [...new Set(words)].filter((word) => !common.has(word)).slice(0, 32)
}

const common = new Set(
  'the and for with that this these those please can could would will just now then there here from what which who how why when where are was were has have had not you your our its into out about make made create show give want need use some any all more like than them they'.split(
    ' ',
  ),
)
