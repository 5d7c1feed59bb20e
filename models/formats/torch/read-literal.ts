import type { PickleCursor } from './pickle-cursor.ts'
import type { PickleValue } from './pickle-values.ts'

/** The value of an operation that only pushes what follows it in the pickle; undefined for every other operation. */
export function readLiteral(code: number, cursor: PickleCursor): PickleValue | undefined {
  switch (code) {
    case 0x4e: // NONE
      return null
    case 0x88: // NEWTRUE
      return true
    case 0x89: // NEWFALSE
      return false
    case 0x49: // INT
    case 0x4c: // LONG
      return cursor.integerLine()
    case 0x4a: // BININT
      return cursor.int32()
    case 0x4b: // BININT1
      return cursor.byte()
    case 0x4d: // BININT2
      return cursor.uint16()
    case 0x8a: // LONG1
      return cursor.long(cursor.byte())
    case 0x8b: // LONG4
      return cursor.long(cursor.uint32())
    case 0x46: // FLOAT
      return cursor.floatLine()
    case 0x47: // BINFLOAT
      return cursor.float64()
    case 0x53: // STRING, in quotes
      return cursor.line().replace(/^(['"])(.*)\1$/, '$2')
    case 0x56: // UNICODE
      return cursor.line()
    case 0x54: // BINSTRING
      return cursor.latin1(cursor.uint32())
    case 0x55: // SHORT_BINSTRING
      return cursor.latin1(cursor.byte())
    case 0x58: // BINUNICODE
      return cursor.text(cursor.uint32())
    case 0x8c: // SHORT_BINUNICODE
      return cursor.text(cursor.byte())
    case 0x8d: // BINUNICODE8
      return cursor.text(cursor.uint64())
    case 0x42: // BINBYTES
      return cursor.bytes(cursor.uint32())
    case 0x43: // SHORT_BINBYTES
      return cursor.bytes(cursor.byte())
    case 0x8e: // BINBYTES8
      return cursor.bytes(cursor.uint64())
    default:
      return undefined
  }
}
