import { WorkspaceError } from '../../../base/error.ts'
import { resolveReceiver } from './resolve-receiver.ts'

/**
 * Refuses an address of this machine or its network when a webhook is set up, and not only in a log. A name that cannot be
 * resolved now may be later.
 */
export async function checkReceiver(
  url: string,
  { webhooksToPrivateAddresses }: { readonly webhooksToPrivateAddresses: boolean },
): Promise<void> {
  if (!URL.canParse(url)) throw new WorkspaceError('bad-input', `"${url}" is no http(s) address.`)
  try {
    await resolveReceiver(new URL(url), { allowPrivate: webhooksToPrivateAddresses })
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'bad-input') throw error
  }
}
