/**
 * How glibc's allocator is to behave in a process that loads models (https://sourceware.org/glibc/manual/latest/html_node/Memory-Allocation-Tunables.html).
 * By itself it gives every block of 32 MB and more back to the system as soon as it is freed and asks for it anew: a weight is
 * copied two or three times while it is loaded, and the system has to clear the pages of each copy. With these, blocks up to 128 MB
 * are used again, and what is free at the end of the heap is given back from 256 MB on. One arena, since other threads than
 * the first could not keep such blocks. Other C libraries and systems take no notice.
 */
export const engineTunables =
  'glibc.malloc.mmap_threshold=134217728:glibc.malloc.trim_threshold=268435456:glibc.malloc.arena_max=1'

/** The environment of such a process; what a person set there stays. */
export function engineEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (process.platform !== 'linux' || environment['GLIBC_TUNABLES'] !== undefined) return environment
  return { ...environment, GLIBC_TUNABLES: engineTunables }
}
