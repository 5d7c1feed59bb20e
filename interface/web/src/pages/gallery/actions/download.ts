import { archiveUrl, downloadUrl } from '../../../api/assets.ts'
import { apiUrl } from '../../../api/request.ts'
import type { Asset } from '../../../api/wire.ts'

/** Longer addresses than this are refused by some proxies. */
const MOST_ADDRESS = 6000

/** Saves an asset's file where this browser saves files; a material with its maps, without which it is a list of names. */
export function downloadAsset(asset: Asset): void {
  if (asset.kind === 'material') downloadArchive([...asset.parents, asset.id])
  else follow(downloadUrl(asset))
}

/** Saves several files as one archive. */
export function downloadArchive(ids: readonly string[]): void {
  const address = archiveUrl(ids)
  if (address.length <= MOST_ADDRESS) follow(address)
  else postForm(apiUrl('assets/archive'), { ids: ids.join(',') })
}

/** As a form the browser writes the answer to disk as it comes, where fetch() would hold all of it in memory. */
function postForm(address: string, fields: Readonly<Record<string, string>>): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = address
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = value
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}

function follow(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
