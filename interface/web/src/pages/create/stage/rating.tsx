import { Star } from 'lucide-react'
import { useBatch } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { toastError } from '../../../design/toast-store.ts'

const stars = [1, 2, 3, 4, 5] as const

/** One to five stars; the same star again takes them away. */
export function Rating({ asset }: { asset: Asset }) {
  const batch = useBatch()
  const shown = batch.isPending ? (batch.variables.rating ?? 0) : (asset.rating ?? 0)
  const rate = (rating: number) =>
    batch.mutate({ ids: [asset.id], action: 'rate', rating: rating === shown ? 0 : rating }, { onError: toastError })
  return (
    <fieldset className="flex items-center px-1">
      <legend className="sr-only">Rating</legend>
      {stars.map((star) => (
        <button
          key={star}
          type="button"
          aria-label={star === 1 ? '1 star' : `${star} stars`}
          aria-pressed={star === shown}
          onClick={() => rate(star)}
          className="flex h-8 w-5.5 items-center justify-center pointer-coarse:h-10 pointer-coarse:w-8"
        >
          <Star
            aria-hidden
            className={classNames('size-3.5', star <= shown ? 'fill-warning text-warning' : 'text-ink-faint')}
          />
        </button>
      ))}
    </fieldset>
  )
}
