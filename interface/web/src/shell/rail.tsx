import { NavLink, useLocation } from 'react-router'
import { classNames } from '../design/class-names.ts'
import { Mark } from './mark.tsx'
import { isIn, places } from './navigation.ts'

/** The places of the studio, on the left from 640 px on. */
export function Rail() {
  const { pathname } = useLocation()
  return (
    <nav
      aria-label="Studio"
      className="row-span-2 hidden min-h-0 flex-col items-center gap-0.5 overflow-y-auto border-r border-line bg-surface-1 pb-2 [scrollbar-width:none] sm:flex"
    >
      <NavLink
        to="/"
        aria-label="ai-workspace"
        className="flex h-12 w-full shrink-0 items-center justify-center text-ink-soft"
      >
        <Mark className="size-7" />
      </NavLink>
      {places.map((place, index) => {
        const here = isIn(place, pathname)
        return (
          <NavLink
            key={place.path}
            to={place.path}
            end={place.path === '/'}
            className={classNames(
              'flex w-14 shrink-0 flex-col items-center gap-1 rounded-lg py-2 text-2xs transition-colors',
              here ? 'bg-accent-soft font-medium text-accent-text' : 'text-ink-soft hover:bg-surface-3 hover:text-ink',
              // The last two are about the workspace itself, not the work.
              index === places.length - 2 && 'mt-auto',
            )}
          >
            <place.icon aria-hidden className="size-4.5" strokeWidth={1.75} />
            {place.label}
          </NavLink>
        )
      })}
    </nav>
  )
}
