/** A type as embind knows it: how its values go into WebAssembly and out of it. */
interface WireType {
  readonly argPackAdvance: number
  toWireType(destructors: unknown[] | null, value: unknown): unknown
  fromWireType(value: unknown): unknown
  readValueFromPointer(pointer: number): unknown
}

type Call = (...values: readonly unknown[]) => unknown

/**
 * Takes the place of `Function` in a worker whose content policy forbids to compile text, for libraries that Emscripten built with embind: it
 * writes its callers as source (emscripten-core/emscripten, src/lib/libembind.js, `createJsInvoker`, and libemval.js,
 * `emval_get_method_caller`), and the names of their parameters say all there is to know, so closures do the same. Emscripten's own switch
 * for that is DYNAMIC_EXECUTION=0, which three.js' build of Basis Universal is without (mrdoob/three.js, issue 34389).
 * It is sent to the worker as text, so it refers to nothing outside of it.
 */
export function replaceFunction(scope: { Function: unknown }): void {
  function compile(...parts: readonly string[]) {
    const names = parts.slice(0, -1)
    const body = parts.at(-1)!
    return (...values: readonly unknown[]) => {
      const given = new Map(names.map((name, i) => [name, values[i]]))
      const types = names.flatMap((name) => (/^argType\d+$/.test(name) ? [given.get(name) as WireType] : []))
      if (names[0] === 'humanName') return invoker(given, types, body)
      if (names[0] === 'retType') return methodCaller(given, types, body)
      throw new EvalError(`A function of ${names.join(', ')} is not known here.`)
    }
  }

  /** Calls a function of the library, or a method of an object of it. */
  function invoker(given: ReadonlyMap<string, unknown>, types: readonly WireType[], body: string) {
    const call = given.get('invoker') as Call
    const result = given.get('retType') as WireType
    const self = body.includes('thisWired') ? (given.get('classParam') as WireType) : undefined
    const returns = body.includes("retType['fromWireType']")
    const keepsList = body.includes('var destructors')
    const endings = [...given].flatMap(([name, end]) => {
      const [, which] = /^(this|arg\d+)Wired_dtor$/.exec(name) ?? []
      if (which === undefined) return []
      const at = which === 'this' ? 0 : Number(which.slice(3)) + (self === undefined ? 0 : 1)
      return [{ at, end: end as Call }]
    })
    return function (this: unknown, ...args: readonly unknown[]) {
      if (args.length !== types.length) {
        const counts = `called with ${args.length} arguments, expected ${types.length}`
        ;(given.get('throwBindingError') as Call)(`function ${given.get('humanName')} ${counts}`)
      }
      const destructors = keepsList ? [] : null
      const wired = self === undefined ? [] : [self.toWireType(destructors, this)]
      for (const [i, type] of types.entries()) wired.push(type.toWireType(destructors, args[i]))
      const value = call(given.get('fn'), ...wired)
      if (keepsList) (given.get('runDestructors') as Call)(destructors)
      for (const { at, end } of endings) end(wired[at])
      return returns ? result.fromWireType(value) : undefined
    }
  }

  /** Lets the library call a function or a method of JavaScript, or make an object. */
  function methodCaller(given: ReadonlyMap<string, unknown>, types: readonly WireType[], body: string) {
    const answer = given.get('emval_returnValue') as Call | undefined
    const constructs = body.includes('new func(')
    const isMethod = body.includes('func.call(obj')
    return (object: unknown, callee: unknown, destructorsRef: number, pointer: number) => {
      let at = pointer
      const args = types.map((type) => {
        const value = type.readValueFromPointer(at)
        at += type.argPackAdvance
        return value
      })
      const value = constructs
        ? Reflect.construct(callee as new () => unknown, args)
        : isMethod
          ? Reflect.apply(callee as Call, object, args)
          : Reflect.apply(callee as Call, args[0], args.slice(1))
      return answer?.(given.get('retType'), destructorsRef, value)
    }
  }

  // The library asks whether something is a function by `instanceof`.
  Object.defineProperty(compile, Symbol.hasInstance, { value: (value: unknown) => typeof value === 'function' })
  scope.Function = compile
}
