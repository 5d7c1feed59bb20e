import type { Choices } from '../../../api/wire.ts'

/** An image model as the form offers it, with what it can do. */
export type ModelChoice = Choices['models'][number]
