import { getAsset, useUploadAsset } from '../../../api/assets.ts'
import { useCurrentProject } from '../../../api/projects.ts'
import type { Asset } from '../../../api/wire.ts'
import { toastError } from '../../../design/toast-store.ts'
import { type PictureRole, withPicture } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { measuredPicture } from './picture-ref.ts'

/** Puts a file of this device or an asset into a place of the form. A file becomes an asset of the project first. */
export function usePutPicture() {
  const project = useCurrentProject()
  const upload = useUploadAsset()
  const putAsset = async (role: PictureRole, asset: Asset) => {
    const picture = await measuredPicture(asset)
    formStore.change((form) => withPicture(form, role, picture))
  }
  return {
    busy: upload.isPending,
    putAsset: (role: PictureRole, asset: Asset) => void putAsset(role, asset).catch(toastError),
    putFile: async (role: PictureRole, file: File, name?: string) => {
      try {
        const projectId = project?.id
        const asset = await upload.mutateAsync({
          file,
          ...(projectId === undefined ? {} : { projectId }),
          ...(name === undefined ? {} : { name }),
        })
        await putAsset(role, asset)
      } catch (error) {
        toastError(error)
      }
    },
    putId: async (role: PictureRole, id: string) => {
      try {
        await putAsset(role, await getAsset(id))
      } catch (error) {
        toastError(error)
      }
    },
  }
}
