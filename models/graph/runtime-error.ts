import { WorkspaceError } from '../../base/error.ts'
import type { Session } from './session.ts'

/** A session whose failures say what they mean. `title` names it for people: 'the U-Net of dreamshaper'. */
export function explainedSession(title: string, session: Session): Session {
  return {
    run: (feeds, options) => explainRuntimeErrors(title, () => session.run(feeds, options)),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  }
}

/**
 * Runs something of ONNX Runtime and says what its failure means; errors of our own and cancels pass as they are. Errors:
 * `out-of-memory`, `corrupt-file` (weights that cannot be read any more), `internal`.
 */
export async function explainRuntimeErrors<T>(title: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw runtimeError(title, error)
  }
}

/** What an error of the runtime, which has only words, means. */
export function runtimeError(title: string, error: unknown): unknown {
  if (error instanceof WorkspaceError || !(error instanceof Error) || error.name === 'AbortError') return error
  if (noMemory.test(error.message)) {
    return new WorkspaceError('out-of-memory', `There is not enough memory for ${title}.`, {
      hint: 'Make a smaller picture (--width, --height), hold weights in 8 bits (--precision int8), or close other programs.',
      cause: error,
    })
  }
  if (noFile.test(error.message)) {
    return new WorkspaceError('corrupt-file', `The weights of ${title} cannot be read any more.`, {
      hint: 'The file was moved, changed or cut while it was in use: ai-workspace models verify',
      cause: error,
    })
  }
  const [sentence] = error.message.split('\n')
  return new WorkspaceError(
    'internal',
    `${title[0]!.toUpperCase()}${title.slice(1)} could not be computed: ${sentence}`,
    { cause: error },
  )
}

/** Of the runtime (BFCArena, posix_memalign), the C++ library and V8. */
const noMemory =
  /failed to allocate|bad_alloc|out of memory|cannot allocate|allocation failed|invalid typed array length/i
const noFile =
  /no such file|open file|read file|mmap|file.*(does not exist|doesn't exist|size|length)|external (data|initializer)/i
