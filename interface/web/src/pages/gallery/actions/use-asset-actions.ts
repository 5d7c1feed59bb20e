import { useQueryClient } from '@tanstack/react-query'
import { knownAssets, patchKnownAssets } from '../../../api/asset-window.ts'
import { type Batch, useBatch } from '../../../api/assets.ts'
import type { Collection } from '../../../api/collections.ts'
import type { Asset } from '../../../api/wire.ts'
import { toast, toastError } from '../../../design/toast-store.ts'
import { announce } from '../announce.tsx'
import { countWords } from '../asset-words.ts'
import { ratingsBefore } from './ratings-before.ts'

/** What can be done to assets. Everything is done at once, told, and offers its undo. */
export function useAssetActions() {
  const client = useQueryClient()
  const { mutateAsync } = useBatch()

  const run = (batch: Batch, said: string | undefined, undo?: () => void) => {
    if (batch.ids.length === 0) return
    // As a promise: what is told must not depend on the dialog that asked being open still.
    mutateAsync(batch).then(({ changed }) => {
      if (said === undefined) return
      announce(said)
      const detail = changed === 0 ? 'Nothing changed: it was so already.' : undefined
      const action = undo === undefined || changed === 0 ? undefined : { label: 'Undo', onSelect: undo }
      toast({ tone: 'success', title: said, detail, action })
    }, toastError)
  }
  /** The assets as they are now: only when each is known can an undo give every one back what it had. */
  const all = (ids: readonly string[]) => {
    const assets = knownAssets(client, ids)
    return assets.length === ids.length ? assets : undefined
  }
  /** Gives each tag back to those that had it, or takes it from those that had not. */
  const eachTag = (ids: readonly string[], tags: readonly string[], action: 'tag' | 'untag') => {
    const before = all(ids)
    if (before === undefined) return undefined
    return () => {
      for (const tag of tags) {
        const some = before.filter((asset) => asset.tags.includes(tag) === (action === 'tag'))
        run({ ids: idsOf(some), action, tags: [tag] }, undefined)
      }
    }
  }
  const restore = (ids: readonly string[]) =>
    run({ ids, action: 'restore' }, `Restored ${countWords(ids.length)}`, () => trash(ids))
  const trash = (ids: readonly string[]) =>
    run({ ids, action: 'trash' }, `Moved ${countWords(ids.length)} to the trash`, () => restore(ids))

  return {
    trash,
    restore,
    rate(ids: readonly string[], rating: number) {
      const before = all(ids)
      patchKnownAssets(client, ids, (asset) => withRating(asset, rating))
      const what = rating === 0 ? 'Took the rating away' : `Rated ${rating} ${rating === 1 ? 'star' : 'stars'}`
      const said = ids.length === 1 ? what : `${what}: ${countWords(ids.length)}`
      const undo = (assets: readonly Asset[]) => () => {
        for (const [old, some] of ratingsBefore(ids, assets)) {
          patchKnownAssets(client, some, (asset) => withRating(asset, old))
          run({ ids: some, action: 'rate', rating: old }, undefined)
        }
      }
      run({ ids, action: 'rate', rating }, said, before && undo(before))
    },
    tag(ids: readonly string[], tags: readonly string[]) {
      const said = `Tagged ${countWords(ids.length)}: ${tags.join(', ')}`
      run({ ids, action: 'tag', tags }, said, eachTag(ids, tags, 'untag'))
    },
    untag(ids: readonly string[], tags: readonly string[]) {
      const said = `Took ${tags.join(', ')} from ${countWords(ids.length)}`
      run({ ids, action: 'untag', tags }, said, eachTag(ids, tags, 'tag'))
    },
    collect(ids: readonly string[], { id: collection, name }: Pick<Collection, 'id' | 'name'>) {
      const outside = all(ids)?.filter(({ collections }) => !collections.includes(collection))
      const undo = outside && (() => run({ ids: idsOf(outside), action: 'uncollect', collection }, undefined))
      run({ ids, action: 'collect', collection }, `Put ${countWords(ids.length)} into “${name}”`, undo)
    },
    uncollect(ids: readonly string[], { id: collection, name }: Pick<Collection, 'id' | 'name'>) {
      const inside = all(ids)?.filter(({ collections }) => collections.includes(collection))
      const undo = inside && (() => run({ ids: idsOf(inside), action: 'collect', collection }, undefined))
      run({ ids, action: 'uncollect', collection }, `Took ${countWords(ids.length)} out of “${name}”`, undo)
    },
    makeCurrent(asset: Asset, before: Asset | undefined) {
      run({ ids: [asset.id], action: 'make-current' }, `${asset.name}: version ${asset.version} is current now`, () =>
        before === undefined ? undefined : run({ ids: [before.id], action: 'make-current' }, undefined),
      )
    },
  }
}

function idsOf(assets: readonly Asset[]): string[] {
  return assets.map(({ id }) => id)
}

function withRating({ rating: _, ...asset }: Asset, rating: number): Asset {
  return rating === 0 ? asset : { ...asset, rating: rating as NonNullable<Asset['rating']> }
}
