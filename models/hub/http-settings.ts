import { WorkspaceError } from '../../base/error.ts'
import type { HttpSettings } from './download/http.ts'
import { patient } from './download/retry.ts'
import { isOffline } from './offline.ts'
import { defaultEndpoint } from './sources/hub-repository.ts'

interface Configured {
  readonly network: { readonly offline: boolean; readonly connections: number }
  readonly hub: { readonly endpoint: string; readonly token: string }
}

/** Slow mirrors pause for some seconds; half a minute of nothing is a dead connection. */
const STALL_MS = 30_000

/** How to talk to servers of models: the configuration, and over it the variables that the hub's own tools read. */
export function httpSettings({ network, hub }: Configured, environment: NodeJS.ProcessEnv): HttpSettings {
  const endpoint = environment['HF_ENDPOINT'] || hub.endpoint || defaultEndpoint
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw new WorkspaceError('config-invalid', `The hub's address "${endpoint}" is no http(s) address.`, {
      hint: 'Set HF_ENDPOINT, or: ai-workspace config set hub.endpoint https://…',
    })
  }
  const token = environment['HF_TOKEN'] || hub.token
  return {
    offline: isOffline(network.offline, environment),
    endpoint,
    token: token === '' ? undefined : token.trim(),
    stallMs: STALL_MS,
    retry: patient,
    connections: network.connections,
  }
}
