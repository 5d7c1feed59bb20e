import { serverKinds as imageServerKinds } from '../../models/servers/server-kind.ts'

export { modelKinds } from '../../models/hub/model-kind.ts'

/** The dialects of servers that can be added: of pictures, and `chat` of words. */
export const serverKinds = [...imageServerKinds, 'chat'] as const
export type ServerKind = (typeof serverKinds)[number]
