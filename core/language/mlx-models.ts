import type { ChatModel } from '../../base/chat.ts'
import type { Config } from '../../base/config.ts'
import type { ModelInventory } from '../../models/hub/inventory.ts'
import { mlxArchitecture } from '../../models/llm/servers/add-mlx-model.ts'
import type { MlxServer } from '../../models/llm/servers/mlx-process.ts'
import { openChatServer } from '../../models/llm/servers/open-chat-server.ts'
import type { LocalModel, LocalModels } from './local-models.ts'

/** The models that mlx_lm.server runs for the workspace: started when asked, ended as those of llama.cpp are. */
export function mlxModels(
  inventory: ModelInventory,
  { local, config, environment }: { local: LocalModels; config: Config; environment: NodeJS.ProcessEnv },
): { readonly id: string; isLoaded(): boolean; open(): ChatModel }[] {
  const models = inventory.list().filter((model) => model.isDefault && model.architecture === mlxArchitecture)
  return models.map(({ id, title, settings }) => {
    const model = String(settings['model'])
    const program = config.chat.mlxServer || 'mlx_lm.server'
    const bytes = typeof settings['bytes'] === 'number' ? settings['bytes'] : 0
    const hosted: LocalModel<MlxServer> = {
      key: JSON.stringify({ program, model }),
      title,
      measure: async () => bytes,
      async start(options) {
        const { startMlx } = await import('../../models/llm/servers/mlx-process.ts')
        return startMlx({ program, model, environment }, options)
      },
    }
    const at = (url: string) =>
      openChatServer({
        id,
        title,
        model,
        settings: { url, program: 'mlx_lm.server', models: [model], facts: {}, askedAt: '' },
        offline: false,
        environment,
      })
    const idle = at('http://127.0.0.1')
    return {
      id,
      isLoaded: () => local.isLoaded(hosted.key),
      open: () => ({
        ...idle,
        summary: `${model}, run by mlx_lm.server, which the workspace starts and stops.`,
        reply: (request, options) => local.use(hosted, options, ({ url }) => at(url).reply(request, options)),
      }),
    }
  })
}
