/** Worker threads that run plain exported functions over cloned or shared data. */
export interface Pool extends AsyncDisposable {
  readonly threads: number
  /**
   * Calls `module`'s export `name` once for each argument, as many at a time as there are threads, in order.
   * Results come in the order of the arguments. After `signal` aborts, no further call starts and it rejects.
   */
  map<Argument, Result>(
    module: URL,
    name: string,
    args: readonly Argument[],
    options?: { signal?: AbortSignal | undefined },
  ): Promise<Result[]>
}

/**
 * Keeps what `make` gives for later steps of this engine that ask with the same key, as long as there is room. The key must
 * say all that the value depends on.
 */
export type Memo = <T>(key: string, make: () => Promise<T>) => Promise<T>
