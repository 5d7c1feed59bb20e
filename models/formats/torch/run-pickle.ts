import { createCursor } from './pickle-cursor.ts'
import { type PickleGlobal, PickleProblem, type PickleValue } from './pickle-values.ts'

/*
 * The limits let through 200,000 tensors (about 40 operations and five containers each; the largest checkpoints have
 * 5,000) and keep a hostile file below some hundred megabytes of memory.
 */
const MOST_OPERATIONS = 8_000_000
const MOST_CONTAINERS = 1_000_000
const MOST_ON_STACK = 2_000_000

/** What the pickle may import, by `module.name`, and what its persistent ids mean. */
export interface PickleWorld {
  readonly globals: ReadonlyMap<string, PickleValue>
  persistent(id: PickleValue): PickleValue
}

/**
 * Interprets one pickle (protocols 0 to 5) from `start` on and answers its value and where it ends. Executes nothing: an
 * import that is not in `globals` is a `PickleProblem` that names it, and so is every operation weights have no use for.
 * Source: the documentation in CPython's Lib/pickletools.py
 */
export function runPickle(bytes: Uint8Array, start: number, world: PickleWorld): { value: PickleValue; end: number } {
  const cursor = createCursor(bytes, start)
  const stack: PickleValue[] = []
  const marks: number[] = []
  const memo = new Map<number, PickleValue>()
  let containers = 0

  function push(value: PickleValue): void {
    if (stack.length >= MOST_ON_STACK) throw new PickleProblem(`it stacks more than ${MOST_ON_STACK} values`)
    stack.push(value)
  }

  /** Counts what costs memory beyond the file's own size. */
  function made<T extends PickleValue>(container: T): T {
    if (++containers > MOST_CONTAINERS) throw new PickleProblem(`it makes more than ${MOST_CONTAINERS} containers`)
    return container
  }

  function pop(): PickleValue {
    if (stack.length <= (marks.at(-1) ?? 0)) throw new PickleProblem('an operation finds nothing on its stack')
    return stack.pop() as PickleValue
  }

  function top(): PickleValue {
    const value = pop()
    stack.push(value)
    return value
  }

  /** What was pushed since the last mark. */
  function popMark(): PickleValue[] {
    const mark = marks.pop()
    if (mark === undefined) throw new PickleProblem('an operation finds no mark on its stack')
    return stack.splice(mark)
  }

  function recall(index: number): void {
    const value = memo.get(index)
    if (value === undefined) throw new PickleProblem(`it recalls value ${index}, which it never kept`)
    push(value)
  }

  function setItems(items: readonly PickleValue[]): void {
    const target = top()
    if (!(target instanceof Map)) throw new PickleProblem('it sets an item of something that is no dictionary')
    if (items.length % 2 !== 0) throw new PickleProblem('a dictionary key has no value')
    for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!)
  }

  function append(items: readonly PickleValue[]): void {
    const target = top()
    if (!Array.isArray(target)) throw new PickleProblem('it appends to something that is no list')
    for (const item of items) target.push(item)
  }

  function importGlobal(module: PickleValue, name: PickleValue): void {
    const full = `${String(module)}.${String(name)}`
    const value = typeof module === 'string' && typeof name === 'string' ? world.globals.get(full) : undefined
    if (value === undefined) throw refusal(full)
    push(value)
  }

  function call(): void {
    const args = pop()
    const callee = pop()
    if (!Array.isArray(args) || !isGlobal(callee)) throw new PickleProblem('it calls something that is no function')
    push(made(callee.call(args)))
  }

  /** Python sets attributes here; those of dictionaries (a state dict's `_metadata`) and arrays are of no use. */
  function build(): void {
    const state = pop()
    const target = top()
    if (target instanceof Map || Array.isArray(target)) return
    if (typeof target !== 'object' || target === null || !('kind' in target) || target.kind !== 'object') {
      throw new PickleProblem('it sets attributes of something that has none')
    }
    if (state instanceof Map) for (const [key, value] of state) target.state.set(key, value)
  }

  function step(code: number): void {
    switch (code) {
      case 0x80: {
        const protocol = cursor.byte()
        if (protocol > 5) throw new PickleProblem(`it is of pickle protocol ${protocol}, 5 is the latest known`)
        return
      }
      case 0x95: // FRAME
        cursor.skip(8)
        return
      case 0x28: // MARK
        if (marks.length >= MOST_ON_STACK) throw new PickleProblem(`it sets more than ${MOST_ON_STACK} marks`)
        marks.push(stack.length)
        return
      case 0x30: // POP
        pop()
        return
      case 0x31: // POP_MARK
        popMark()
        return
      case 0x32: // DUP
        return push(top())
      case 0x4e: // NONE
        return push(null)
      case 0x88: // NEWTRUE
        return push(true)
      case 0x89: // NEWFALSE
        return push(false)
      case 0x49: // INT
      case 0x4c: // LONG
        return push(cursor.integerLine())
      case 0x4a: // BININT
        return push(cursor.int32())
      case 0x4b: // BININT1
        return push(cursor.byte())
      case 0x4d: // BININT2
        return push(cursor.uint16())
      case 0x8a: // LONG1
        return push(cursor.long(cursor.byte()))
      case 0x8b: // LONG4
        return push(cursor.long(cursor.uint32()))
      case 0x46: // FLOAT
        return push(cursor.floatLine())
      case 0x47: // BINFLOAT
        return push(cursor.float64())
      case 0x53: // STRING
        return push(cursor.line().replace(/^(['"])(.*)\1$/, '$2'))
      case 0x56: // UNICODE
        return push(cursor.line())
      case 0x54: // BINSTRING
        return push(cursor.latin1(cursor.uint32()))
      case 0x55: // SHORT_BINSTRING
        return push(cursor.latin1(cursor.byte()))
      case 0x58: // BINUNICODE
        return push(cursor.text(cursor.uint32()))
      case 0x8c: // SHORT_BINUNICODE
        return push(cursor.text(cursor.byte()))
      case 0x8d: // BINUNICODE8
        return push(cursor.text(cursor.uint64()))
      case 0x42: // BINBYTES
        return push(made(cursor.bytes(cursor.uint32())))
      case 0x43: // SHORT_BINBYTES
        return push(made(cursor.bytes(cursor.byte())))
      case 0x8e: // BINBYTES8
        return push(made(cursor.bytes(cursor.uint64())))
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
      case 0x8f: // EMPTY_SET
        return push(made([]))
      case 0x6c: // LIST
      case 0x74: // TUPLE
      case 0x91: // FROZENSET
        return push(made(popMark()))
      case 0x61: // APPEND
        return append([pop()])
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        return append(popMark())
      case 0x85: // TUPLE1
        return push(made([pop()]))
      case 0x86: // TUPLE2
        return push(made([pop(), pop()].reverse()))
      case 0x87: // TUPLE3
        return push(made([pop(), pop(), pop()].reverse()))
      case 0x7d: // EMPTY_DICT
        return push(made(new Map()))
      case 0x64: {
        // DICT
        const items = popMark()
        push(made(new Map()))
        return setItems(items)
      }
      case 0x73: {
        // SETITEM
        const value = pop()
        return setItems([pop(), value])
      }
      case 0x75: // SETITEMS
        return setItems(popMark())
      case 0x63: // GLOBAL
        return importGlobal(cursor.line(), cursor.line())
      case 0x93: {
        // STACK_GLOBAL
        const name = pop()
        return importGlobal(pop(), name)
      }
      case 0x69: // INST
        throw refusal(`${cursor.line()}.${cursor.line()}`)
      case 0x52: // REDUCE
      case 0x81: // NEWOBJ
        return call()
      case 0x62: // BUILD
        return build()
      case 0x51: // BINPERSID
        return push(made(world.persistent(pop())))
      case 0x70: // PUT
        memo.set(Number(cursor.integerLine()), top())
        return
      case 0x71: // BINPUT
        memo.set(cursor.byte(), top())
        return
      case 0x72: // LONG_BINPUT
        memo.set(cursor.uint32(), top())
        return
      case 0x94: // MEMOIZE
        memo.set(memo.size, top())
        return
      case 0x67: // GET
        return recall(Number(cursor.integerLine()))
      case 0x68: // BINGET
        return recall(cursor.byte())
      case 0x6a: // LONG_BINGET
        return recall(cursor.uint32())
      default:
        throw new PickleProblem(
          `its operation 0x${code.toString(16).padStart(2, '0')} at byte ${cursor.position() - 1} is none that weights need`,
        )
    }
  }

  for (let operations = 0; operations < MOST_OPERATIONS; operations++) {
    const code = cursor.byte()
    if (code === 0x2e) return { value: pop(), end: cursor.position() } // STOP
    step(code)
  }
  throw new PickleProblem(`it takes more than ${MOST_OPERATIONS} operations`)
}

function isGlobal(value: PickleValue): value is PickleGlobal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'global'
}

function refusal(name: string): PickleProblem {
  const shown = name.length > 120 ? `${name.slice(0, 120)}…` : name
  return new PickleProblem(`it wants to call ${shown}, which is none of the few names that weights need`, {
    refused: shown,
  })
}
