import type { ModelFamily } from '../../base/model.ts'
import type { Draw } from './open-server.ts'
import { type ServerKind, serverArchitecture, serverTitles } from './server-kind.ts'

/**
 * The family of one dialect: it runs what the inventory lists as 'server:<kind>', and no weights. Families are imported by
 * every start, what they do only where a server draws.
 */
export function serverFamily(
  kind: ServerKind,
  { version, draw }: { version: number; draw: () => Promise<Draw> },
): ModelFamily<'text-to-image', undefined> {
  return {
    id: serverArchitecture(kind),
    task: 'text-to-image',
    summary: `Pictures drawn by another program that was added with models add --server: ${serverTitles[kind]}.`,
    version,
    architectures: [serverArchitecture(kind)],
    detect: () => undefined,
    async describe(_, settings) {
      const { parseServerSettings } = await import('./server-settings.ts')
      const { abilities, size, defaults, samplers, schedules, loras, controlnets, vaes } = parseServerSettings(settings)
      return {
        abilities,
        size: size ?? { width: 512, height: 512 },
        sampling: defaults,
        own: { samplers, schedules, loras, controlnets, vaes },
      }
    },
    async load(_, weights, { offline }) {
      const { openServer } = await import('./open-server.ts')
      return openServer(kind, { draw: await draw(), settings: weights?.settings ?? {}, offline })
    },
  }
}
