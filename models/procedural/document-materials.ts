import { canonicalJson } from '../../base/canonical-json.ts'
import type { Memo, Pool } from '../../base/pool.ts'
import type { FormDocument } from './form-document.ts'
import { buildMaterial, type MaterialMaps } from './materials/build-material.ts'

/** Maps of a material, and how much their tile is stretched. */
export interface DocumentMaterial {
  readonly maps: MaterialMaps
  readonly scale?: number
}

interface Options {
  readonly pool: Pool
  readonly memo: Memo
  readonly signal?: AbortSignal | undefined
  /** Called before each material that is built, with the share that is done. */
  readonly onBuild?: (done: number, family: string) => void
}

/**
 * The materials of a document, one for each of its form's and in that order, as maps of `side` × `side` pixels. Each different one
 * is built once, and kept for the steps after this one.
 */
export async function documentMaterials(
  document: FormDocument,
  side: number,
  { pool, memo, signal, onBuild = () => {} }: Options,
): Promise<DocumentMaterial[]> {
  const built = new Map<string, MaterialMaps>()
  const wanted = new Map(document.materials.map((spec) => [canonicalJson(spec), spec]))
  for (const [key, spec] of wanted) {
    onBuild(built.size / wanted.size, spec.family)
    const maps = await memo(`material ${side} ${key}`, () =>
      buildMaterial(spec, { width: side, height: side }, { pool, ...(signal && { signal }) }),
    )
    built.set(key, maps)
  }
  const scales = Object.values(document.program.materials).map(({ scale }) => scale)
  return document.materials.map((spec, i) => {
    const scale = scales[i]
    return { maps: built.get(canonicalJson(spec))!, ...(scale === undefined ? {} : { scale }) }
  })
}
