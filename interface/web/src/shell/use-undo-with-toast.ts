import { useCurrentProject, useUndo } from '../api/projects.ts'
import { toast, toastError } from '../design/toast-store.ts'

/** Undo and redo in the current project; says what was changed, and offers the way back. */
export function useUndoWithToast(): (direction: 'undo' | 'redo') => void {
  const project = useCurrentProject()
  const { mutate } = useUndo()
  const run = (direction: 'undo' | 'redo') => {
    if (project === undefined) return
    mutate(
      { slug: project.slug, direction },
      {
        onSuccess: (entry) =>
          toast({
            tone: 'success',
            title: direction === 'undo' ? `Undone: ${entry.label}` : `Done again: ${entry.label}`,
            action:
              direction === 'undo'
                ? { label: 'Redo', onSelect: () => run('redo') }
                : { label: 'Undo', onSelect: () => run('undo') },
          }),
        onError: toastError,
      },
    )
  }
  return run
}
