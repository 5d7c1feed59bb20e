import { Camera, Grid3x3, ImagePlus, Maximize, Ruler, SlidersHorizontal } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import type { ViewState } from './scene/view-state.ts'

/** What is done with the view all the time, over the canvas. */
export function ViewerToolbar({
  view,
  onChange,
  onFit,
  onSave,
  onKeep,
  onPanel,
}: {
  view: ViewState
  onChange: (change: Partial<ViewState>) => void
  onFit: () => void
  /** Downloads a picture of the view. */
  onSave: () => void
  /** Puts a picture of the view into the project. */
  onKeep: () => void
  /** Opens the panel where it is not beside the canvas; absent where it is. */
  onPanel?: (() => void) | undefined
}) {
  const measure = () => onChange({ measuring: !view.measuring })
  const wireframe = () => onChange({ wireframe: !view.wireframe })
  useShortcut({ id: '3d-fit', keys: 'f', label: 'See the whole mesh', scope: '3D', action: onFit })
  useShortcut({ id: '3d-wireframe', keys: 'w', label: 'Wireframe', scope: '3D', action: wireframe })
  useShortcut({ id: '3d-measure', keys: 'm', label: 'Measure a distance', scope: '3D', action: measure })
  useShortcut({ id: '3d-picture', keys: 'shift+s', label: 'Save a picture of the view', scope: '3D', action: onSave })
  return (
    <div
      role="toolbar"
      aria-label="View"
      className="absolute top-3 left-3 flex gap-1 rounded-lg border border-line bg-surface-1/90 p-1 shadow-low backdrop-blur"
    >
      <IconButton label="See the whole mesh" keys="f" icon={<Maximize />} size="small" onClick={onFit} />
      <IconButton
        label="Wireframe"
        keys="w"
        icon={<Grid3x3 />}
        size="small"
        pressed={view.wireframe}
        onClick={wireframe}
      />
      <IconButton
        label="Measure a distance"
        keys="m"
        icon={<Ruler />}
        size="small"
        pressed={view.measuring}
        onClick={measure}
      />
      <IconButton
        label="Download a picture of the view"
        keys="shift+s"
        icon={<Camera />}
        size="small"
        onClick={onSave}
      />
      <IconButton label="Keep a picture in the project" icon={<ImagePlus />} size="small" onClick={onKeep} />
      {onPanel === undefined ? null : (
        <IconButton label="Look, facts, export" icon={<SlidersHorizontal />} size="small" onClick={onPanel} />
      )}
    </div>
  )
}
