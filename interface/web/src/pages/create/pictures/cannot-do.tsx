import { Info } from 'lucide-react'
import { Link } from 'react-router'
import { useFormParts } from '../form/use-form-parts.ts'

/** Says that the chosen model cannot do something, and the way to one that can. */
export function CannotDo({ what }: { what: string }) {
  const { model, choices } = useFormParts()
  const others = choices?.models.some(({ builtIn }) => !builtIn) === true
  return (
    <p className="flex gap-2 rounded-md bg-info-soft p-2.5 text-xs text-info-text">
      <Info aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>
        {model?.builtIn === false ? `"${model.title}"` : 'The built-in engine'} cannot {what}.{' '}
        {others ? (
          'Choose another model above.'
        ) : (
          <>
            A diffusion model can:{' '}
            <Link to="/models" className="underline underline-offset-2">
              get one
            </Link>
            .
          </>
        )}
      </span>
    </p>
  )
}
