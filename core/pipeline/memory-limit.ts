import { totalmem } from 'node:os'
import type { Config } from '../../base/config.ts'

/** Of the machine's memory, what models may take by default: the rest is the system's, the browser's and Blender's. */
const memoryShare = 0.6

/** Bytes that all loaded models of an engine share. */
export function memoryLimit({ models: { memoryGb } }: Pick<Config, 'models'>): number {
  return memoryGb === 0 ? totalmem() * memoryShare : memoryGb * 2 ** 30
}
