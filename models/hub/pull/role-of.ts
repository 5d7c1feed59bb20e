import type { ModelKind } from '../model-kind.ts'

/** What a file is for, by its name. */
export function roleOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (/\.(safetensors|ckpt|pth?|gguf|onnx|bin|h5|tflite)$/.test(name)) {
    const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : ''
    return folder === '' || ['unet', 'transformer', 'model'].includes(folder) ? 'weights' : folder.replaceAll('_', '-')
  }
  return /tokenizer|vocab|merges|spiece|sentencepiece/.test(`${path.toLowerCase()}`) ? 'tokenizer' : 'config'
}

/** What a model is used as, by the folder or name that people and programs give it; 'unknown' is looked into later. */
export function guessKind(path: string): ModelKind {
  const text = path.toLowerCase().replaceAll('\\', '/')
  const found = kindsByName.find(([pattern]) => pattern.test(text))
  return found?.[1] ?? 'unknown'
}

const kindsByName: readonly (readonly [RegExp, ModelKind])[] = [
  [/\.gguf$/, 'language'],
  [/control[-_]?net|control_v11|t2i[-_]?adapter/, 'controlnet'],
  [/(^|[/_.-])(lora|loras|lycoris|locon)([/_.-]|$)/, 'lora'],
  [/taesd|vae[-_]approx/, 'preview'],
  [/(^|[/_.-])vae([/_.-]|$)/, 'vae'],
  [/embeddings?\/|textual[-_]inversion/, 'embedding'],
  [/upscale|esrgan|swinir|ultrasharp/, 'upscaler'],
  [/text[-_]encoders?\/|(^|\/)clip\//, 'text-encoder'],
  [/depth|midas|zoed/, 'depth'],
  [/checkpoints?\/|stable-diffusion\/|diffusion_models\/|(^|\/)unet\//, 'checkpoint'],
]
