export { modelKinds } from '../../models/hub/model-kind.ts'
export { type ServerKind, serverKinds } from '../../models/servers/server-kind.ts'
