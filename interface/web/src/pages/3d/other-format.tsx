import { Box, Download } from 'lucide-react'
import { Link } from 'react-router'
import { downloadUrl, useAssetList } from '../../api/assets.ts'
import type { Asset } from '../../api/wire.ts'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { otherFormats } from '../../format/other-formats.ts'
import { viewableTypes } from './scene/viewable-types.ts'

/** A file for other programs that no viewer here reads: what it is for, the file, and the mesh it was made of. */
export function OtherFormat({ asset }: { asset: Asset }) {
  const source = useAssetList(asset.parents).data?.find(({ mediaType }) => viewableTypes.has(mediaType))
  const { title, about } = otherFormats[asset.mediaType] ?? {
    title: 'No viewer for this file',
    about: 'The viewer shows GLB, STL and PLY.',
  }
  return (
    <div className="flex flex-1 items-center justify-center overflow-y-auto">
      <EmptyState
        icon={<Box />}
        title={title}
        action={
          <>
            {source === undefined ? null : (
              <Button asChild variant="primary">
                <Link to={`/3d/${source.id}`}>
                  <Box aria-hidden /> Show the mesh it was made of
                </Link>
              </Button>
            )}
            <Button asChild>
              <a href={downloadUrl(asset)} download>
                <Download aria-hidden /> Download
              </a>
            </Button>
          </>
        }
      >
        {about}
      </EmptyState>
    </div>
  )
}
