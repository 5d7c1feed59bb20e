import {
  ArrowDownWideNarrow,
  Grid2x2,
  Grid3x3,
  Image as ImageIcon,
  Search,
  SlidersHorizontal,
  Upload,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Input } from '../../design/input.tsx'
import { Menu } from '../../design/menu.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { change, type GalleryQuery, type Sort } from './list/gallery-query.ts'
import { changeViewSettings, type Density, type Grouping, type ViewSettings } from './list/view-settings.ts'

const sortWords: Readonly<Record<Sort, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'By name',
  rating: 'Best first',
}
const groupWords: Readonly<Record<Grouping, string>> = { none: 'No groups', day: 'By day', session: 'By session' }

/** Long enough not to ask at every letter, short enough to feel at once. */
const TYPING_MS = 220

interface ToolbarProps {
  readonly query: GalleryQuery
  readonly onChange: (query: GalleryQuery, how?: { replace: boolean }) => void
  readonly settings: ViewSettings
  readonly onFilters: () => void
  readonly onUpload: () => void
}

/** Search, order and looks of the list. */
export function GalleryToolbar({ query, onChange, settings, onFilters, onUpload }: ToolbarProps) {
  const byTime = query.sort === undefined || query.sort === 'newest' || query.sort === 'oldest'
  return (
    <>
      <IconButton
        label={settings.panel ? 'Hide the filters' : 'Show the filters'}
        keys="f"
        icon={<SlidersHorizontal />}
        pressed={settings.panel}
        onClick={onFilters}
        className="max-lg:hidden"
      />
      <Button icon={<SlidersHorizontal />} onClick={onFilters} className="lg:hidden">
        Filters
      </Button>
      <SearchField
        text={query.q ?? ''}
        onChange={(q) => onChange(change(query, { q: q || undefined }), { replace: true })}
      />
      <Menu
        align="end"
        trigger={
          <Button icon={<ArrowDownWideNarrow />} aria-label={`Order: ${sortWords[query.sort ?? 'newest']}`}>
            <span className="max-md:sr-only">{sortWords[query.sort ?? 'newest']}</span>
          </Button>
        }
        entries={[
          ...(Object.keys(sortWords) as Sort[]).map((sort) => ({
            label: sortWords[sort],
            checked: (query.sort ?? 'newest') === sort,
            onSelect: () => onChange(change(query, { sort: sort === 'newest' ? undefined : sort })),
          })),
          'line' as const,
          { heading: byTime ? 'Groups' : 'Groups (only by time)' },
          ...(Object.keys(groupWords) as Grouping[]).map((grouping) => ({
            label: groupWords[grouping],
            checked: settings.grouping === grouping,
            disabled: !byTime,
            onSelect: () => changeViewSettings({ grouping }),
          })),
        ]}
      />
      <Segmented<Density>
        label="Size of the pictures"
        value={settings.density}
        onValueChange={(density) => changeViewSettings({ density })}
        options={[
          { value: 'small', label: <Grid3x3 />, title: 'Small' },
          { value: 'medium', label: <Grid2x2 />, title: 'Medium' },
          { value: 'large', label: <ImageIcon />, title: 'Large' },
        ]}
        className="[&_button]:px-2"
      />
      <Button icon={<Upload />} onClick={onUpload} aria-label="Upload files">
        <span className="max-md:sr-only">Upload</span>
      </Button>
    </>
  )
}

function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(text)
  // The address may change without this field: back, a chip, a link.
  useEffect(() => setTyped(text), [text])
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(() => {
    if (typed.trim() === text) return
    const timer = setTimeout(() => latest.current(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, text])
  useShortcut({
    id: 'gallery-search',
    keys: '/',
    label: 'Search the gallery',
    scope: 'Gallery',
    action: () => field.current?.focus(),
  })
  return (
    <search className="min-w-40 flex-1 max-sm:order-last max-sm:w-full">
      <Input
        ref={field}
        type="search"
        icon={<Search />}
        aria-label="Search prompts, names and tags"
        placeholder="Search prompts, names and tags"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            onChange(typed.trim())
            document.getElementById('asset-grid')?.focus()
          } else if (event.key === 'Escape' && typed !== '') {
            event.stopPropagation()
            setTyped('')
            onChange('')
          }
        }}
      />
    </search>
  )
}
