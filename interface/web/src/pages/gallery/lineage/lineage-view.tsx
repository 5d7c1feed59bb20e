import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useLineage } from '../../../api/asset-facets.ts'
import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { ErrorState } from '../../../design/error-state.tsx'
import { Skeleton } from '../../../design/skeleton.tsx'
import { kindOf } from '../asset-words.ts'
import { KindIcon } from '../kind-icon.tsx'
import type { useGalleryAddress } from '../use-gallery-address.ts'
import { layOutLineage, neighbour } from './lineage-layout.ts'
import { withWords, wordsOf } from './with-words.ts'

/** Of a node and the room between nodes, in CSS pixels. */
const NODE = { width: 132, height: 168, across: 76, down: 20 }
const PADDING = 32

/** What an asset was made from and what was made from it: from the left to the right, words first, files last. */
export function LineageView({ asset, go }: { asset: Asset; go: ReturnType<typeof useGalleryAddress>['go'] }) {
  const { data, error, refetch } = useLineage(asset.id)
  const graph = useMemo(() => withWords(data ?? { nodes: [], edges: [] }), [data])
  const layout = useMemo(() => layOutLineage(graph.ids, graph.edges), [graph])
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
  const close = relatives(asset.id, graph.edges)
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event
    if (key !== 'ArrowLeft' && key !== 'ArrowRight' && key !== 'ArrowUp' && key !== 'ArrowDown') return
    const from = (event.target as HTMLElement).dataset['node']
    if (from === undefined) return
    event.preventDefault()
    // Words cannot be opened, so they are stepped over.
    const to = neighbour({ ...layout, nodes: layout.nodes.filter(({ id }) => wordsOf(id) === undefined) }, from, key)
    if (to !== undefined) frame.current?.querySelector<HTMLElement>(`[data-node="${to}"]`)?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div ref={frame} className="h-full overflow-auto bg-canvas" onKeyDown={onKeyDown}>
      <div className="flex min-h-full w-fit min-w-full">
        <div className="relative m-auto shrink-0" style={{ width, height }}>
          <svg aria-hidden width={width} height={height} className="absolute inset-0">
            {graph.edges.map(({ from, to }) => {
              const [a, b] = [place.get(from), place.get(to)]
              if (a === undefined || b === undefined) return null
              const near = close.has(`${from} ${to}`)
              return (
                <path
                  key={`${from} ${to}`}
                  d={curve(a.x + NODE.width, a.y + NODE.height / 2, b.x, b.y + NODE.height / 2)}
                  className={classNames('fill-none', near ? 'stroke-accent' : 'stroke-line-strong/50')}
                  strokeWidth={near ? 2 : 1.25}
                />
              )
            })}
          </svg>
          <ol aria-label={`Lineage of ${asset.name}`}>
            {layout.nodes.map(({ id }) => {
              const node = assets.get(id)
              return (
                <li
                  key={id}
                  className="absolute"
                  style={{ left: place.get(id)!.x, top: place.get(id)!.y, width: NODE.width, height: NODE.height }}
                >
                  {node === undefined ? (
                    <Words words={wordsOf(id) ?? id} />
                  ) : (
                    <LineageNode
                      node={node}
                      here={id === asset.id}
                      onOpen={() => go({ asset: id, mode: id === asset.id ? 'view' : 'lineage' })}
                    />
                  )}
                </li>
              )
            })}
          </ol>
        </div>
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
        <span className="line-clamp-2 text-2xs font-medium wrap-anywhere">{node.name}</span>
        <span className="truncate text-2xs text-ink-faint" title={node.recipe?.node}>
          {kindOf(node)}
        </span>
        <span className="sr-only">{node.recipe === undefined ? 'imported' : `made by ${node.recipe.node}`}</span>
      </span>
    </button>
  )
}

/** Where it all began. */
function Words({ words }: { words: string }) {
  return (
    <p className="flex size-full flex-col justify-center rounded-lg border border-dashed border-line-strong bg-surface-1 p-3 text-center">
      <span className="line-clamp-6 text-sm font-medium wrap-anywhere">“{words}”</span>
    </p>
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
