/** A folder name made of a repository, package or file name. */
export function idOf(name: string): string {
  const words = name
    .replace(/\.(safetensors|ckpt|pth?|bin|gguf|onnx)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  // File systems allow 255 bytes for a name; this leaves room and stays readable.
  return words.slice(0, 80) || 'model'
}
