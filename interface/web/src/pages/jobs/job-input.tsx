import { Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useNodes } from '../../api/nodes.ts'
import { Button } from '../../design/button.tsx'
import { Facts } from '../../design/facts.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { toast } from '../../design/toast-store.ts'
import { splitByDefault } from './split-by-default.ts'

/** The settings of a job as they were given: what was chosen first, what is as always only when asked for. */
export function JobInput({ node, input }: { node: string; input: unknown }) {
  const schema = useNodes().data?.find(({ id }) => id === node)?.input
  const { chosen, usual } = splitByDefault(input, schema)
  const [all, setAll] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(input, null, 2))
    toast({ tone: 'success', title: 'Settings copied as JSON' })
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full">
        <Facts
          title="Settings"
          action={<IconButton size="small" label="Copy as JSON" icon={<Copy />} onClick={() => void copy()} />}
          facts={[...chosen, ...(all ? usual : [])].map(([name, value]) => [name, show(value)])}
        />
      </div>
      {usual.length === 0 ? null : (
        <Button size="small" variant="quiet" className="-ml-2" onClick={() => setAll(!all)}>
          {all ? 'Only what was chosen' : `${usual.length} more at their defaults`}
        </Button>
      )}
    </div>
  )
}

function show(value: unknown): ReactNode {
  if (typeof value === 'string') return value === '' ? '(empty)' : <span className="whitespace-pre-wrap">{value}</span>
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  return <code className="whitespace-pre-wrap text-xs">{JSON.stringify(value)}</code>
}
