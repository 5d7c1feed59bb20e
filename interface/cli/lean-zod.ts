/*
 * Imported before anything that builds a schema: what zod need not do in a program that runs for a moment. zod itself comes later,
 * with what needs it: `--help` needs none of it, and loading it takes 30 ms.
 */
import { registerHooks } from 'node:module'

// zod compiles a program for an object schema when it first parses with it: 5 ms for the input of `generate`, which a command
// parses twice. A server parses for days and keeps it. zod reads its settings from here when it is loaded, if they are there.
const settings = globalThis as { __zod_globalConfig?: { jitless: boolean } }
if (!process.argv.includes('serve')) settings.__zod_globalConfig = { jitless: true }

// zod's index loads its messages in fifty languages, each a file of its own, and speaks the English that it loads by itself:
// 12 ms of every command. In place of the list it gets English again.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isList = specifier === '../locales/index.js' && context.parentURL?.includes('/node_modules/zod/') === true
    return nextResolve(isList ? '../locales/en.js' : specifier, context)
  },
})
