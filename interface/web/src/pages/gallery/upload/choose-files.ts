import { startUploads } from './start-uploads.ts'

/** What the workspace can take in. */
const accepted = '.png,.jpg,.jpeg,.webp,.glb,.json'

/** Asks for files with the system's own dialog and uploads them. */
export function chooseFiles(projectId: string | undefined): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = accepted
  input.hidden = true
  input.addEventListener('change', () => {
    startUploads([...(input.files ?? [])], projectId)
    input.remove()
  })
  input.addEventListener('cancel', () => input.remove())
  // In the page, so that tests and password managers find it.
  document.body.append(input)
  input.click()
}
