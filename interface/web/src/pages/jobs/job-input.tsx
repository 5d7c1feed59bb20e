import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { Facts } from '../../design/facts.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { toast } from '../../design/toast-store.ts'

/** The settings of a job as they were given. */
export function JobInput({ input }: { input: unknown }) {
  const entries = typeof input === 'object' && input !== null ? Object.entries(input) : []
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(input, null, 2))
    toast({ tone: 'success', title: 'Settings copied as JSON' })
  }
  return (
    <Facts
      title="Settings"
      action={<IconButton size="small" label="Copy as JSON" icon={<Copy />} onClick={() => void copy()} />}
      facts={entries.map(([name, value]) => [name, show(value)])}
    />
  )
}

function show(value: unknown): ReactNode {
  if (typeof value === 'string') return value === '' ? '(empty)' : <span className="whitespace-pre-wrap">{value}</span>
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  return <code className="whitespace-pre-wrap text-xs">{JSON.stringify(value)}</code>
}
