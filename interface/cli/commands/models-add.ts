import { WorkspaceError } from '../../../base/error.ts'
import { modelKinds, serverKinds } from '../../../core/models/model-kinds.ts'
import type { ModelKind } from '../../../core/models/model-library.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatBytes } from '../terminal/format.ts'
import { addServer, type ServerFlags } from './add-server.ts'
import { withReading } from './with-reading.ts'

/** `models add`. */
export const modelsAddCommand: CommandSpec = {
  name: 'add',
  summary:
    'Take in a weights file or a diffusers folder of this machine, where it lies or as a copy, or a server of pictures or words.',
  about:
    'A server is one that draws (OpenAI images API, A1111 and Forge with --api, ComfyUI, sd-server) or one that talks (LM Studio, Ollama, llama-server, vLLM, mlx_lm.server: --kind chat). Its token is never kept, only the name of the variable or file that holds it.',
  arguments: [{ name: 'file', description: 'A weights file or a diffusers folder.' }],
  flags: [
    flag('copy', 'boolean', 'Copy it into the workspace; otherwise it is used where it lies and never touched.'),
    flag('id', 'text', 'The name to call it by; otherwise made of its file name.'),
    flag('kind', 'text', 'What it is, where its bytes do not tell; of a server, the dialect it speaks.', {
      choices: [...modelKinds, ...serverKinds],
    }),
    flag('server', 'text', 'The address of a server, as in http://127.0.0.1:7860.'),
    flag('mlx', 'text', 'A folder or repository that mlx_lm.server is to run on this Mac, started when needed.'),
    flag('name', 'text', 'The same as --id.'),
    flag('model', 'text', 'Of a server: which of its models to use; otherwise the one it has loaded.'),
    flag('token-env', 'text', "Of a server: the environment variable that holds its token, or 'name:password'."),
    flag('token-file', 'text', 'Of a server: the file that holds its token.'),
  ],
  examples: [
    { line: 'ai-workspace models add dream.safetensors', does: 'Used where it lies, as the model "dream".' },
    { line: 'ai-workspace models add dream.safetensors --copy --id mine', does: 'A copy in the workspace.' },
    { line: 'ai-workspace models add --server http://127.0.0.1:8188', does: 'A ComfyUI that runs on this machine.' },
    { line: 'ai-workspace models add --server http://127.0.0.1:11434', does: 'An Ollama, with all of its models.' },
  ],
  async run(call) {
    const [path] = call.words
    const {
      server,
      mlx,
      name,
      copy = false,
      id = name,
      ...given
    } = call.flags as Partial<ServerFlags> & { mlx?: string }
    checkName(id)
    if (mlx !== undefined) return addMlx(call, mlx, id)
    if (server !== undefined) return addServer(call, { ...given, server, copy, ...(id === undefined ? {} : { id }) })
    const kind = fileKind(given)
    if (path === undefined) {
      throw new WorkspaceError('bad-input', 'models add needs a file, or --server with an address.', {
        hint: 'For example: ai-workspace models add dream.safetensors',
      })
    }
    if (/^(https?:|hf:|npm:)/.test(path)) {
      throw new WorkspaceError('bad-input', `models add takes a file of this machine; "${path}" lies elsewhere.`, {
        hint: `Fetch it: ai-workspace models pull ${path}`,
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

async function addMlx(call: Call, mlx: string, id: string | undefined): Promise<Report> {
  const library = await (await call.workspace()).library()
  const data = await library.addMlx(mlx, id === undefined ? {} : { id })
  const { paint } = call.terminal
  return {
    data,
    text: `${paint('good', '✓')} ${paint('name', data.id)}: ${data.title}, run by mlx_lm.server when it is asked something`,
  }
}

function checkName(id: string | undefined): void {
  if (id === undefined || /^[a-z0-9][a-z0-9.-]*$/.test(id)) return
  throw new WorkspaceError('bad-input', `"${id}" cannot be a name.`, {
    hint: 'Small letters, digits, dots and dashes.',
  })
}

/** The kind of a file; flags that only a server has are no part of a file's line. */
function fileKind({ kind, model, tokenEnv, tokenFile }: Partial<ServerFlags>): ModelKind | undefined {
  const ofServer = model ?? tokenEnv ?? tokenFile ?? serverKinds.find((each) => each === kind)
  if (ofServer === undefined) return modelKinds.find((each) => each === kind)
  throw new WorkspaceError(
    'bad-input',
    '--model, --token-env, --token-file and the kinds of servers belong to --server.',
    {
      hint: 'For example: ai-workspace models add --server http://127.0.0.1:7860',
    },
  )
}
