import { WorkspaceError } from '../../base/error.ts'

/** Folders that people copy along with an address; every dialect adds its own again. */
const apiFolders = /\/(v1|sdapi\/v1|sdcpp\/v1)(\/(models|images\/generations|txt2img|capabilities))?$/

/** A server's address as it is kept: http or https, without a name or password in it, without the folder of an API. */
export function parseServerAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new WorkspaceError('bad-input', `"${text}" is no http(s) address.`, {
      hint: 'For example: ai-workspace models add --server http://127.0.0.1:7860',
    })
  }
  if (url.username !== '' || url.password !== '') {
    throw new WorkspaceError('bad-input', 'The address holds a name or a password, which would be written to disk.', {
      hint: 'Put "name:password" into an environment variable and name that: --token-env MY_SERVER_TOKEN',
    })
  }
  const path = url.pathname.replace(/\/+$/, '').replace(apiFolders, '')
  return `${url.origin}${path}`
}

/** The addresses that stay on this machine (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3; RFC 6761, 6.3). */
export function isLoopback({ hostname }: URL): boolean {
  // URL writes every form of an IPv4 address as four numbers, and IPv6 in brackets.
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    /^127(\.\d+){3}$/.test(hostname) ||
    hostname === '[::1]'
  )
}
