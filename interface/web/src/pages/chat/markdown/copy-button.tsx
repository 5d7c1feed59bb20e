import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../../../design/icon-button.tsx'
import { toastError } from '../../../design/toast-store.ts'

/** How long the tick stays, in milliseconds. */
const TICK_MS = 1500

/** Puts a text on the clipboard, and says that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    if (!isDone) return
    const timer = setTimeout(() => setDone(false), TICK_MS)
    return () => clearTimeout(timer)
  }, [isDone])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setDone(true)
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <IconButton
      size="small"
      label={isDone ? 'Copied' : label}
      icon={isDone ? <Check /> : <Copy />}
      onClick={() => void copy()}
    />
  )
}
