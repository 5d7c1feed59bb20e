import { FolderSearch, Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button } from '../../design/button.tsx'
import { Page } from '../../design/page.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { AddDialog } from './add-dialog.tsx'
import { CatalogueList } from './catalogue-list.tsx'
import { DiskCard } from './disk-card.tsx'
import { InstalledList } from './installed-list.tsx'
import { MemoryCard } from './memory-card.tsx'
import { ScanDialog } from './scan-dialog.tsx'
import { TransferList } from './transfer-list.tsx'

/** Models: what is here, what can be had, what moves, and what it takes of memory and disk. */
export default function ModelsPage() {
  const [search, setSearch] = useSearchParams()
  const [open, setOpen] = useState<'add' | 'scan'>()
  const tab = search.get('show') === 'catalogue' ? 'catalogue' : 'installed'
  const show = (next: string) => setSearch(next === 'catalogue' ? { show: next } : {}, { replace: true })
  return (
    <Page
      title="Models"
      actions={
        <>
          <Button icon={<FolderSearch />} onClick={() => setOpen('scan')}>
            Find on this machine
          </Button>
          <Button variant="primary" icon={<Plus />} onClick={() => setOpen('add')}>
            Add
          </Button>
        </>
      }
    >
      <div className="mx-auto grid max-w-6xl gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <TransferList />
          <Tabs
            label="Models"
            value={tab}
            onValueChange={show}
            tabs={[
              {
                value: 'installed',
                label: 'Installed',
                content: <InstalledList onCatalogue={() => show('catalogue')} />,
              },
              { value: 'catalogue', label: 'Catalogue', content: <CatalogueList /> },
            ]}
          />
        </div>
        <div className="flex flex-col gap-4">
          <MemoryCard />
          <DiskCard />
        </div>
      </div>
      {open === 'add' ? <AddDialog onClose={() => setOpen(undefined)} /> : null}
      {open === 'scan' ? <ScanDialog onClose={() => setOpen(undefined)} /> : null}
    </Page>
  )
}
