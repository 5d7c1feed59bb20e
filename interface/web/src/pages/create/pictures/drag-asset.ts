/** How an asset that is dragged inside the studio is named, beside the file it is for other programs. */
export const assetDragType = 'application/x-ai-workspace-asset'

export function assetIdOfDrag(data: DataTransfer): string | undefined {
  const id = data.getData(assetDragType)
  return id === '' ? undefined : id
}

/** Makes a drag carry an asset: into the form by its id, to the desktop as a file, to other pages as an address. */
export function dragAsset(
  data: DataTransfer,
  asset: { readonly id: string; readonly name: string; readonly mediaType: string; readonly url: string },
  fileName: string,
): void {
  const url = new URL(asset.url, location.href).href
  data.effectAllowed = 'copy'
  data.setData(assetDragType, asset.id)
  data.setData('text/uri-list', url)
  // Chromium's own: the desktop and file managers get the file.
  data.setData('DownloadURL', `${asset.mediaType}:${fileName}:${url}`)
}
