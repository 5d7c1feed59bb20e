import { PickleProblem, type PickleValue, type TorchTensor } from './pickle-values.ts'

/** Values are shared in a pickle: a few bytes can nest so that a walk over them never ends. */
const MOST_VISITS = 2_000_000
const MOST_DEEP = 64
const MOST_NAME_CHARACTERS = 2_000

/** Facts are for people; optimizers keep thousands of numbers. */
const MOST_FACTS = 1_000
const MOST_FACT_CHARACTERS = 10_000

export interface StateDict {
  /** By dotted path: dictionary keys and list positions joined with dots. */
  readonly tensors: ReadonlyMap<string, TorchTensor>
  /** Texts and numbers beside the tensors by dotted path; the first thousand. */
  readonly facts: ReadonlyMap<string, string>
}

/** Walks what a pickle holds and lists its tensors under dotted names (`state_dict.conv_in.weight`). */
export function collectTensors(root: PickleValue): StateDict {
  const tensors = new Map<string, TorchTensor>()
  const facts = new Map<string, string>()
  let visits = 0

  function visit(value: PickleValue, name: string, depth: number): void {
    if (++visits > MOST_VISITS) throw new PickleProblem(`it nests more than ${MOST_VISITS} values`)
    if (depth > MOST_DEEP) throw new PickleProblem(`it nests deeper than ${MOST_DEEP}`)
    if (name.length > MOST_NAME_CHARACTERS) throw new PickleProblem(`a name is longer than ${MOST_NAME_CHARACTERS}`)
    const at = (key: string) => (name === '' ? key : `${name}.${key}`)
    if (value instanceof Map) {
      for (const [key, item] of value) visit(item, at(keyText(key)), depth + 1)
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, at(String(i)), depth + 1)
    } else if (typeof value !== 'object' || value === null) {
      if (facts.size < MOST_FACTS) facts.set(name, String(value).slice(0, MOST_FACT_CHARACTERS))
    } else if ('kind' in value && value.kind === 'tensor') {
      if (tensors.has(name)) throw new PickleProblem(`it holds two tensors "${name.slice(0, 120)}"`)
      tensors.set(name, value)
    } else if ('kind' in value && value.kind === 'object') {
      // A ParameterDict keeps its tensors in an attribute that is no part of their names.
      const parameters = value.state.get('_parameters')
      if (parameters !== undefined) visit(parameters, name, depth + 1)
    }
  }

  visit(root, '', 0)
  return { tensors, facts }
}

function keyText(key: PickleValue): string {
  if (typeof key === 'object' && key !== null) {
    return 'kind' in key && 'name' in key ? key.name.slice(key.name.lastIndexOf('.') + 1) : 'key'
  }
  return String(key)
}
