import type { WeightSource } from '../graph/weights.ts'
import type { GoldenFixture } from './fixture.ts'
import { hashedTensor } from './hashed-tensor.ts'

type Tensors = Pick<GoldenFixture['parts'][string], 'setName' | 'tensors' | 'rules' | 'scalars'>

/** A fixture's checkpoint (or one of its parts) as the graph builder reads one: values out of the hash. */
export function fixtureWeights({ setName, tensors, rules, scalars }: Tensors): WeightSource {
  return {
    names: () => Object.keys(tensors),
    info(name) {
      const shape = scalars !== undefined && name.endsWith('.alpha') ? [] : tensors[name]
      return shape === undefined ? undefined : { shape, dtype: 'F32' }
    },
    async floats(name) {
      if (scalars !== undefined && name.endsWith('.alpha')) return Float32Array.of(scalars.value)
      const shape = tensors[name]!
      const { s, b } = rules?.[name] ?? scaleOf(name, shape)
      return hashedTensor(
        setName,
        name,
        shape.reduce((all, d) => all * d, 1),
        { scale: s, offset: b },
      )
    },
    locate: () => undefined,
  }
}

/** Scale and offset of a weight by its name and shape: the fixtures' own rule. */
function scaleOf(name: string, shape: readonly number[]): { s: number; b: number } {
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (last === 'running_var') return { s: 0.2, b: 1.5 }
  if (last === 'running_mean' || last === 'bias') return { s: 0.1, b: 0 }
  if (shape.length <= 1) return { s: 0.1, b: last === 'weight' || last === 'scale' ? 1 : 0 }
  const fanIn = shape.slice(1).reduce((all, d) => all * d, 1)
  return { s: Math.sqrt(3 / fanIn), b: 0 }
}
