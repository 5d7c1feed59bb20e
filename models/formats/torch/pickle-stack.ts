import { PickleProblem, type PickleValue } from './pickle-values.ts'

/** These keep a hostile file of a few bytes below some hundred megabytes; a tensor takes five containers. */
const MOST_CONTAINERS = 1_000_000
const MOST_ON_STACK = 2_000_000

/** The stack of a pickle with its marks; what it lacks or holds too much of is a `PickleProblem`. */
export function createPickleStack() {
  const values: PickleValue[] = []
  const marks: number[] = []
  let containers = 0

  function push(value: PickleValue): void {
    if (values.length >= MOST_ON_STACK) throw new PickleProblem(`it stacks more than ${MOST_ON_STACK} values`)
    values.push(value)
  }

  /** The last `count` values in the order in which they were pushed. */
  function popSeveral(count: number): PickleValue[] {
    if (values.length - count < (marks.at(-1) ?? 0)) {
      throw new PickleProblem('an operation finds too little on its stack')
    }
    return values.splice(values.length - count)
  }

  return {
    push,
    popSeveral,
    pop: () => popSeveral(1)[0]!,

    /** Counts what costs memory beyond the file's own size. */
    pushNew(value: PickleValue): void {
      if (++containers > MOST_CONTAINERS) throw new PickleProblem(`it makes more than ${MOST_CONTAINERS} containers`)
      push(value)
    },

    top(): PickleValue {
      const [value] = popSeveral(1)
      values.push(value!)
      return value!
    },

    mark(): void {
      if (marks.length >= MOST_ON_STACK) throw new PickleProblem(`it sets more than ${MOST_ON_STACK} marks`)
      marks.push(values.length)
    },

    /** What was pushed since the last mark. */
    popMark(): PickleValue[] {
      const mark = marks.pop()
      if (mark === undefined) throw new PickleProblem('an operation finds no mark on its stack')
      return values.splice(mark)
    },
  }
}
