import * as architecture from './architecture.ts'
import * as containers from './containers.ts'
import * as furniture from './furniture.ts'
import * as machines from './machines.ts'
import type { NamedForm } from './named-form.ts'
import * as nature from './nature.ts'
import * as statues from './statue.ts'
import * as weapons from './weapons.ts'

/** Every form with a name. A new form in one of these files is here by itself; a new file is one line. */
const files = [statues, architecture, nature, containers, weapons, furniture, machines]

export const namedForms: ReadonlyMap<string, NamedForm> = new Map(
  files.flatMap((file) => Object.values(file) as NamedForm[]).map((form) => [form.id, form]),
)
