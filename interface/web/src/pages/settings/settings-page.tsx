import { Search } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useConfig } from '../../api/config.ts'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Input } from '../../design/input.tsx'
import { Page } from '../../design/page.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { counted } from '../../format/counted.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { BrowserSettings } from './browser-settings.tsx'
import { listSettings, matches, nameOf } from './list-settings.ts'
import { MachineReport } from './machine-report.tsx'
import { SettingRow } from './setting-row.tsx'

/** Every setting of the workspace, read off the schema of its configuration file. */
export default function SettingsPage() {
  const { data: config, error, refetch } = useConfig()
  const [text, setText] = useState('')
  const [show, setShow] = useState<'all' | 'changed'>('all')
  const search = useRef<HTMLInputElement>(null)
  useShortcut({
    id: 'settings-search',
    keys: '/',
    label: 'Search settings',
    scope: 'Settings',
    action: () => search.current?.focus(),
  })
  const settings = config === undefined ? [] : listSettings(config)
  const changed = settings.filter((setting) => setting.changed || setting.overriddenBy !== undefined)
  const shown = (show === 'all' ? settings : changed).filter((setting) => matches(setting, text.trim()))
  const sections = [...Map.groupBy(shown, ({ section }) => section)]
  const filtered = text.trim() !== '' || show === 'changed'
  return (
    <Page
      title="Settings"
      detail={changed.length === 0 ? undefined : `${counted(changed.length, 'value')} not at the default`}
      toolbar={
        <>
          <div className="min-w-40 flex-1 sm:max-w-80">
            <Input
              ref={search}
              type="search"
              aria-label="Search settings"
              placeholder="Search by name or meaning"
              icon={<Search />}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Segmented
            label="Show"
            value={show}
            onValueChange={setShow}
            options={[
              { value: 'all', label: 'All' },
              { value: 'changed', label: 'Changed' },
            ]}
          />
        </>
      }
    >
      <div className="mx-auto grid max-w-5xl gap-6 lg:grid-cols-[9rem_minmax(0,1fr)]">
        <nav aria-label="Sections" className="sticky top-0 hidden flex-col gap-0.5 self-start lg:flex">
          {sections.map(([section]) => (
            <a
              key={section}
              href={`#${section}`}
              className="rounded-md px-2.5 py-1.5 text-ink-soft hover:bg-surface-3 hover:text-ink"
            >
              {nameOf(section).title}
            </a>
          ))}
        </nav>
        <div className="flex min-w-0 flex-col gap-6">
          {config === undefined ? (
            error === null ? (
              <SkeletonRows rows={8} className="h-20" />
            ) : (
              <ErrorState error={error} onRetry={() => void refetch()} />
            )
          ) : sections.length === 0 ? (
            <EmptyState
              icon={<Search />}
              title={text.trim() === '' ? 'Everything is at its default' : 'No setting matches'}
              action={
                <Button
                  onClick={() => {
                    setText('')
                    setShow('all')
                  }}
                >
                  Show all
                </Button>
              }
            />
          ) : (
            sections.map(([section, items]) => (
              <Panel key={section} id={section} title={nameOf(section).title}>
                {items.map((setting) => (
                  <SettingRow key={setting.key} setting={setting} />
                ))}
              </Panel>
            ))
          )}
          {filtered || config === undefined ? null : (
            <>
              <Panel id="machine" title="This machine">
                <MachineReport />
              </Panel>
              <Panel id="browser" title="This browser">
                <BrowserSettings />
              </Panel>
            </>
          )}
        </div>
      </div>
    </Page>
  )
}

function Panel({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-label={title} className="flex scroll-mt-4 flex-col gap-2">
      <h2 className="text-sm font-semibold">{title}</h2>
      <div className="rounded-lg border border-line bg-surface-1">{children}</div>
    </section>
  )
}
