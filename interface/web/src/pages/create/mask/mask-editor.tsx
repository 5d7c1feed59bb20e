import { useQuery } from '@tanstack/react-query'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '../../../design/button.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { Spinner } from '../../../design/spinner.tsx'
import { isStroke } from '../../../keyboard/keys.ts'
import type { PictureRef } from '../form/create-form.ts'
import { fileUrl } from '../pictures/picture-ref.ts'
import { emptyMask, type Mask } from './mask.ts'
import { MaskCanvas } from './mask-canvas.tsx'
import { maskFile, readMask } from './mask-picture.ts'
import { type BrushSettings, type MaskTool, MaskTools } from './mask-tools.tsx'
import { type MaskAction, usePainter } from './use-painter.ts'
import { fitViewport, type Viewport } from './viewport.ts'

/** Paints what is to be made anew on a picture, over the whole window. `mask`: the one to go on with. */
export function MaskEditor({
  open,
  onOpenChange,
  picture,
  mask,
  onDone,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  picture: PictureRef
  mask: PictureRef | undefined
  /** `undefined`: nothing is painted. */
  onDone: (file: File | undefined) => Promise<void>
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          // A slip of Escape would throw the painting away; it asks the buttons.
          onEscapeKeyDown={(event) => event.preventDefault()}
          className="fixed inset-0 z-40 flex animate-fade flex-col bg-surface-0 focus:outline-none"
        >
          <LoadMask picture={picture} mask={mask} onDone={onDone} onClose={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface EditorProps {
  readonly picture: PictureRef
  readonly onDone: (file: File | undefined) => Promise<void>
  readonly onClose: () => void
}

function LoadMask({ mask, ...props }: EditorProps & { mask: PictureRef | undefined }) {
  const { width, height } = props.picture
  const query = useQuery({
    queryKey: ['mask', mask?.id, width, height],
    queryFn: () => (mask === undefined ? emptyMask(width, height) : readMask(fileUrl(mask.id), width, height)),
    // Painting changes it in place: every opening wants its own.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.data !== undefined) return <Editor {...props} initial={query.data} />
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3">
      <Dialog.Title className="sr-only">Mask</Dialog.Title>
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <Spinner />}
      <Button onClick={props.onClose}>Cancel</Button>
    </div>
  )
}

function Editor({ picture, initial, onDone, onClose }: EditorProps & { initial: Mask }) {
  const painter = usePainter(initial)
  const [tool, setTool] = useState<MaskTool>('brush')
  const [brush, setBrush] = useState<BrushSettings>({
    // A tenth of the picture: large enough to see what it does.
    size: Math.max(8, Math.round(Math.min(picture.width, picture.height) / 10)),
    hardness: 80,
    opacity: 100,
    feather: 8,
  })
  const [view, setView] = useState<Viewport>()
  const [isSaving, setSaving] = useState(false)
  const run = (action: MaskAction) => painter.run(action, brush.feather)
  const fit = () => {
    const frame = document.querySelector('[role="application"]')
    if (frame !== null) setView(fitViewport(picture, { width: frame.clientWidth, height: frame.clientHeight }))
  }
  const done = async () => {
    setSaving(true)
    await onDone(painter.share === 0 ? undefined : await maskFile(painter.mask, `${picture.name}-mask`))
    setSaving(false)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return
    const resize = (factor: number) =>
      setBrush({ ...brush, size: Math.min(512, Math.max(1, Math.round(brush.size * factor + Math.sign(factor - 1)))) })
    const keys: readonly (readonly [string, () => void])[] = [
      ['mod+z', () => run('undo')],
      ['mod+shift+z', () => run('redo')],
      ['b', () => setTool('brush')],
      ['e', () => setTool('eraser')],
      ['l', () => setTool('lasso')],
      ['r', () => setTool('rectangle')],
      ['h', () => setTool('hand')],
      ['i', () => run('invert')],
      ['0', fit],
      ['[', () => resize(1 / 1.15)],
      [']', () => resize(1.15)],
      ['mod+enter', () => void done()],
    ]
    const pressed = keys.find(([stroke]) => isStroke(event.nativeEvent, stroke))
    if (pressed === undefined) return
    event.preventDefault()
    pressed[1]()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the tools inside
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div className="flex items-center gap-2 border-b border-line bg-surface-1 px-3 py-2">
        <Dialog.Title className="min-w-0 flex-1 truncate text-base font-semibold">
          Paint what is to be made anew
        </Dialog.Title>
        <span className="hidden text-xs text-ink-faint tabular-nums sm:inline">
          {Math.round(painter.share * 100)} % of the picture
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" busy={isSaving} onClick={() => void done()}>
          Use the mask
        </Button>
      </div>
      <MaskTools
        tool={tool}
        onTool={setTool}
        brush={brush}
        onBrush={setBrush}
        painter={painter}
        onFit={fit}
        onAction={run}
      />
      <MaskCanvas
        url={fileUrl(picture.id)}
        alt={picture.name}
        painter={painter}
        tool={tool}
        brush={{
          size: brush.size,
          hardness: brush.hardness / 100,
          opacity: brush.opacity / 100,
          erase: tool === 'eraser',
        }}
        view={view}
        onView={setView}
      />
    </div>
  )
}
