import { useSubmitJob } from '../../../api/jobs.ts'
import { useCurrentProject } from '../../../api/projects.ts'
import type { Job } from '../../../api/wire.ts'
import { toastError } from '../../../design/toast-store.ts'
import { textValue } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { type FormJob, jobOfForm, whatIsMissing } from '../form/job-of-form.ts'
import type { FormParts } from '../form/use-form-parts.ts'
import { remember } from '../prompt/kept-prompts.ts'
import { promptHistory } from '../prompt/kept-store.ts'
import { selection } from './use-feed.ts'

/** Sends jobs into the current project and brings them in sight. */
export function useSubmit() {
  const project = useCurrentProject()
  const submit = useSubmitJob()
  const send = ({ node, input }: FormJob) => {
    const projectId = project?.id
    submit.mutate(
      { node, input, ...(projectId === undefined ? {} : { projectId }) },
      { onSuccess: (job: Job) => selection.set(job.id), onError: toastError },
    )
  }
  /** What the form asks for; answers whether it was whole. */
  const sendForm = ({ nodes, model }: Pick<FormParts, 'nodes' | 'model'>): boolean => {
    const form = formStore.get()
    const job = jobOfForm(form, { nodes, model })
    if (job === undefined || whatIsMissing(form) !== undefined) return false
    const words = { prompt: textValue(form, 'prompt'), negativePrompt: textValue(form, 'negativePrompt') }
    if (words.prompt !== '') promptHistory().set(remember(promptHistory().get(), words))
    send(job)
    return true
  }
  return { send, sendForm, isPending: submit.isPending }
}
