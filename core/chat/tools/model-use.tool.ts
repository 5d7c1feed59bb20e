import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'model_use',
  summary: 'Make a model the one that its task uses where none is named.',
  words: 'use default switch model from now on choose',
  input: z.strictObject({
    task: z.string().max(60).describe('text-to-image, upscale … or language.'),
    model: z.string().trim().min(1).max(200),
  }),
  permission: 'change',
  example: { task: 'text-to-image', model: 'procedural' },

  async run({ task, model }, { workspace, project, step }) {
    const { settings, history } = workspace
    const change = { label: `use ${model}`, ...step }
    const setting = (key: string, after: string | undefined) => {
      const before = settings.changed()[key]
      return {
        type: 'setting',
        key,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      } as const
    }
    if (workspace.language.list().some(({ id }) => id === model)) {
      history.perform(project, change, [setting('chat.model', model)])
      return { task: 'language', model }
    }
    const listed = (await workspace.models.list()).find(({ id }) => id === model)
    if (listed?.builtIn === true && listed.task === 'text-to-image') {
      history.perform(project, change, [setting('models.textToImage', model)])
      return { task: listed.task, model }
    }
    const { inventory } = await workspace.library()
    const { id, kind, missing } = inventory.get(model)
    if (missing.length > 0 || listed === undefined) {
      throw new WorkspaceError(
        'no-model',
        `The model "${id}" cannot be used for ${task}: ${missing.length > 0 ? 'files of it are gone' : `it is a ${kind} that nothing here runs`}.`,
      )
    }
    const before = inventory.chosenFor(kind)
    history.perform(project, change, [
      { type: 'model-default', kind, after: id, ...(before !== undefined && { before }) },
      // What was set by hand would go before what is chosen here.
      ...(kind === 'checkpoint' ? [setting('models.textToImage', undefined)] : []),
    ])
    return { task: listed.task, model: id }
  },
})
