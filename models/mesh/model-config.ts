import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import type { Weights } from '../../base/model.ts'
import { readPlainYaml } from './read-plain-yaml.ts'

/**
 * What the configurations beside a model's weights state: its own config.yaml, and as `vit` the config.json of the image encoder that it
 * names. Where a file is missing the schema's defaults hold. Error: `corrupt-file`.
 */
export async function readModelConfig<T extends z.ZodType>(
  schema: T,
  { files, title }: Pick<Weights, 'files' | 'title'>,
): Promise<z.output<T>> {
  const stated: Record<string, unknown> = {}
  for (const { path } of files) {
    const name = basename(path)
    if (/\.ya?ml$/.test(name)) Object.assign(stated, readPlainYaml(await readFile(path, 'utf8'), name))
    else if (name === 'config.json') stated['vit'] = parsed(await readFile(path, 'utf8'), path)
  }
  const config = schema.safeParse(stated)
  if (config.success) return config.data
  const [issue] = config.error.issues
  throw new WorkspaceError(
    'corrupt-file',
    `The configuration of ${title} is not one: ${issue!.path.join('.')} ${issue!.message}.`,
    {
      hint: 'Fetch the model again, or leave its configuration out.',
    },
  )
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', `${basename(path)} is not readable JSON.`, { cause })
  }
}
