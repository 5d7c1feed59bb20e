import { z } from 'zod'

/*
 * Imported before anything that builds a schema. zod compiles a program for an object schema when it first parses with it: 5 ms for
 * the input of `generate`, which a command parses twice. A server parses for days and keeps it.
 */
if (!process.argv.includes('serve')) z.config({ jitless: true })
