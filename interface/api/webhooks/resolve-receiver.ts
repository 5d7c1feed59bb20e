import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { WorkspaceError } from '../../../base/error.ts'
import { isPublicAddress } from './public-address.ts'

/** The one address that is connected to: a name that means another one a moment later changes nothing. */
export interface Receiver {
  readonly address: string
  readonly family: 4 | 6
}

export type Resolve = (name: string) => Promise<readonly { address: string; family: number }[]>

/** Where a webhook goes. Error `bad-input` where that is this machine or its network and the setting does not allow it. */
export async function resolveReceiver(
  url: URL,
  { allowPrivate, resolve = resolveName }: { allowPrivate: boolean; resolve?: Resolve },
): Promise<Receiver> {
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const kind = isIP(name)
  const found = kind === 0 ? await resolve(name) : [{ address: name, family: kind }]
  const inside = found.find(({ address }) => !isPublicAddress(address))
  if (inside !== undefined && !allowPrivate) {
    const where = inside.address === name ? name : `${name} (${inside.address})`
    throw new WorkspaceError('bad-input', `${where} is this machine or its network: no webhook goes there.`, {
      hint: 'Allow it where you know the receiver: ai-workspace config set server.webhooksToPrivateAddresses true',
    })
  }
  const [first] = found
  if (first === undefined) throw new WorkspaceError('network', `The name ${name} has no address.`)
  return { address: first.address, family: first.family === 6 ? 6 : 4 }
}

async function resolveName(name: string): ReturnType<Resolve> {
  try {
    return await lookup(name, { all: true })
  } catch (error) {
    throw new WorkspaceError('network', `The name ${name} cannot be resolved.`, { cause: error })
  }
}
