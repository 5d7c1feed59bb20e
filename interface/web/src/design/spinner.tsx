import { LoaderCircle } from 'lucide-react'
import { classNames } from './class-names.ts'

/** Something short is going on; for anything longer than a second or two show a Progress. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={classNames('size-4 animate-spin', className)} />
}
