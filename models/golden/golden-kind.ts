import type { GoldenFixture, GoldenResult } from './fixture.ts'

/**
 * What runs one kind of golden fixture. Each is the export `golden` of a `*.golden.ts` beside the code it holds against the
 * reference; `npm run golden` and the tests find it by that name.
 */
export interface GoldenKind {
  matches(fixture: GoldenFixture, file: string): boolean
  /**
   * `find` gives another fixture by its name: whole pipelines share one checkpoint. `file` is where the fixture lies: some name
   * binary files beside it.
   */
  run(fixture: GoldenFixture, find: (name: string) => GoldenFixture, file: string): Promise<GoldenResult[]>
}
