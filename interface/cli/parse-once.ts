/*
 * Imported before anything that builds a schema. zod compiles a program for an object schema when it first parses with it: 5 ms for
 * the input of `generate`, which a command parses twice. A server parses for days and keeps it. zod reads its settings from here
 * when it is loaded, if it is: `--help` needs none of it, and loading it takes 30 ms.
 */
const settings = globalThis as { __zod_globalConfig?: { jitless: boolean } }
if (!process.argv.includes('serve')) settings.__zod_globalConfig = { jitless: true }
