import type { ChatCall } from '../../../api/wire.ts'

/** What a failed call said: `{ ok: false, code, message, hint? }`. */
export interface CallFailure {
  readonly message: string
  readonly hint: string | undefined
}

export function failureOf({ state, result }: Pick<ChatCall, 'state' | 'result'>): CallFailure | undefined {
  if (state !== 'failed') return undefined
  const fields = typeof result === 'object' && result !== null ? (result as Readonly<Record<string, unknown>>) : {}
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : undefined)
  return { message: text('message') ?? 'It failed.', hint: text('hint') }
}

/** Tools that only look: what they found is shown small, and needs no room of its own. */
export function onlyLooks(tool: string): boolean {
  return /^(assets_find|asset_show|project_(status|list)|models_list|settings_show|jobs_list|history|files_list|file_read|help|mesh_inspect|asset_(trash|restore|rename|tag|rate)|collection_add|image_describe)$/.test(
    tool,
  )
}
