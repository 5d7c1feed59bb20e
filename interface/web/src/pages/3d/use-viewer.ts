import { useCallback, useEffect, useRef, useState } from 'react'
import type { Asset } from '../../api/wire.ts'
import type { MaterialControls } from './scene/material-body.ts'
import type { Measurement } from './scene/measure-tool.ts'
import { countLevel, type LevelFacts, type Subject, sizeOf } from './scene/subject.ts'
import { defaultView, type ViewState } from './scene/view-state.ts'
import { Viewer } from './scene/viewer.ts'

/** What the page says of the subject. */
export interface SubjectFacts {
  readonly levels: readonly LevelFacts[]
  /** Width, height, depth in metres. */
  readonly size: readonly [number, number, number]
}

export type Loading =
  | { readonly state: 'empty' | 'loading' | 'ready' }
  | { readonly state: 'failed'; readonly error: unknown }

/** A viewer in a canvas: give the canvas `attach` as its ref, and load subjects with `load`. */
export function useViewer() {
  const viewer = useRef<Viewer | undefined>(undefined)
  const controls = useRef<Partial<MaterialControls>>({})
  const [view, setView] = useState<ViewState>(defaultView)
  const latest = useRef(view)
  const [loading, setLoading] = useState<Loading>({ state: 'empty' })
  const [facts, setFacts] = useState<SubjectFacts>()
  const [level, setLevel] = useState(0)
  const [measurement, setMeasurement] = useState<Measurement>()
  const [broken, setBroken] = useState(false)

  const attach = useCallback((canvas: HTMLCanvasElement | null) => {
    if (canvas === null) return
    try {
      viewer.current = new Viewer(canvas, { onLevel: setLevel, onMeasure: setMeasurement })
    } catch {
      // No WebGL here: an old machine, or a browser that has it switched off.
      setBroken(true)
    }
    return () => {
      viewer.current?.dispose()
      viewer.current = undefined
    }
  }, [])

  useEffect(() => {
    latest.current = view
    viewer.current?.setView(view)
    controls.current.setRepeat?.(view.repeat)
    controls.current.setDisplacement?.(view.displacement, view.repeat)
    viewer.current?.setView(view)
  }, [view])

  const show = useCallback((subject: (Subject & Partial<MaterialControls>) | undefined, options = {}) => {
    controls.current = subject ?? {}
    // Before the first frame: the relief of a metre, as it comes, would be seen for a moment.
    subject?.setRepeat?.(latest.current.repeat)
    subject?.setDisplacement?.(latest.current.displacement, latest.current.repeat)
    viewer.current?.show(subject, options)
    if (subject === undefined) return setFacts(undefined)
    const { x, y, z } = sizeOf(subject)
    setFacts({ levels: subject.levels.map(countLevel), size: [x, y, z] })
  }, [])

  return { viewer, attach, view, setView, loading, setLoading, facts, level, measurement, broken, show }
}

export type ViewerState = ReturnType<typeof useViewer>

/** Loads what `key` stands for with `open`, and shows it; an older load that is still on its way is dropped. */
export function useSubject(
  { show, setLoading }: ViewerState,
  key: string | undefined,
  open: ((signal: AbortSignal) => Promise<Subject & Partial<MaterialControls>>) | undefined,
): void {
  const opening = useRef(open)
  const shown = useRef<string | undefined>(undefined)
  useEffect(() => {
    opening.current = open
  })
  useEffect(() => {
    const load = opening.current
    if (key === undefined || load === undefined) return
    const abort = new AbortController()
    setLoading({ state: 'loading' })
    load(abort.signal).then(
      (subject) => {
        if (abort.signal.aborted) return
        // Another body of the same material, the camera stays.
        show(subject, { keepCamera: shown.current === key.split(' ')[0] })
        shown.current = key.split(' ')[0]
        setLoading({ state: 'ready' })
      },
      (error) => {
        if (!abort.signal.aborted) setLoading({ state: 'failed', error })
      },
    )
    return () => abort.abort()
  }, [key, show, setLoading])
}

/** A file name for a picture of an asset. */
export function screenshotName({ name }: Asset): string {
  return `${name}-view.png`
}
