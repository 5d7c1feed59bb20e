import { create, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataLocation as DataLocation,
  ModelProtoSchema,
} from 'onnx-buf'
import type { Shape } from './dimension.ts'
import type { Attribute, ElementType, GraphConstant } from './graph.ts'
import { elementCodes } from './layers.ts'
import type { GraphPart } from './parts.ts'

/** Where an initializer's bytes are: `location` is a file's name or the name of a buffer that is given with the session. */
export interface ExternalBytes {
  readonly location: string
  readonly offset: number
  readonly sizeBytes: number
  readonly type: ElementType
}

/** IR 10 goes with opset 21, the newest that ONNX Runtime's execution providers carry in full. */
const irVersion = 10n
const opset = 21n

/** A graph or a part of one as the bytes of an ONNX model. Weights stay outside: `external` says where each lies. */
export function encodeModel(graph: GraphPart, external: (name: string) => ExternalBytes): Uint8Array {
  const initializer = graph.weights.map(({ name, shape }) => {
    const { location, offset, sizeBytes, type } = external(name)
    return {
      name,
      dims: shape.map(BigInt),
      dataType: elementCodes[type],
      dataLocation: DataLocation.EXTERNAL,
      externalData: Object.entries({ location, offset, length: sizeBytes }).map(([key, value]) => ({
        key,
        value: String(value),
      })),
    }
  })
  const nodes = graph.nodes.map(({ operator, domain, inputs, outputs, attributes }) => ({
    opType: operator,
    domain,
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([name, value]) => encodeAttribute(name, value)),
  }))
  // A graph's outputs keep the names they were given, whatever made them.
  const renamed = graph.outputs.filter(({ name, tensor }) => name !== tensor.name)
  const results = renamed.map(({ name, tensor }) => ({
    opType: 'Identity',
    domain: '',
    input: [tensor.name],
    output: [name],
    attribute: [],
  }))
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion,
      producerName: 'ai-workspace',
      opsetImport: [
        { domain: '', version: opset },
        { domain: 'com.microsoft', version: 1n },
        { domain: 'com.microsoft.nchwc', version: 1n },
      ],
      graph: {
        name: graph.name,
        node: [...nodes, ...results],
        initializer: [...initializer, ...graph.constants.map(encodeConstant)],
        input: graph.inputs.map(({ name, type, shape }) => encodeValue(name, type, shape)),
        output: graph.outputs.map(({ name, tensor }) => encodeValue(name, tensor.type, tensor.shape)),
      },
    }),
  )
}

function encodeAttribute(name: string, value: Attribute) {
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) }
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: BigInt(value) }
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float }
  return { name, type: AttributeType.INTS, ints: value.map(BigInt) }
}

function encodeConstant({ name, type, shape, values }: GraphConstant) {
  return { name, dims: shape.map(BigInt), dataType: elementCodes[type], rawData: constantBytes(type, values) }
}

function constantBytes(type: ElementType, values: readonly number[]): Uint8Array<ArrayBuffer> {
  switch (type) {
    case 'float32':
      return new Uint8Array(new Float32Array(values).buffer)
    case 'float16':
      return new Uint8Array(new Float16Array(values).buffer)
    case 'int64':
      return new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer)
    case 'int32':
      return new Uint8Array(new Int32Array(values).buffer)
    case 'int8':
    case 'uint8':
    case 'bool':
      return new Uint8Array(values)
    default:
      return type satisfies never
  }
}

function encodeValue(name: string, type: ElementType, shape: Shape) {
  const dim = shape.map((d) => ({
    value:
      typeof d === 'number' ? { case: 'dimValue' as const, value: BigInt(d) } : { case: 'dimParam' as const, value: d },
  }))
  return {
    name,
    type: { value: { case: 'tensorType' as const, value: { elemType: elementCodes[type], shape: { dim } } } },
  }
}
