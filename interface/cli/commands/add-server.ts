import { WorkspaceError } from '../../../base/error.ts'
import { type ServerKind, serverKinds } from '../../../core/models/model-kinds.ts'
import type { Call, Report } from '../command.ts'

export interface ServerFlags {
  readonly server: string
  readonly kind?: string
  readonly name?: string
  readonly id?: string
  readonly model?: string
  readonly tokenEnv?: string
  readonly tokenFile?: string
  readonly copy?: boolean
}

/** `models add --server`: takes a server in, with what it can do now. */
export async function addServer(call: Call, flags: ServerFlags): Promise<Report> {
  const { server: url, kind, id, name = id, model, tokenEnv, tokenFile, copy } = flags
  if (call.words.length > 0 || copy === true) {
    throw new WorkspaceError('bad-input', '--server takes in a server: no file, and nothing to copy.', {
      hint: 'One of the two: ai-workspace models add <file>, or ai-workspace models add --server URL',
    })
  }
  if (kind !== undefined && !isServerKind(kind)) {
    throw new WorkspaceError('bad-input', `"${kind}" is no kind of server.`, {
      hint: `There are: ${serverKinds.join(', ')}. Without --kind it is found out.`,
    })
  }
  if (tokenEnv !== undefined && !/^[A-Za-z_]\w*$/.test(tokenEnv)) {
    // Not repeated: it may be the token itself.
    throw new WorkspaceError('bad-input', '--token-env takes the name of an environment variable, not the token.', {
      hint: 'export MY_TOKEN=… and then --token-env MY_TOKEN',
    })
  }
  const library = await (await call.workspace()).library()
  const { resolve } = await import('node:path')
  const added = await library.addServer(
    { url, kind, id: name, model, tokenEnv, ...(tokenFile === undefined ? {} : { tokenFile: resolve(tokenFile) }) },
    { signal: call.signal },
  )
  const { serverSummary, tokenWarning } = await import('../views/server-views.ts')
  const { paint } = call.terminal
  const warning = tokenWarning(added)
  return {
    data: added,
    text: [
      `${paint('good', '✓')} ${paint('name', added.id)}: ${added.title}, ${serverSummary(added)}`,
      ...(warning === undefined ? [] : [`${paint('warn', '!')} ${warning}`]),
      paint(
        'faint',
        added.kind === 'language'
          ? `→ ai-workspace chat --model ${added.id}, or for every conversation: ai-workspace models use ${added.id}`
          : `→ ai-workspace generate "…" --model ${added.id}, or for every picture: ai-workspace models use ${added.id}`,
      ),
    ].join('\n'),
  }
}

function isServerKind(text: string): text is ServerKind {
  return serverKinds.some((kind) => kind === text)
}
