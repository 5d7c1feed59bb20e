import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectTensors } from './collect-tensors.ts'
import { PickleProblem, type PickleValue } from './pickle-values.ts'
import { runPickle } from './run-pickle.ts'
import { storageOf, torchGlobals } from './torch-globals.ts'

const world = { globals: torchGlobals, persistent: storageOf }

/** A pickle out of operations as text (one character each) and operands as bytes. */
function pickle(...parts: readonly (string | number | readonly number[])[]): Uint8Array {
  const pieces = parts.map((part) =>
    typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(typeof part === 'number' ? [part] : part),
  )
  return Buffer.concat([Buffer.from([0x80, 2]), ...pieces, Buffer.from('.')])
}

/** BINUNICODE */
function text(value: string): readonly number[] {
  const bytes = Buffer.from(value)
  return [0x58, bytes.length & 255, (bytes.length >> 8) & 255, bytes.length >> 16, 0, ...bytes]
}

const run = (bytes: Uint8Array) => collectTensors(runPickle(bytes, 0, world).value)
const refuses = (bytes: Uint8Array, message: RegExp) =>
  assert.throws(
    () => run(bytes),
    (error) => error instanceof PickleProblem && message.test(error.message),
  )

test('values that share each other cannot make a walk without end', () => {
  // Ten lists, each of ten times the one before: 10^10 values out of 300 bytes.
  const laughs = Array.from({ length: 9 }, (_, i) => [
    ...Buffer.from(']('),
    ...Array(10).fill([0x68, i]).flat(),
    0x65,
    0x71,
    i + 1,
  ])
  refuses(pickle(']', 'K', 1, 'a', 'q', 0, ...laughs), /nests more than 2000000 values/)
  refuses(pickle(']', 'q', 0, 'h', 0, 'a'), /nests deeper than 64/)
  refuses(pickle('}', 'q', 0, text('a'.repeat(50)), 'h', 0, 's'), /(?:nests deeper|a name is longer)/)
  refuses(pickle(`${']'.repeat(100)}${'a'.repeat(99)}`), /nests deeper than 64/)
})

test('a few bytes cannot fill the memory', () => {
  refuses(pickle('}'.repeat(1_100_000)), /makes more than 1000000 containers/)
  refuses(pickle('N'.repeat(2_100_000)), /stacks more than 2000000 values/)
  refuses(pickle('('.repeat(2_100_000)), /sets more than 2000000 marks/)
  refuses(pickle('N0'.repeat(4_100_000)), /takes more than 8000000 operations/)
  refuses(pickle(0x8b, [255, 255, 255, 127]), /an integer of 2147483647 bytes/)
  refuses(pickle('X', [255, 255, 255, 255]), /its pickle is cut off/)
})

test('keys that are special in JavaScript are only keys', () => {
  const { facts } = run(
    pickle('}(', text('__proto__'), '}', text('polluted'), 'K', 1, 's', text('constructor'), 'K', 2, 'u'),
  )
  assert.deepEqual(
    [...facts],
    [
      ['__proto__.polluted', '1'],
      ['constructor', '2'],
    ],
  )
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

test('every way to import or call something unknown is refused by its name', () => {
  refuses(pickle('cos\nsystem\n'), /wants to call os\.system/)
  refuses(pickle('(ios\nsystem\n'), /wants to call os\.system/)
  refuses(pickle(text('os'), text('system'), 0x93), /wants to call os\.system/)
  refuses(pickle(text('__proto__'), text('call'), 0x93), /wants to call __proto__\.call/)
  refuses(pickle('cbuiltins\ngetattr\n'), /wants to call builtins\.getattr/)
  refuses(pickle('ctorch.storage\n_load_from_bytes\n'), /wants to call torch\.storage\._load_from_bytes/)
  refuses(pickle('K', 1, ')R'), /calls something that is no function/)
  refuses(pickle('ctorch\nFloatStorage\n)R'), /makes a storage of its own/)
  refuses(pickle('o'), /operation 0x6f at byte 2 is none/)
  refuses(pickle(text('elsewhere'), 0x85, 'Q'), /outside the pickle that is no storage/)
})

test('a tensor beyond its storage, of a wrong rank, or blown up from little is refused', () => {
  const storage = ['(', text('storage'), 'ctorch\nFloatStorage\n', text('0'), text('cpu'), 'K', 8, 'tQ'] as const
  const tensor = (offset: number, sizes: readonly number[], strides: readonly number[]) =>
    pickle(
      ...['ctorch._utils\n_rebuild_tensor_v2\n', '(', ...storage, 'K', offset],
      ...['(', sizes.flatMap(long), 't(', strides.flatMap(long), 't', 0x89, 'Nt', 'R'],
    )
  const { tensors } = run(tensor(0, [2, 4], [4, 1]))
  assert.deepEqual(tensors.get('')?.shape, [2, 4])
  refuses(tensor(1, [2, 4], [4, 1]), /ends at element 9 of a storage of 8/)
  refuses(tensor(0, [2, 4], [1]), /2 sizes and 1 strides/)
  refuses(tensor(0, [2 ** 30], [2 ** 30]), /ends at element/)
  refuses(tensor(0, [2 ** 30, 2 ** 30], [0, 0]), /more elements than 2\^53/)
  refuses(tensor(0, [2 ** 26], [0]), /repeats 1 elements to 67108864/)
  refuses(tensor(0, [-1], [1]), /no list of at most 64 whole numbers/)
  refuses(tensor(0, Array(65).fill(1), Array(65).fill(1)), /no list of at most 64/)
})

test('the inert objects of trainers are read past: numpy scalars, callbacks, a ParameterDict', () => {
  // numpy.core.multiarray.scalar(numpy.dtype('f8', 0, 1), eight bytes)
  const type = ['cnumpy\ndtype\n', text('f8'), 'K', 0, 'K', 1, 0x87, 'R'] as const
  const scalar = ['cnumpy.core.multiarray\nscalar\n', ...type, text('12345678'), 0x86, 'R'] as const
  const callbacks = [
    '}',
    'cpytorch_lightning.callbacks.model_checkpoint\nModelCheckpoint\n',
    '}',
    text('best'),
    'K',
    7,
    'ss',
  ] as const
  const parameters = [
    'ctorch.nn.modules.container\nParameterDict\n)',
    0x81,
    '}',
    text('_parameters'),
    '}',
    text('*'),
    'K',
    5,
    'ssb',
  ] as const
  const { facts } = run(
    pickle('}(', text('loss'), ...scalar, text('callbacks'), ...callbacks, text('string_to_param'), ...parameters, 'u'),
  )
  assert.deepEqual(
    [...facts],
    [
      ['callbacks.ModelCheckpoint.best', '7'],
      ['string_to_param.*', '5'],
    ],
  )
})

/** LONG1 of eight bytes. */
function long(value: number): readonly number[] {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(value))
  return [0x8a, 8, ...bytes]
}

test('an unknown value is no surprise to the collector', () => {
  const values: PickleValue[] = [null, true, 2n ** 70n, 'text', new Uint8Array(3), [], new Map()]
  assert.deepEqual([...collectTensors(values).facts.values()], ['null', 'true', '1180591620717411303424', 'text'])
})
