import { readFileSync } from 'node:fs'
import { WorkspaceError } from '../../base/error.ts'

/** Where a token is kept: the name of an environment variable, or a file. */
export interface TokenPlace {
  readonly tokenEnv?: string | undefined
  readonly tokenFile?: string | undefined
}

/**
 * The `Authorization` header for a server: 'name:password' goes as Basic (A1111's --api-auth), anything else as Bearer. Read
 * each time, so that it is never kept. Error: `access-denied` when the variable is not set or the file cannot be read.
 */
export function readAuthorization(
  { tokenEnv, tokenFile }: TokenPlace,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const token =
    tokenEnv !== undefined
      ? fromVariable(tokenEnv, environment)
      : tokenFile !== undefined
        ? fromFile(tokenFile)
        : undefined
  if (token === undefined) return undefined
  // A header is one line; other characters would end it early.
  if (!/^[\x20-\x7e]+$/.test(token)) {
    throw new WorkspaceError(
      'access-denied',
      `The token in ${tokenEnv ?? tokenFile} has characters that no header can hold.`,
      {
        hint: 'It must be one line of plain characters.',
      },
    )
  }
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`
}

function fromVariable(name: string, environment: NodeJS.ProcessEnv): string {
  const value = environment[name]?.trim()
  if (value !== undefined && value !== '') return value
  throw new WorkspaceError(
    'access-denied',
    `The environment variable ${name}, which holds the server's token, is not set.`,
    {
      hint: `Set it where ai-workspace is started: export ${name}=…`,
    },
  )
}

function fromFile(path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new WorkspaceError('access-denied', `The server's token cannot be read from ${path}.`, {
      hint: 'Write it there, or add the server again with --token-env.',
      cause: error,
    })
  }
  if (text !== '') return text
  throw new WorkspaceError('access-denied', `The file ${path}, which should hold the server's token, is empty.`)
}
