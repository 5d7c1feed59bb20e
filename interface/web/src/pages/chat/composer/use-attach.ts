import { useState } from 'react'
import { getAsset, useUploadAsset } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { toast, toastError } from '../../../design/toast-store.ts'
import { assetIdOfDrag } from '../../create/pictures/drag-asset.ts'
import { carriesAssets, takeAssets } from '../../gallery/drag-assets.ts'
import { drafts } from './drafts.ts'

/** Ways to attach something to the draft of a conversation: assets, and files of this device, which become assets first. */
export function useAttach(draftId: string, projectId: string | undefined) {
  const { mutateAsync: upload } = useUploadAsset()
  const [arriving, setArriving] = useState<readonly string[]>([])
  const add = ({ id, name }: Pick<Asset, 'id' | 'name'>) =>
    drafts.change(draftId, (draft) =>
      draft.attachments.some((each) => each.id === id)
        ? draft
        : { ...draft, attachments: [...draft.attachments, { id, name }] },
    )
  const addFile = async (file: File) => {
    setArriving((before) => [...before, file.name])
    try {
      add(await upload({ file, ...(projectId === undefined ? {} : { projectId }) }))
    } catch (error) {
      toastError(error)
    } finally {
      setArriving((before) => before.toSpliced(before.indexOf(file.name), 1))
    }
  }
  const addFiles = (files: Iterable<File>) => void Promise.all([...files].map(addFile))
  return {
    arriving,
    add,
    addFiles,
    remove: (id: string) =>
      drafts.change(draftId, (draft) => ({
        ...draft,
        attachments: draft.attachments.filter((each) => each.id !== id),
      })),
    /** Whether it took what was dropped. */
    takeDrop(data: DataTransfer): boolean {
      const one = assetIdOfDrag(data)
      const ids = carriesAssets(data) ? takeAssets(data) : one === undefined ? [] : [one]
      if (ids.length > 0) void Promise.all(ids.map(async (id) => add(await getAsset(id)))).catch(toastError)
      else if (data.files.length > 0) addFiles(data.files)
      else return false
      return true
    },
    /** Whether it took what was pasted: pictures, not words. */
    takePaste(data: DataTransfer): boolean {
      const files = [...data.files].filter(({ type }) => type.startsWith('image/'))
      if (files.length === 0) return false
      addFiles(files)
      toast({ title: files.length === 1 ? 'The picture is attached.' : `${files.length} pictures are attached.` })
      return true
    },
  }
}

export type Attach = ReturnType<typeof useAttach>
