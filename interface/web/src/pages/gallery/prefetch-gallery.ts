import type { QueryClient } from '@tanstack/react-query'
import { fetchAssetAt, fetchAssetCount } from '../../api/asset-window.ts'
import { projectsQuery } from '../../api/projects.ts'
import { readQuery, toFilter } from './list/gallery-query.ts'

/** Asks for the first assets of the address as soon as the project is known, rather than after the page was drawn without them. */
export async function prefetchGallery(client: QueryClient, { search }: Pick<Location, 'search'>): Promise<void> {
  const projects = await client.ensureQueryData(projectsQuery)
  const filter = toFilter(readQuery(new URLSearchParams(search)), projects.find(({ current }) => current)?.id)
  await Promise.all([fetchAssetAt(client, filter, 0), fetchAssetCount(client, filter)])
}
