import { RotateCcw } from 'lucide-react'
import { IconButton } from '../../../design/icon-button.tsx'
import { toast } from '../../../design/toast-store.ts'
import { emptyForm } from '../form/create-form.ts'
import { formStore, useForm } from '../form/form-store.ts'

/** Everything but the words back to its default, with a way back. */
export function ResetForm() {
  const isChanged = useForm(
    ({ values, pictures, seedLocked }) =>
      seedLocked ||
      Object.keys(pictures).length > 0 ||
      Object.keys(values).some((field) => field !== 'prompt' && field !== 'negativePrompt'),
  )
  const reset = () => {
    const before = formStore.get()
    const words = Object.entries(before.values).filter(([field]) => field === 'prompt' || field === 'negativePrompt')
    formStore.change(() => ({ ...emptyForm, mode: before.mode, values: Object.fromEntries(words) }))
    toast({
      title: 'All settings are at their defaults',
      action: { label: 'Undo', onSelect: () => formStore.change(() => before) },
    })
  }
  return (
    <IconButton label="Reset all settings, keep the words" icon={<RotateCcw />} disabled={!isChanged} onClick={reset} />
  )
}
