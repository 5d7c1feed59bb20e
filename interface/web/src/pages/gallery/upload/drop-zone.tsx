import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useState } from 'react'
import { startUploads } from './start-uploads.ts'

/** The whole page takes files that are dropped or pasted on it. */
export function DropZone({ projectId, children }: { projectId: string | undefined; children: ReactNode }) {
  const [depth, setDepth] = useState(0)
  useEffect(() => {
    const onPaste = ({ clipboardData }: ClipboardEvent) => startUploads([...(clipboardData?.files ?? [])], projectId)
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  }, [projectId])
  // Entering a child comes before leaving its parent: the depth tells when the pointer is really gone.
  const enter = (by: number) => (event: DragEvent) => {
    if (carriesFiles(event)) setDepth((before) => Math.max(0, before + by))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of three ways; the others are a button and pasting
    <div
      className="relative h-full min-h-0"
      onDragEnter={enter(1)}
      onDragLeave={enter(-1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        setDepth(0)
        if (!carriesFiles(event)) return
        event.preventDefault()
        startUploads([...event.dataTransfer.files], projectId)
      }}
    >
      {children}
      {depth > 0 ? (
        <div className="pointer-events-none absolute inset-3 z-40 flex animate-fade items-center justify-center rounded-xl border-2 border-dashed border-accent bg-surface-1/90">
          <p className="flex flex-col items-center gap-3 text-base font-medium text-accent-text">
            <Upload aria-hidden className="size-8" strokeWidth={1.5} />
            Drop to add to the project
          </p>
        </div>
      ) : null}
    </div>
  )
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files')
}
