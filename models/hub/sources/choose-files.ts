import { WorkspaceError } from '../../../base/error.ts'
import type { HubFile } from './hub-repository.ts'

/** Weights in forms that are passed over where a safetensors file holds the same. */
const otherWeights = /\.(bin|ckpt|pth?|h5|msgpack|onnx|onnx_data|tflite|ot)$/
const texts = /\.(json|txt|model|yaml|yml)$/

/**
 * The files of a repository that make a model: a diffusers folder whole (without second copies of its weights), the parts
 * of a sharded model, or the one weights file there is. Where several could be meant, an error that lists them.
 */
export function chooseFiles(repo: string, files: readonly HubFile[]): HubFile[] {
  const paths = new Set(files.map((file) => file.path))
  if (paths.has('model_index.json')) return diffusersFolder(files)
  const top = files.filter((file) => !file.path.includes('/'))
  const weights = top.filter((file) => /\.(safetensors|gguf)$/.test(file.path))
  const shards = weights.filter((file) => /-\d{5}-of-\d{5}\.safetensors$/.test(file.path))
  const chosen =
    shards.length > 0 ? shards : weights.length > 0 ? weights : top.filter((file) => otherWeights.test(file.path))
  if (chosen.length === 0) {
    const inside = files.filter((file) => /\.(safetensors|gguf|ckpt|pth?|bin|onnx)$/.test(file.path))
    throw ambiguous(repo, inside, inside.length === 0 ? 'holds no weights' : 'has its weights in folders')
  }
  if (chosen.length > 1 && shards.length === 0) throw ambiguous(repo, chosen, 'holds several models')
  return [...chosen, ...top.filter((file) => texts.test(file.path))]
}

function diffusersFolder(files: readonly HubFile[]): HubFile[] {
  const weights = files.filter((file) => /\.safetensors$/.test(file.path) && file.path.includes('/'))
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))
  const covered = new Set(weights.map((file) => folderOf(file.path)))
  // `model.fp16.safetensors` beside `model.safetensors` is the same model twice: the plain one is kept.
  const plain = weights.filter((file) => {
    const base = file.path.replace(/\.(fp16|non_ema|fp32|bf16)(?=[.-])/, '')
    return base === file.path || !weights.some((other) => other.path === base)
  })
  const rest = files.filter(
    (file) =>
      (texts.test(file.path) && (file.path.includes('/') || file.path === 'model_index.json')) ||
      (otherWeights.test(file.path) &&
        file.path.includes('/') &&
        !covered.has(folderOf(file.path)) &&
        /\.bin$/.test(file.path)),
  )
  return [...plain, ...rest]
}

function ambiguous(repo: string, choices: readonly HubFile[], what: string): WorkspaceError {
  const shown = choices.slice(0, 12).map((file) => file.path)
  const more = choices.length > shown.length ? ` and ${choices.length - shown.length} more` : ''
  return new WorkspaceError('bad-input', `${repo} ${what}: say which file.`, {
    hint:
      shown.length === 0
        ? `Look at its files on the hub.`
        : `For example hf:${repo}/${shown[0]}. There are: ${shown.join(', ')}${more}.`,
  })
}
