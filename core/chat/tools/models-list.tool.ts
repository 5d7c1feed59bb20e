import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'models_list',
  summary: 'The built-in engine, the models that are installed and those that can be pulled.',
  words: 'models model which installed available checkpoint upscaler',
  input: z.strictObject({
    task: z.string().max(60).optional().describe('text-to-image, upscale, or a kind of model.'),
  }),
  permission: 'read',
  example: {},

  async run({ task }, { workspace }) {
    const library = await workspace.library()
    const { listModels } = await import('../../models/list-models.ts')
    const runnable = await workspace.models.list()
    const tasks = new Map(runnable.map((model) => [model.id, model.task as string]))
    const installed = (await listModels(workspace.models, library)).map(({ id, title, kind, isDefault }) => ({
      id,
      title,
      kind,
      task: tasks.get(id) ?? kind,
      isDefault,
    }))
    const fits = (model: { kind: string; task?: string }) =>
      task === undefined || [model.kind, model.task].some((word) => word?.includes(task.toLowerCase()) === true)
    const canBePulled = (await library.search([], { runs: true })).filter(
      (card) => card.installed === undefined && fits(card),
    )
    return {
      installed: installed.filter(fits),
      languageModels: workspace.language.list().map(({ id, title, isDefault }) => ({ id, title, isDefault })),
      canBePulled: canBePulled.slice(0, 20).map(({ id, title, kind, sizeBytes }) => ({ id, title, kind, sizeBytes })),
    }
  },
})
