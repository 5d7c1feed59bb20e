import { Ellipsis } from 'lucide-react'
import { NavLink, useLocation, useNavigate } from 'react-router'
import { classNames } from '../design/class-names.ts'
import { Menu } from '../design/menu.tsx'
import { isIn, places } from './navigation.ts'

const item = 'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-2xs -outline-offset-2'

/** The rail of phones: four places, the others behind "More". */
export function BottomBar() {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const others = places.filter((place) => !place.main)
  const inOthers = others.some((place) => isIn(place, pathname))
  return (
    <nav
      aria-label="Studio"
      className="flex border-t border-line bg-surface-1 pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {places
        .filter((place) => place.main)
        .map((place) => (
          <NavLink
            key={place.path}
            to={place.path}
            end={place.path === '/'}
            className={classNames(item, isIn(place, pathname) ? 'font-medium text-accent-text' : 'text-ink-soft')}
          >
            <place.icon aria-hidden className="size-5" strokeWidth={1.75} />
            {place.label}
          </NavLink>
        ))}
      <Menu
        align="end"
        side="top"
        trigger={
          <button
            type="button"
            className={classNames(item, inOthers ? 'font-medium text-accent-text' : 'text-ink-soft')}
          >
            <Ellipsis aria-hidden className="size-5" strokeWidth={1.75} />
            More
          </button>
        }
        entries={others.map((place) => ({
          label: place.label,
          icon: <place.icon />,
          checked: isIn(place, pathname),
          onSelect: () => void navigate(place.path),
        }))}
      />
    </nav>
  )
}
