import { useEffect, useState } from 'react'

const readable = /^image\/(png|jpeg|webp)$/

/**
 * Pictures that are dropped anywhere on the page or pasted into it. Places that take drops themselves (the picture slots) stop
 * theirs before this hears of them. `isOver`: a file is held over the page now.
 */
export function useDroppedFile(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    // Leaving for a child element is not leaving; only the window's own edge has no next element.
    const onDragLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      take(event.dataTransfer?.files)
    }
    const onPaste = (event: ClipboardEvent) => take(event.clipboardData?.files)
    const take = (files: FileList | undefined) => {
      const file = [...(files ?? [])].find(({ type }) => readable.test(type))
      if (file !== undefined) onFile(file)
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('paste', onPaste)
    }
  }, [onFile])
  return isOver
}
