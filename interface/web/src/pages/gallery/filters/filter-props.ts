import type { GalleryQuery } from '../list/gallery-query.ts'

/** What narrows the list, for the parts that show and change it. */
export interface FilterProps {
  readonly query: GalleryQuery
  readonly onChange: (query: GalleryQuery) => void
  /** Whose assets are counted; `undefined`: of all projects. */
  readonly projectId: string | undefined
}
