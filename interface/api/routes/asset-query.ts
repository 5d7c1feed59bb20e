import { z } from '@hono/zod-openapi'
import { assetKinds, mapRoles } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { AssetFilter } from '../../../core/storage/search-assets.ts'
import type { ApiContext } from '../context.ts'
import { pageLimit } from '../schemas/page.ts'

const flag = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1')
const kindList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(assetKinds)))

/** What a list of assets is asked with. */
export const listQuery = z.object({
  projectId: z.string().optional().openapi({ description: 'Absent: all projects.' }),
  kind: kindList
    .optional()
    .openapi({ type: 'string', description: 'One or more, separated by commas.', example: 'image,map' }),
  role: z.enum(mapRoles).optional(),
  model: z.string().max(300).optional(),
  tag: z.string().max(100).optional(),
  collection: z.string().max(100).optional(),
  minRating: z.coerce.number().int().min(1).max(5).optional(),
  from: z.iso.datetime().optional().openapi({ description: 'Made at or after this time.' }),
  to: z.iso.datetime().optional().openapi({ description: 'Made before this time.' }),
  q: z.string().max(500).optional().openapi({
    description: 'Words over names, prompts, tags and facts: all must occur, the beginning of each is enough.',
  }),
  trashed: flag.optional().openapi({ type: 'string', description: 'true: what is in the trash.' }),
  currentOnly: flag
    .optional()
    .openapi({ type: 'string', description: 'false: every version, not only the current one of each name.' }),
  jobId: z.string().max(100).optional(),
  session: z.string().max(300).optional(),
  sort: z.enum(['newest', 'oldest', 'name', 'rating']).default('newest'),
  limit: pageLimit,
  cursor: z.string().max(1000).optional(),
  offset: z.coerce.number().int().min(0).optional().openapi({
    description:
      'Begins at this place of the list, to scroll to anywhere. Pages by cursor stay in place while assets arrive; these do not.',
  }),
})

/** A request's query as the store takes it. Throws `not-found` for a project there is not, `bad-input` for a cursor with an offset. */
export function toAssetFilter(
  { workspace }: ApiContext,
  { q, projectId, ...rest }: Omit<z.output<typeof listQuery>, 'limit'> & { limit?: number | undefined },
): AssetFilter {
  if (rest.cursor !== undefined && rest.offset !== undefined) {
    throw new WorkspaceError('bad-input', 'A page begins at a cursor or at an offset, not at both.')
  }
  const project = projectId === undefined ? {} : { projectId: workspace.projects.get(projectId).id }
  return { ...rest, ...project, ...(q === undefined ? {} : { text: q }) } as AssetFilter
}
