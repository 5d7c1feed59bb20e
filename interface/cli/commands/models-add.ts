import { WorkspaceError } from '../../../base/error.ts'
import { modelKinds } from '../../../core/models/model-kinds.ts'
import type { ModelKind } from '../../../core/models/model-library.ts'
import type { CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatBytes } from '../terminal/format.ts'
import { withReading } from './with-reading.ts'

/** `models add`. */
export const modelsAddCommand: CommandSpec = {
  name: 'add',
  summary: 'Take in a weights file or a diffusers folder of this machine, where it lies or as a copy.',
  arguments: [{ name: 'file', description: 'A weights file or a diffusers folder.', required: true }],
  flags: [
    flag('copy', 'boolean', 'Copy it into the workspace; otherwise it is used where it lies and never touched.'),
    flag('id', 'text', 'The name to call it by; otherwise made of its file name.'),
    flag('kind', 'text', 'What it is, where its bytes do not tell.', { choices: modelKinds }),
  ],
  examples: [
    { line: 'ai-workspace models add dream.safetensors', does: 'Used where it lies, as the model "dream".' },
    { line: 'ai-workspace models add dream.safetensors --copy --id mine', does: 'A copy in the workspace.' },
  ],
  async run(call) {
    const [path = ''] = call.words
    const { copy = false, id, kind } = call.flags as { copy?: boolean; id?: string; kind?: ModelKind }
    if (/^(https?:|hf:|npm:)/.test(path)) {
      throw new WorkspaceError('bad-input', `models add takes a file of this machine; "${path}" lies elsewhere.`, {
        hint: `Fetch it: ai-workspace models pull ${path}`,
      })
    }
    if (id !== undefined && !/^[a-z0-9][a-z0-9.-]*$/.test(id)) {
      throw new WorkspaceError('bad-input', `"${id}" cannot be a name.`, {
        hint: 'Small letters, digits, dots and dashes.',
      })
    }
    const library = await (await call.workspace()).library()
    const options = { copy, ...(id === undefined ? {} : { id }), ...(kind === undefined ? {} : { kind }) }
    const model = await withReading(call, path, (hashing) => library.add(path, { ...options, ...hashing }))
    const { paint } = call.terminal
    const what = [model.kind, model.architecture].filter((word) => word !== undefined).join(', ')
    const where = copy ? 'copied into the workspace' : 'used where it lies'
    return {
      data: model,
      text:
        `${paint('good', '✓')} ${paint('name', model.id)}${paint('faint', `@${model.version}`)}: ${what}, ${formatBytes(model.sizeBytes)}, ${where}` +
        (model.description === undefined ? '' : `\n  ${model.description}`),
    }
  },
}
