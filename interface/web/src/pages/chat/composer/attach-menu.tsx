import { Images, Paperclip, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { AssetPicker } from '../../create/pictures/asset-picker.tsx'
import type { Attach } from './use-attach.ts'

/** Attaches files of this device or assets of the gallery. */
export function AttachMenu({ attach }: { attach: Attach }) {
  const input = useRef<HTMLInputElement>(null)
  const [isPicking, setPicking] = useState(false)
  return (
    <>
      <Menu
        side="top"
        trigger={<IconButton label="Attach" icon={<Paperclip />} />}
        entries={[
          { label: 'From this device …', icon: <Upload />, onSelect: () => input.current?.click() },
          { label: 'From the gallery …', icon: <Images />, onSelect: () => setPicking(true) },
        ]}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/png,image/jpeg,image/webp,model/gltf-binary,.glb"
        aria-label="Files to attach"
        onChange={({ target }) => {
          attach.addFiles(target.files ?? [])
          // The same file may be chosen again.
          target.value = ''
        }}
      />
      <AssetPicker
        open={isPicking}
        onOpenChange={setPicking}
        title="Attach from the gallery"
        onPick={(asset) => {
          attach.add(asset)
          setPicking(false)
        }}
      />
    </>
  )
}
