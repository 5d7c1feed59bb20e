import { isIP } from 'node:net'
import { hostname } from 'node:os'

/**
 * Which values of the Host header the server answers. A page of a foreign site can let its own name point at 127.0.0.1 (DNS
 * rebinding); its requests carry that name as Host and are refused. An address in figures can't be rebound.
 */
export function isAllowedHost(
  header: string | undefined,
  { bound, extra }: { bound: string; extra: readonly string[] },
): boolean {
  const name = hostNameOf(header)
  if (name === undefined) return false
  if (name === 'localhost' || name === '127.0.0.1' || name === '::1') return true
  if (extra.some((each) => each.toLowerCase() === name)) return true
  if (isLoopback(bound)) return false
  const own = hostname().toLowerCase()
  return isIP(name) !== 0 || name === bound.toLowerCase() || name === own || name === `${own}.local`
}

/** 'Studio.local:7878' → 'studio.local', '[::1]:80' → '::1'; undefined where it is no host. */
export function hostNameOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header)
  return (match?.[1] ?? match?.[2])?.toLowerCase()
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
