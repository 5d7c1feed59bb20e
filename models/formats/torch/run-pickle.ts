import { createCursor } from './pickle-cursor.ts'
import { createPickleStack } from './pickle-stack.ts'
import { type PickleGlobal, PickleProblem, type PickleValue } from './pickle-values.ts'
import { readLiteral } from './read-literal.ts'

/** Lets through 200,000 tensors of about 40 operations each; the largest checkpoints have 5,000. */
const MOST_OPERATIONS = 8_000_000

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
  const stack = createPickleStack()
  const memo = new Map<number, PickleValue>()

  function step(code: number): void {
    switch (code) {
      case 0x80: // PROTO
        requireProtocol(cursor.byte())
        break
      case 0x95: // FRAME
        cursor.skip(8)
        break
      case 0x28: // MARK
        stack.mark()
        break
      case 0x30: // POP
        stack.pop()
        break
      case 0x31: // POP_MARK
        stack.popMark()
        break
      case 0x32: // DUP
        stack.push(stack.top())
        break
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
      case 0x8f: // EMPTY_SET
        stack.pushNew([])
        break
      case 0x6c: // LIST
      case 0x74: // TUPLE
      case 0x91: // FROZENSET
        stack.pushNew(stack.popMark())
        break
      case 0x85: // TUPLE1
        stack.pushNew(stack.popSeveral(1))
        break
      case 0x86: // TUPLE2
        stack.pushNew(stack.popSeveral(2))
        break
      case 0x87: // TUPLE3
        stack.pushNew(stack.popSeveral(3))
        break
      case 0x61: // APPEND
        append(stack.popSeveral(1), stack.top())
        break
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        append(stack.popMark(), stack.top())
        break
      case 0x7d: // EMPTY_DICT
        stack.pushNew(new Map())
        break
      case 0x64: // DICT
        stack.pushNew(setItems(stack.popMark(), new Map()))
        break
      case 0x73: // SETITEM
        setItems(stack.popSeveral(2), stack.top())
        break
      case 0x75: // SETITEMS
        setItems(stack.popMark(), stack.top())
        break
      case 0x63: // GLOBAL
        stack.push(findGlobal([cursor.line(), cursor.line()], world))
        break
      case 0x93: // STACK_GLOBAL
        stack.push(findGlobal(stack.popSeveral(2), world))
        break
      case 0x69: // INST
        throw refusal(`${cursor.line()}.${cursor.line()}`)
      case 0x52: // REDUCE
      case 0x81: // NEWOBJ
        stack.pushNew(call(stack.popSeveral(2)))
        break
      case 0x62: // BUILD
        build(stack.pop(), stack.top())
        break
      case 0x51: // BINPERSID
        stack.pushNew(world.persistent(stack.pop()))
        break
      case 0x70: // PUT
        memo.set(Number(cursor.integerLine()), stack.top())
        break
      case 0x71: // BINPUT
        memo.set(cursor.byte(), stack.top())
        break
      case 0x72: // LONG_BINPUT
        memo.set(cursor.uint32(), stack.top())
        break
      case 0x94: // MEMOIZE
        memo.set(memo.size, stack.top())
        break
      case 0x67: // GET
        stack.push(recall(Number(cursor.integerLine()), memo))
        break
      case 0x68: // BINGET
        stack.push(recall(cursor.byte(), memo))
        break
      case 0x6a: // LONG_BINGET
        stack.push(recall(cursor.uint32(), memo))
        break
      default: {
        const literal = readLiteral(code, cursor)
        if (literal === undefined) throw unknownOperation(code, cursor.position() - 1)
        stack.push(literal)
      }
    }
  }

  for (let operations = 0; operations < MOST_OPERATIONS; operations++) {
    const code = cursor.byte()
    if (code === 0x2e) return { value: stack.pop(), end: cursor.position() } // STOP
    step(code)
  }
  throw new PickleProblem(`it takes more than ${MOST_OPERATIONS} operations`)
}

function requireProtocol(protocol: number): void {
  if (protocol > 5) throw new PickleProblem(`it is of pickle protocol ${protocol}, 5 is the latest known`)
}

function setItems(items: readonly PickleValue[], target: PickleValue): PickleValue {
  if (!(target instanceof Map)) throw new PickleProblem('it sets an item of something that is no dictionary')
  if (items.length % 2 !== 0) throw new PickleProblem('a dictionary key has no value')
  for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!)
  return target
}

function append(items: readonly PickleValue[], target: PickleValue): void {
  if (!Array.isArray(target)) throw new PickleProblem('it appends to something that is no list')
  for (const item of items) target.push(item)
}

function findGlobal([module, name]: readonly PickleValue[], world: PickleWorld): PickleValue {
  const full = `${nameText(module)}.${nameText(name)}`
  const value = world.globals.get(full)
  if (value === undefined) throw refusal(full)
  return value
}

function nameText(value: PickleValue | undefined): string {
  return typeof value === 'string' ? value : '?'
}

function call([callee, args]: readonly PickleValue[]): PickleValue {
  const known = typeof callee === 'object' && callee !== null && 'kind' in callee && callee.kind === 'global'
  if (!known || !Array.isArray(args)) throw new PickleProblem('it calls something that is no function')
  return (callee as PickleGlobal).call(args)
}

/** Python sets attributes here; those of dictionaries (a state dict's `_metadata`) and arrays are of no use. */
function build(state: PickleValue, target: PickleValue): void {
  if (target instanceof Map || Array.isArray(target)) return
  if (typeof target !== 'object' || target === null || !('kind' in target) || target.kind !== 'object') {
    throw new PickleProblem('it sets attributes of something that has none')
  }
  if (state instanceof Map) for (const [key, value] of state) target.state.set(key, value)
}

function recall(index: number, memo: ReadonlyMap<number, PickleValue>): PickleValue {
  const value = memo.get(index)
  if (value === undefined) throw new PickleProblem(`it recalls value ${index}, which it never kept`)
  return value
}

function refusal(name: string): PickleProblem {
  const shown = name.length > 120 ? `${name.slice(0, 120)}…` : name
  return new PickleProblem(`it wants to call ${shown}, which is none of the few names that weights need`, {
    refused: shown,
  })
}

function unknownOperation(code: number, at: number): PickleProblem {
  return new PickleProblem(
    `its operation 0x${code.toString(16).padStart(2, '0')} at byte ${at} is none that weights need`,
  )
}
