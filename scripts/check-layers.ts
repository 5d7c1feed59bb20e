import { readFileSync } from 'node:fs'
import path from 'node:path'
import { listFiles } from './source-files.ts'

const everything = ['base', 'models', 'core', 'interface', 'integrations', 'config', 'bench', 'scripts', 'test']

/**
 * Which top folder may import which. Default-deny: a folder without a line here is a problem, and so is an import that no
 * line allows. docs/architecture.md draws the same table.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: ['base'],
  models: ['models', 'base'],
  core: ['core', 'models', 'base'],
  interface: ['interface', 'core', 'base'],
  integrations: ['integrations', 'core', 'base'],
  config: ['base'],
  bench: everything,
  scripts: everything,
  test: everything,
}

/** Packages a layer may use; a layer that is not listed may use any. `base` does no input or output. */
const mayUse: Readonly<Record<string, readonly string[]>> = { base: ['zod'] }

/** One import as written: the specifier, and whether only types come through it (nothing is loaded when it runs). */
interface Import {
  readonly specifier: string
  readonly typesOnly: boolean
  /** It runs by itself, in a thread or process of its own: no part of a cycle. */
  readonly apart?: true
}

/** What is wrong with the imports below `root`, one sentence each; an empty list means the layers hold. */
export function findLayerProblems(root: string): string[] {
  const problems: string[] = []
  const files = new Set(listFiles(root, ['.ts', '.tsx', '.js', '.mjs']))
  const edges = new Map<string, string[]>()
  for (const file of files) {
    const layer = file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined
    if (layer === undefined) {
      problems.push(`${file}: sources live in a layer's folder, not at the root.`)
      continue
    }
    const rule = mayImport[layer]
    if (rule === undefined) {
      problems.push(`${file}: the folder ${layer}/ has no rule in scripts/check-layers.ts.`)
      continue
    }
    // A test beside its source may use what all tests share (a temporary workspace).
    const allowed = isTest(file) ? [...rule, 'test'] : rule
    const targets: string[] = []
    for (const { specifier, typesOnly, apart } of readImports(readFileSync(path.join(root, file), 'utf8'))) {
      if (!specifier.startsWith('.')) {
        if (mayUse[layer] !== undefined && !isTest(file) && !mayUse[layer].includes(specifier)) {
          problems.push(`${file}: ${layer}/ may not use the package ${specifier}.`)
        }
        continue
      }
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier))
      if (target.startsWith('..')) {
        problems.push(`${file}: ${specifier} leaves the repository.`)
        continue
      }
      const targetLayer = target.slice(0, target.indexOf('/'))
      // package.json and the like, at the root, belong to nobody.
      if (target.includes('/') && !allowed.includes(targetLayer)) {
        problems.push(`${file}: ${layer}/ may not import ${targetLayer}/ (${specifier}).`)
      }
      if (file.startsWith('interface/web/src/') && !isTest(file) && !isWebImport(target, typesOnly)) {
        problems.push(`${file}: the studio takes only types, from base/ and interface/api/schemas/ (${specifier}).`)
      }
      if (isTest(target) && !isTest(file)) problems.push(`${file}: only a test may import a test (${specifier}).`)
      if (files.has(target) && !apart) targets.push(target)
    }
    edges.set(file, targets)
  }
  return [...problems, ...findCycles(edges).map((cycle) => `${cycle.join(' → ')}: import cycle.`)]
}

/** The studio runs in a browser and talks to the server by HTTP: of the server it may know the shapes. */
function isWebImport(target: string, typesOnly: boolean): boolean {
  if (target.startsWith('interface/web/')) return true
  return typesOnly && (target.startsWith('base/') || target.startsWith('interface/api/schemas/'))
}

function isTest(file: string): boolean {
  return /\.(test|bench)\.[jt]sx?$/.test(file)
}

/** Static and dynamic imports, and files named by `new URL('…', import.meta.url)`: worker threads and child processes. */
function readImports(source: string): Import[] {
  const imports: Import[] = []
  for (const match of source.matchAll(/^(import|export)\b([^'"`;]*?)\bfrom\s+['"]([^'"]+)['"]/gm)) {
    imports.push({ specifier: match[3]!, typesOnly: /^\s+type\b/.test(match[2]!) })
  }
  for (const match of source.matchAll(/^import\s+['"]([^'"]+)['"]/gm)) {
    imports.push({ specifier: match[1]!, typesOnly: false })
  }
  for (const match of source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    imports.push({ specifier: match[1]!, typesOnly: true })
  }
  for (const match of source.matchAll(/\bnew URL\(\s*['"](\.[^'"]+\.[jt]s)['"]\s*,\s*import\.meta\.url/g)) {
    imports.push({ specifier: match[1]!, typesOnly: true, apart: true })
  }
  return imports
}

/** Every strongly connected group of more than one file (Tarjan), each as a path that comes back to its start. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = []
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const visit = (file: string) => {
    const order = index.size
    index.set(file, order)
    low.set(file, order)
    stack.push(file)
    for (const target of edges.get(file) ?? []) {
      if (!index.has(target)) {
        visit(target)
        low.set(file, Math.min(low.get(file)!, low.get(target)!))
      } else if (stack.includes(target)) low.set(file, Math.min(low.get(file)!, index.get(target)!))
    }
    if (low.get(file) === order) {
      const group = stack.splice(stack.indexOf(file))
      if (group.length > 1 || edges.get(file)?.includes(file)) cycles.push([...group, group[0]!])
    }
  }
  for (const file of edges.keys()) if (!index.has(file)) visit(file)
  return cycles
}

if (import.meta.main) {
  const problems = findLayerProblems(path.resolve(import.meta.dirname, '..'))
  for (const problem of problems) console.log(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
}
