import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { idOf } from '../model-id.ts'
import type { FoundFile, FoundModel } from './found-model.ts'

const manifest = z.object({
  layers: z.array(
    z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/), size: z.number() }),
  ),
})

/**
 * The models of Ollama: `manifests/<host>/<owner>/<name>/<tag>` lists layers, `blobs/sha256-<hash>` holds them; the layer
 * 'image.model' is a GGUF file (ollama/ollama, server/internal/manifest).
 */
export function scanOllama(program: string, folder: string): FoundModel[] {
  const root = join(folder, 'manifests')
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const parts = relative(root, path).replaceAll('\\', '/').split('/')
      const [tag = '', name = '', owner = ''] = parts.reverse()
      return modelOf(program, folder, path, owner === 'library' ? `${name}:${tag}` : `${owner}/${name}:${tag}`)
    })
}

function modelOf(program: string, folder: string, path: string, name: string): FoundModel[] {
  const parsed = manifest.safeParse(readJson(path))
  if (!parsed.success) return []
  const blob = (type: string): FoundFile[] =>
    parsed.data.layers
      .filter((layer) => layer.mediaType === `application/vnd.ollama.image.${type}`)
      .map(({ digest, size }) => {
        const sha256 = digest.slice('sha256:'.length)
        const role = type === 'model' ? 'weights' : type
        return { path: join(folder, 'blobs', `sha256-${sha256}`), role, sizeBytes: size, sha256 }
      })
      .filter((file) => statSync(file.path, { throwIfNoEntry: false })?.size === file.sizeBytes)
  const files = [...blob('model'), ...blob('projector')]
  if (!files.some((file) => file.role === 'weights')) return []
  const licence = licenceOf(blob('license'))
  return [
    {
      program,
      id: idOf(name),
      title: name,
      kind: 'language',
      files,
      ...(licence === undefined ? {} : { licence }),
      source: `${program}: ${name}`,
    },
  ]
}

/** The title of the licence text: its first line with words. */
function licenceOf([file]: readonly FoundFile[]): string | undefined {
  if (file === undefined || file.sizeBytes > 1e6) return undefined
  const line = readFileSync(file.path, 'utf8')
    .split('\n')
    .map((each) => each.trim())
    .find((each) => /[a-z]/i.test(each))
  return line?.slice(0, 80)
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
