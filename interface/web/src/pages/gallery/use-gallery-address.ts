import { useCallback, useMemo } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { type GalleryQuery, readQuery, writeQuery } from './list/gallery-query.ts'

/** What else the address says: which asset is open, how it is looked at, and what it is compared with. */
export type DetailMode = 'view' | 'versions' | 'lineage'

/** The gallery's state that stands in the address, and how to go elsewhere. */
export function useGalleryAddress() {
  const { assetId } = useParams()
  const [parameters] = useSearchParams()
  const navigate = useNavigate()
  const written = parameters.toString()
  const query = useMemo(() => readQuery(new URLSearchParams(written)), [written])
  const go = useCallback(
    (
      to: { query?: GalleryQuery; asset?: string | undefined; mode?: DetailMode; compare?: string },
      replace = false,
    ) => {
      const next = writeQuery(to.query ?? query)
      if (to.mode !== undefined && to.mode !== 'view') next.set('show', to.mode)
      if (to.compare !== undefined) next.set('compare', to.compare)
      const path = to.asset === undefined ? '/gallery' : `/gallery/${to.asset}`
      void navigate({ pathname: path, search: next.toString() }, { replace })
    },
    [navigate, query],
  )
  const shown = parameters.get('show')
  const mode: DetailMode = shown === 'versions' || shown === 'lineage' ? shown : 'view'
  return { query, assetId, mode, compare: parameters.get('compare') ?? undefined, go }
}
