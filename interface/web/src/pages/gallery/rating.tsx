import { Star } from 'lucide-react'
import { classNames } from '../../design/class-names.ts'

/** Stars that are only shown. */
export function Stars({ rating, className }: { rating: number; className?: string }) {
  return (
    <span aria-hidden className={classNames('inline-flex gap-px [&_svg]:size-3 [&_svg]:fill-current', className)}>
      {Array.from({ length: rating }, (_, star) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stars are all alike
        <Star key={star} strokeWidth={0} />
      ))}
    </span>
  )
}

/** One to five stars to press; the one that is chosen takes it away. */
export function RatingInput({
  rating,
  onRate,
  label = 'Rating',
}: {
  rating: number
  onRate: (rating: number) => void
  label?: string
}) {
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{label}</legend>
      {[1, 2, 3, 4, 5].map((star) => (
        <button
          key={star}
          type="button"
          aria-pressed={star === rating}
          aria-label={`${star} ${star === 1 ? 'star' : 'stars'}`}
          onClick={() => onRate(star === rating ? 0 : star)}
          className={classNames(
            'flex h-7 w-6 items-center justify-center rounded-sm transition-colors hover:text-warning-text pointer-coarse:h-10 pointer-coarse:w-9',
            star <= rating ? 'text-warning-text' : 'text-ink-faint',
          )}
        >
          <Star className={classNames('size-4', star <= rating && 'fill-current')} strokeWidth={1.75} />
        </button>
      ))}
    </fieldset>
  )
}
