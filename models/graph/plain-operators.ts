import { fixed, type Graph, type GraphConstant, type GraphNode } from './graph.ts'
import { elementCodes } from './layers.ts'
import type { GraphPart } from './parts.ts'

/**
 * The part with plain ONNX operators in place of ONNX Runtime's fused ones, for providers that lack them or compute them wrong.
 * WebGPU in 1.30 has no FusedMatMul (each linear layer would go to the CPU and back), and its fused attention is wrong by a sixth
 * of the values from 32 tokens on where it was tried. The price: a [b, heads, s, t] tensor of scores in each attention.
 */
export function plainOperators(graph: Graph, part: GraphPart): GraphPart {
  const constants = new Map<string, GraphConstant>()
  const nodes = part.nodes.flatMap((node): GraphNode[] => {
    switch (node.operator) {
      case 'FusedMatMul':
        return plainLinear(node)
      case 'MultiHeadAttention':
        return plainAttention(node, channelsOf(graph, node.inputs[0]!), constants)
      case 'Sin':
      case 'Cos':
        return exactAngle(node)
      default:
        return [node]
    }
  })
  return { ...part, nodes, constants: [...part.constants, ...constants.values()] }
}

/** x·Wᵀ: the runtime turns the weight once, when it loads. */
function plainLinear({ inputs: [x, weight], outputs }: GraphNode): GraphNode[] {
  const turned = `${outputs[0]}#turned`
  return [node('Transpose', [weight!], turned, { perm: [1, 0] }), node('MatMul', [x!, turned], outputs[0]!)]
}

/**
 * In 64 bits, which sends it to the CPU: a timestep of 999 is an angle that WGSL's sine and cosine need not know exactly (W3C, WGSL,
 * "Accuracy of Built-in Functions": an absolute error of 2⁻¹¹, and only within −π … π). Some hundred values a picture.
 */
function exactAngle({ operator, inputs, outputs }: GraphNode): GraphNode[] {
  const [wide, result] = [`${outputs[0]}#wide`, `${outputs[0]}#result`]
  return [
    node('Cast', inputs, wide, { to: doubleCode }),
    node(operator, [wide], result),
    node('Cast', [result], outputs[0]!, { to: elementCodes.float32 }),
  ]
}

/** TensorProto.DataType of ONNX; no graph is built with it. */
const doubleCode = 11

/** softmax(q·kᵀ/√d)·v over heads (Vaswani et al. 2017, arXiv:1706.03762). */
function plainAttention(
  { inputs, outputs, attributes }: GraphNode,
  channels: number,
  constants: Map<string, GraphConstant>,
): GraphNode[] {
  const [q, k, v, , , bias = ''] = inputs as readonly [string, string, string, ...string[]]
  const heads = attributes['num_heads'] as number
  const at = (part: string) => `${outputs[0]}#${part}`
  const constant = (name: string, values: readonly number[], type: 'float32' | 'int64' = 'int64') => {
    const given = { name: `#attention-${name}`, type, shape: type === 'int64' ? [values.length] : [], values }
    constants.set(given.name, given)
    return given.name
  }
  // [b, n, heads·d] → [b, n, heads, d] → [b, heads, n, d], of the keys [b, heads, d, n]
  const byHead = (x: string, name: string, perm: readonly number[]) => [
    node('Reshape', [x, constant(`heads-${heads}`, [0, 0, heads, -1])], at(`${name}-heads`)),
    node('Transpose', [at(`${name}-heads`)], at(name), { perm }),
  ]
  // A token does not see what comes after it: above the diagonal.
  const mask = () => [
    node('Shape', [q], at('rows'), { start: 1, end: 2 }),
    node('Shape', [k], at('columns'), { start: 1, end: 2 }),
    node('Concat', [at('rows'), at('columns')], at('size'), { axis: 0 }),
    node('Expand', [constant('never', [-1e30], 'float32'), at('size')], at('full')),
    node('Trilu', [at('full'), constant('above', [1])], at('mask'), { upper: 1 }),
    node('Add', [at('dots'), at('mask')], at('masked')),
  ]
  const biased = (scores: string) => (bias === '' ? scores : at('biased'))
  const causal = attributes['unidirectional'] === 1
  return [
    ...byHead(q, 'q', [0, 2, 1, 3]),
    ...byHead(k, 'k', [0, 2, 3, 1]),
    ...byHead(v, 'v', [0, 2, 1, 3]),
    node(
      'Mul',
      [at('q'), constant(`scale-${channels / heads}`, [1 / Math.sqrt(channels / heads)], 'float32')],
      at('scaled'),
    ),
    node('MatMul', [at('scaled'), at('k')], at('dots')),
    ...(causal ? mask() : []),
    ...(bias === '' ? [] : [node('Add', [at(causal ? 'masked' : 'dots'), bias], at('biased'))]),
    node('Softmax', [biased(at(causal ? 'masked' : 'dots'))], at('weights'), { axis: -1 }),
    node('MatMul', [at('weights'), at('v')], at('mixed')),
    // [b, heads, s, d] → [b, s, heads, d] → [b, s, heads·d]
    node('Transpose', [at('mixed')], at('rows-first'), { perm: [0, 2, 1, 3] }),
    node('Reshape', [at('rows-first'), constant('joined', [0, 0, -1])], outputs[0]!),
  ]
}

function channelsOf(graph: Graph, name: string): number {
  const tensor = graph.tensors.get(name) ?? graph.inputs.find((input) => input.name === name)
  return fixed(tensor?.shape.at(-1), `The channels of "${name}"`)
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: GraphNode['attributes'] = {},
): GraphNode {
  return { operator, domain: '', inputs, outputs: [output], attributes }
}
