import { useQueryClient } from '@tanstack/react-query'
import { patchKnownAssets } from '../../../api/asset-window.ts'
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
  const restore = (ids: readonly string[]) =>
    run({ ids, action: 'restore' }, `Restored ${countWords(ids.length)}`, () => trash(ids))
  const trash = (ids: readonly string[]) =>
    run({ ids, action: 'trash' }, `Moved ${countWords(ids.length)} to the trash`, () => restore(ids))

  return {
    trash,
    restore,
    /** `assets` are those whose rating is known, so that it can be given back. */
    rate(ids: readonly string[], rating: number, assets: readonly Asset[]) {
      const before = ratingsBefore(ids, assets)
      patchKnownAssets(client, ids, (asset) => withRating(asset, rating))
      const what = rating === 0 ? 'Took the rating away' : `Rated ${rating} ${rating === 1 ? 'star' : 'stars'}`
      const said = ids.length === 1 ? what : `${what}: ${countWords(ids.length)}`
      run({ ids, action: 'rate', rating }, said, () => {
        for (const [old, some] of before) {
          patchKnownAssets(client, some, (asset) => withRating(asset, old))
          run({ ids: some, action: 'rate', rating: old }, undefined)
        }
      })
    },
    tag(ids: readonly string[], tags: readonly string[]) {
      run({ ids, action: 'tag', tags }, `Tagged ${countWords(ids.length)}: ${tags.join(', ')}`, () =>
        run({ ids, action: 'untag', tags }, undefined),
      )
    },
    untag(ids: readonly string[], tags: readonly string[]) {
      run({ ids, action: 'untag', tags }, `Took ${tags.join(', ')} from ${countWords(ids.length)}`, () =>
        run({ ids, action: 'tag', tags }, undefined),
      )
    },
    collect(ids: readonly string[], { id: collection, name }: Pick<Collection, 'id' | 'name'>) {
      run({ ids, action: 'collect', collection }, `Put ${countWords(ids.length)} into “${name}”`, () =>
        run({ ids, action: 'uncollect', collection }, undefined),
      )
    },
    uncollect(ids: readonly string[], { id: collection, name }: Pick<Collection, 'id' | 'name'>) {
      run({ ids, action: 'uncollect', collection }, `Took ${countWords(ids.length)} out of “${name}”`, () =>
        run({ ids, action: 'collect', collection }, undefined),
      )
    },
    makeCurrent(asset: Asset, before: Asset | undefined) {
      run({ ids: [asset.id], action: 'make-current' }, `${asset.name}: version ${asset.version} is current now`, () =>
        before === undefined ? undefined : run({ ids: [before.id], action: 'make-current' }, undefined),
      )
    },
  }
}

function withRating({ rating: _, ...asset }: Asset, rating: number): Asset {
  return rating === 0 ? asset : { ...asset, rating: rating as NonNullable<Asset['rating']> }
}
