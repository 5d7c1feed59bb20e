import {
  Brush as BrushIcon,
  Contrast,
  Eraser,
  Hand,
  Lasso,
  Maximize,
  PaintBucket,
  Redo2,
  Square,
  Trash2,
  Undo2,
  Waves,
} from 'lucide-react'
import { IconButton } from '../../../design/icon-button.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { Slider } from '../../../design/slider.tsx'
import type { MaskAction, Painter } from './use-painter.ts'

export type MaskTool = 'brush' | 'eraser' | 'lasso' | 'rectangle' | 'hand'

export interface BrushSettings {
  readonly size: number
  /** In percent, as people set it. */
  readonly hardness: number
  readonly opacity: number
  readonly feather: number
}

const tools = [
  { value: 'brush', label: <BrushIcon aria-hidden />, title: 'Brush (B)' },
  { value: 'eraser', label: <Eraser aria-hidden />, title: 'Eraser (E)' },
  { value: 'lasso', label: <Lasso aria-hidden />, title: 'Lasso (L)' },
  { value: 'rectangle', label: <Square aria-hidden />, title: 'Rectangle (R)' },
  { value: 'hand', label: <Hand aria-hidden />, title: 'Move the picture (H, or hold Space)' },
] as const

/** The mask editor's tools: what the pointer does, how the brush is, and what can be done to the whole mask. */
export function MaskTools({
  tool,
  onTool,
  brush,
  onBrush,
  painter,
  onFit,
  onAction,
}: {
  tool: MaskTool
  onTool: (tool: MaskTool) => void
  brush: BrushSettings
  onBrush: (brush: BrushSettings) => void
  painter: Painter
  onFit: () => void
  onAction: (action: MaskAction) => void
}) {
  const set = (name: keyof BrushSettings) => (value: number) => onBrush({ ...brush, [name]: value })
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface-1 px-3 py-1.5">
      <Segmented label="Tool" options={tools} value={tool} onValueChange={onTool} />
      <div className="flex items-center">
        <IconButton
          label="Undo"
          keys="mod+z"
          icon={<Undo2 />}
          disabled={!painter.canUndo}
          onClick={() => onAction('undo')}
        />
        <IconButton
          label="Redo"
          keys="mod+shift+z"
          icon={<Redo2 />}
          disabled={!painter.canRedo}
          onClick={() => onAction('redo')}
        />
        <IconButton label="Invert" keys="i" icon={<Contrast />} onClick={() => onAction('invert')} />
        <IconButton label="Fill all" icon={<PaintBucket />} onClick={() => onAction('fill')} />
        <IconButton label="Clear" icon={<Trash2 />} onClick={() => onAction('clear')} />
        <IconButton
          label={`Soften the edges by ${brush.feather} px`}
          icon={<Waves />}
          onClick={() => onAction('feather')}
        />
        <IconButton label="Show the whole picture" keys="0" icon={<Maximize />} onClick={onFit} />
      </div>
      <div className="grid min-w-0 basis-full grid-cols-2 gap-x-4 lg:grid-cols-4 2xl:flex-1 2xl:basis-0">
        <Setting title="Size" value={brush.size} onValueChange={set('size')} min={1} max={512} unit="px" />
        <Setting title="Hardness" value={brush.hardness} onValueChange={set('hardness')} min={0} max={100} unit="%" />
        <Setting title="Opacity" value={brush.opacity} onValueChange={set('opacity')} min={5} max={100} unit="%" />
        <Setting title="Soften" value={brush.feather} onValueChange={set('feather')} min={1} max={64} unit="px" />
      </div>
    </div>
  )
}

function Setting({
  title,
  ...slider
}: {
  title: string
  value: number
  onValueChange: (value: number) => void
  min: number
  max: number
  unit: string
}) {
  return (
    <div className="grid min-w-0 items-center gap-x-2 sm:grid-cols-[3.75rem_minmax(0,1fr)]">
      <span aria-hidden className="text-xs text-ink-soft">
        {title}
      </span>
      <Slider label={title} {...slider} />
    </div>
  )
}
