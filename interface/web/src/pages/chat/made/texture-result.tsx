import { Box, Palette } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { thumbnailUrl, useFoundAssets } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { classNames } from '../../../design/class-names.ts'
import { roleWords } from '../../gallery/asset-words.ts'
import { Lightbox } from './lightbox.tsx'

/** A material: its first map large and tiled, as it will lie on a surface, and all maps beside it. */
export function TextureResult({ material, maps: given }: { material: Asset; maps: readonly Asset[] }) {
  const missing = material.parents.filter((id) => !given.some((map) => map.id === id))
  // A call may name the material alone.
  const { found } = useFoundAssets(missing)
  const maps = [...given, ...found.filter(({ kind }) => kind === 'map' || kind === 'image')]
  const [chosen, setChosen] = useState<string>()
  const [open, setOpen] = useState<string>()
  const shown = maps.find(({ id }) => id === chosen) ?? maps.find(({ role }) => role === 'albedo') ?? maps[0]
  if (shown === undefined) return null
  return (
    <figure className="@container w-full max-w-xl overflow-hidden rounded-lg border border-line bg-surface-2">
      <div className="flex flex-col @sm:flex-row">
        <button
          type="button"
          aria-label={`Open ${words(shown)} of ${material.name}`}
          data-result={material.id}
          onClick={() => setOpen(shown.id)}
          className="aspect-square w-full shrink-0 bg-canvas -outline-offset-2 in-data-undone:opacity-35 in-data-undone:grayscale @sm:w-60"
          style={{ backgroundImage: `url("${thumbnailUrl(shown, 'medium')}")`, backgroundSize: '50%' }}
        />
        <ul className="grid flex-1 auto-rows-min grid-cols-3 content-start gap-1.5 p-2">
          {maps.map((map) => (
            <li key={map.id} className="min-w-0">
              <button
                type="button"
                aria-pressed={map.id === shown.id}
                onClick={() => setChosen(map.id)}
                className="flex w-full flex-col gap-0.5 text-left"
              >
                <img
                  src={thumbnailUrl(map, 'small')}
                  alt=""
                  className={classNames(
                    'aspect-square w-full rounded-md border-2 object-cover in-data-undone:opacity-35 in-data-undone:grayscale',
                    map.id === shown.id ? 'border-accent' : 'border-transparent',
                  )}
                />
                <span className="truncate text-2xs text-ink-soft">{words(map)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <figcaption className="flex items-center gap-2 border-t border-line px-2.5 py-1.5">
        <Palette aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="min-w-0 flex-1 truncate text-xs">{material.name}</span>
        <Button size="small" variant="quiet" asChild>
          <Link to={`/3d/${material.id}`}>
            <Box aria-hidden />
            On a body
          </Link>
        </Button>
      </figcaption>
      {open === undefined ? null : <Lightbox assets={maps} openId={open} onOpen={setOpen} />}
    </figure>
  )
}

function words(map: Asset): string {
  return map.role === undefined ? 'Preview' : roleWords[map.role]
}
