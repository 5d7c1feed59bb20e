import { Hammer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useNodes } from '../api/nodes.ts'
import type { Asset } from '../api/wire.ts'
import { Button } from '../design/button.tsx'
import { Menu } from '../design/menu.tsx'
import { type MakeAction, makeActionsOf } from './make-actions.ts'

const MakeDialog = lazy(async () => ({ default: (await import('./make-dialog.tsx')).MakeDialog }))

/** What can be made of an asset, each with a short form. Nothing where nothing can. */
export function MakeMenu({ asset, side = 'bottom' }: { asset: Asset; side?: 'top' | 'bottom' }) {
  const nodes = useNodes().data ?? []
  const [action, setAction] = useState<MakeAction>()
  const actions = makeActionsOf(asset, nodes)
  if (actions.length === 0) return null
  return (
    <>
      <Menu
        side={side}
        trigger={<Button icon={<Hammer />}>Make</Button>}
        entries={actions.map((each) => ({ label: `${each.label} …`, onSelect: () => setAction(each) }))}
      />
      {action === undefined ? null : (
        <Suspense fallback={null}>
          <MakeDialog key={action.node} asset={asset} action={action} onClose={() => setAction(undefined)} />
        </Suspense>
      )}
    </>
  )
}
