import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useLineage } from '../../../api/asset-facets.ts'
import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { ErrorState } from '../../../design/error-state.tsx'
import { Skeleton } from '../../../design/skeleton.tsx'
import { describeAsset, kindOf } from '../asset-words.ts'
import { KindIcon } from '../kind-icon.tsx'
import type { useGalleryAddress } from '../use-gallery-address.ts'
import { layOutLineage, neighbour } from './lineage-layout.ts'

/** Of a node and the room between nodes, in CSS pixels. */
const NODE = { width: 124, height: 152, across: 76, down: 20 }
const PADDING = 32

/** What an asset was made from and what was made from it: from the left to the right, words first, files last. */
export function LineageView({ asset, go }: { asset: Asset; go: ReturnType<typeof useGalleryAddress>['go'] }) {
  const { data, error, refetch } = useLineage(asset.id)
  const layout = useMemo(
    () =>
      layOutLineage(
        (data?.nodes ?? []).map(({ id }) => id),
        data?.edges ?? [],
      ),
    [data],
  )
  const frame = useRef<HTMLDivElement>(null)
  const isHere = layout.nodes.some(({ id }) => id === asset.id)
  useEffect(() => {
    if (!isHere) return
    const node = frame.current?.querySelector<HTMLElement>(`[data-node="${asset.id}"]`)
    node?.scrollIntoView({ block: 'center', inline: 'center' })
    node?.focus({ preventScroll: true })
  }, [asset.id, isHere])
  if (data === undefined) {
    return error === null ? (
      <Skeleton className="m-4 h-64" />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    )
  }
  const assets = new Map(data.nodes.map((node) => [node.id, node]))
  const place = new Map(
    layout.nodes.map(({ id, column, row }) => [
      id,
      { x: PADDING + column * (NODE.width + NODE.across), y: PADDING + row * (NODE.height + NODE.down) },
    ]),
  )
  const width = 2 * PADDING + layout.columns * (NODE.width + NODE.across) - NODE.across
  const height = 2 * PADDING + layout.rows * (NODE.height + NODE.down) - NODE.down
  const close = relatives(asset.id, data.edges)
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event
    if (key !== 'ArrowLeft' && key !== 'ArrowRight' && key !== 'ArrowUp' && key !== 'ArrowDown') return
    const from = (event.target as HTMLElement).dataset['node']
    if (from === undefined) return
    event.preventDefault()
    const to = neighbour(layout, from, key)
    if (to !== undefined) frame.current?.querySelector<HTMLElement>(`[data-node="${to}"]`)?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div ref={frame} className="h-full overflow-auto bg-canvas" onKeyDown={onKeyDown}>
      <div className="relative mx-auto" style={{ width, height, minHeight: '100%' }}>
        <svg aria-hidden width={width} height={height} className="absolute inset-0">
          {data.edges.map(({ from, to }) => {
            const [a, b] = [place.get(from), place.get(to)]
            if (a === undefined || b === undefined) return null
            const near = close.has(`${from} ${to}`)
            return (
              <path
                key={`${from} ${to}`}
                d={curve(a.x + NODE.width, a.y + 62, b.x, b.y + 62)}
                className={classNames('fill-none', near ? 'stroke-accent' : 'stroke-line-strong/50')}
                strokeWidth={near ? 2 : 1.25}
              />
            )
          })}
        </svg>
        <ol aria-label={`Lineage of ${asset.name}`}>
          {layout.nodes.map(({ id }) => {
            const node = assets.get(id)!
            return (
              <li
                key={id}
                className="absolute"
                style={{ left: place.get(id)!.x, top: place.get(id)!.y, width: NODE.width, height: NODE.height }}
              >
                <LineageNode
                  node={node}
                  here={id === asset.id}
                  onOpen={() => go({ asset: id, mode: id === asset.id ? 'view' : 'lineage' })}
                />
              </li>
            )
          })}
        </ol>
      </div>
      {data.truncated === true ? (
        <p className="sticky bottom-0 left-0 bg-warning-soft px-4 py-2 text-sm text-warning-text">
          There is more than fits; what is furthest from this asset is left out.
        </p>
      ) : null}
    </div>
  )
}

function LineageNode({ node, here, onOpen }: { node: Asset; here: boolean; onOpen: () => void }) {
  return (
    <button
      type="button"
      data-node={node.id}
      aria-current={here}
      aria-label={`${describeAsset(node)}, ${node.recipe === undefined ? 'imported' : `made by ${node.recipe.node}`}`}
      onClick={onOpen}
      className={classNames(
        'flex size-full flex-col overflow-hidden rounded-lg border bg-surface-1 text-left shadow-low transition-colors',
        here ? 'border-accent ring-1 ring-accent' : 'border-line hover:border-line-strong',
        node.trashedAt !== undefined && 'opacity-60',
      )}
    >
      <span className="relative flex h-[108px] w-full shrink-0 items-center justify-center bg-surface-3">
        <KindIcon kind={node.kind} className="size-7 text-ink-faint" strokeWidth={1.25} />
        <img
          src={thumbnailUrl(node, 'small')}
          alt=""
          loading="lazy"
          className="absolute inset-0 size-full object-cover"
          onError={({ currentTarget }) => {
            currentTarget.hidden = true
          }}
        />
      </span>
      <span className="flex min-h-0 w-full flex-1 flex-col justify-center px-2">
        <span className="truncate text-xs font-medium">{node.name}</span>
        <span className="truncate text-2xs text-ink-faint">{node.recipe?.node ?? `imported ${kindOf(node)}`}</span>
      </span>
    </button>
  )
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const bend = Math.max(24, (x2 - x1) / 2)
  return `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`
}

/** The edges on a way from or to an asset. */
function relatives(id: string, edges: readonly { from: string; to: string }[]): Set<string> {
  const found = new Set<string>()
  const follow = (start: string, end: 'from' | 'to', next: 'from' | 'to') => {
    const queue = [start]
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const edge of edges) {
        const name = `${edge.from} ${edge.to}`
        if (edge[end] !== at || found.has(name)) continue
        found.add(name)
        queue.push(edge[next])
      }
    }
  }
  follow(id, 'to', 'from')
  follow(id, 'from', 'to')
  return found
}
