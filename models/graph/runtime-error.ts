import { WorkspaceError } from '../../base/error.ts'
import { type Provider, providerTitles } from '../../base/provider.ts'
import type { Session } from './session.ts'

/** A session whose failures say what they mean. `title` names it for people: 'the U-Net of dreamshaper'. */
export function explainedSession(title: string, session: Session, provider: Provider = 'cpu'): Session {
  return {
    run: (feeds, options) => explainRuntimeErrors(title, () => session.run(feeds, options), provider),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  }
}

/**
 * Runs something of ONNX Runtime and says what its failure means; errors of our own and cancels pass as they are. Errors:
 * `out-of-memory`, `corrupt-file` (weights that cannot be read any more), `outside-program` (a graphics card or
 * its driver), `internal`.
 */
export async function explainRuntimeErrors<T>(
  title: string,
  action: () => Promise<T>,
  provider: Provider = 'cpu',
): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw runtimeError(title, error, provider)
  }
}

/** What an error of the runtime, which has only words, means. */
export function runtimeError(title: string, error: unknown, provider: Provider = 'cpu'): unknown {
  if (error instanceof WorkspaceError || !(error instanceof Error) || error.name === 'AbortError') return error
  if (noMemory.test(error.message)) {
    return new WorkspaceError('out-of-memory', `There is not enough memory for ${title}.`, {
      hint:
        provider === 'cpu'
          ? 'Make a smaller picture (--width, --height), hold weights in 8 bits (--precision int8), or close other programs.'
          : `Make a smaller picture (--width, --height). ${onTheCpu}`,
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
  if (provider !== 'cpu') {
    const message = `${providerTitles[provider]} failed to compute ${title}: ${sentence}`
    return new WorkspaceError('outside-program', message, { hint: onTheCpu, cause: error })
  }
  return new WorkspaceError(
    'internal',
    `${title[0]!.toUpperCase()}${title.slice(1)} could not be computed: ${sentence}`,
    { cause: error },
  )
}

const onTheCpu = 'Compute on the processor: ai-workspace config set engine.provider cpu'

/** Of the runtime (BFCArena, posix_memalign), the C++ library and V8. */
const noMemory =
  /failed to allocate|bad_alloc|out of memory|cannot allocate|allocation failed|invalid typed array length/i
const noFile =
  /no such file|open file|read file|mmap|file.*(does not exist|doesn't exist|size|length)|external (data|initializer)/i
