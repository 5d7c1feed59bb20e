import type { Provider } from '../../base/provider.ts'
import type { GoldenFixture, GoldenResult } from './fixture.ts'

/**
 * What runs one kind of golden fixture. Each is the export `golden` of a `*.golden.ts` beside the code it holds against the
 * reference; `npm run golden` and the tests find it by that name.
 */
export interface GoldenKind {
  matches(fixture: GoldenFixture, file: string): boolean
  run(fixture: GoldenFixture, context: GoldenContext): Promise<GoldenResult[]>
}

export interface GoldenContext {
  /** Another fixture by its name: whole pipelines share one checkpoint. */
  find(name: string): GoldenFixture
  /** Where the fixture lies: some name binary files beside it. */
  readonly file: string
  /** What its networks are computed on. */
  readonly provider: Provider
}
