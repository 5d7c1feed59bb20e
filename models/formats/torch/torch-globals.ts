import type { Dtype } from '../../../base/model.ts'
import { countElements, dtypeBytes, isCount } from '../dtype.ts'
import { isRowMajor, stridedSpan } from '../strides.ts'
import { PickleProblem, type PickleValue, type TorchStorage, type TorchTensor } from './pickle-values.ts'

/** More dimensions than PyTorch itself allows (64). */
const MOST_DIMENSIONS = 64

/** A tensor may repeat its elements (`expand`); beyond this a few bytes of file would fill the memory. */
const MOST_EXPANDED_BYTES = 2 ** 26

const storageTypes: Readonly<Record<string, Dtype | 'untyped'>> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
  UntypedStorage: 'untyped',
}

const dtypes: Readonly<Record<string, Dtype>> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  float8_e4m3fn: 'F8_E4M3',
  float8_e5m2: 'F8_E5M2',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint64: 'U64',
  uint32: 'U32',
  uint16: 'U16',
  uint8: 'U8',
  bool: 'BOOL',
}

/**
 * Names that training scripts leave in published checkpoints beside the weights. They are kept as a name and data; nothing
 * of theirs is run.
 */
const inertNames = [
  '_codecs.encode',
  'argparse.Namespace',
  'collections.defaultdict',
  'numpy.core.multiarray._reconstruct',
  'numpy.core.multiarray.scalar',
  'numpy._core.multiarray._reconstruct',
  'numpy._core.multiarray.scalar',
  'numpy.dtype',
  'numpy.ndarray',
  'pytorch_lightning.callbacks.ModelCheckpoint',
  'pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint',
  'torch.Tensor',
  'torch.device',
  'torch.nn.modules.container.ParameterDict',
  'torch.nn.parameter.Parameter',
]

type Call = (args: readonly PickleValue[]) => PickleValue

const functions: Readonly<Record<string, Call>> = {
  'collections.OrderedDict': (args) => new Map(pairs(args[0] ?? [])),
  '__builtin__.set': ([items]) => (Array.isArray(items) ? items : []),
  'builtins.set': ([items]) => (Array.isArray(items) ? items : []),
  'torch.Size': ([sizes]) => counts(sizes, 'size'),
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_tensor_v3': (args) => rebuildTensor(args, args[6]),
  'torch._utils._rebuild_parameter': ([tensor]) => requireTensor(tensor),
  'torch._utils._rebuild_parameter_with_state': ([tensor]) => requireTensor(tensor),
  // Function, class, arguments, attributes: a tensor that had Python attributes set.
  'torch._tensor._rebuild_from_type_v2': ([rebuild, , args]) => {
    if (kindOf(rebuild) !== 'global' || !Array.isArray(args)) throw new PickleProblem('a tensor is built from nonsense')
    return requireTensor((rebuild as { call: Call }).call(args))
  },
}

/** Everything a torch checkpoint may import, by its full name. */
export const torchGlobals: ReadonlyMap<string, PickleValue> = new Map<string, PickleValue>([
  ...Object.entries(functions).map(([name, call]) => named(name, call)),
  ...inertNames.map((name) => named(name, () => ({ kind: 'object' as const, name, state: new Map() }))),
  ...Object.entries(dtypes).map(([name, dtype]) => [`torch.${name}`, { kind: 'dtype', dtype }] as const),
  ...Object.keys(storageTypes).flatMap((name) =>
    ['torch', 'torch.cuda', 'torch.storage'].map((module) => named(`${module}.${name}`, refuseToMakeStorage)),
  ),
])

function named(name: string, call: Call): readonly [string, PickleValue] {
  return [name, { kind: 'global', name, call }]
}

/** ('storage', its class, key, device, elements[, view of (key, first element, elements)]) */
export function storageOf(id: PickleValue): TorchStorage {
  if (!Array.isArray(id) || id[0] !== 'storage') {
    throw new PickleProblem('it refers to something outside the pickle that is no storage')
  }
  const [, type, key, , elements, view] = id
  const typeName = kindOf(type) === 'global' ? (type as { name: string }).name : String(type)
  const dtype = storageTypes[typeName.slice(typeName.lastIndexOf('.') + 1)]
  if (dtype === undefined || (typeof key !== 'string' && typeof key !== 'number') || !isCount(elements)) {
    throw new PickleProblem(
      `a storage of ${typeName.slice(0, 80)} with ${String(elements).slice(0, 40)} elements is unknown`,
    )
  }
  const whole = { kind: 'storage', key: String(key), dtype, elements, start: 0, viewElements: elements } as const
  if (!Array.isArray(view)) return whole
  const [, start, viewElements] = view
  if (!isCount(start) || !isCount(viewElements) || start + viewElements > elements) {
    throw new PickleProblem(`a view of storage "${whole.key}" reaches beyond its ${elements} elements`)
  }
  return { ...whole, start, viewElements }
}

/** (storage, first element, size, strides, …) */
function rebuildTensor(args: readonly PickleValue[], typeOfUntyped?: PickleValue): TorchTensor {
  const [storageValue, offset, sizes, steps] = args
  if (kindOf(storageValue) !== 'storage') throw new PickleProblem('a tensor has no storage')
  const storage = storageValue as TorchStorage
  const dtype = kindOf(typeOfUntyped) === 'dtype' ? (typeOfUntyped as { dtype: Dtype }).dtype : storage.dtype
  if (dtype === 'untyped') throw new PickleProblem('a tensor over bytes does not say what they are')
  const shape = counts(sizes, 'size')
  const strides = counts(steps, 'stride')
  if (shape.length !== strides.length) {
    throw new PickleProblem(`a tensor has ${shape.length} sizes and ${strides.length} strides`)
  }
  if (!isCount(offset)) throw new PickleProblem(`a tensor begins at element ${String(offset).slice(0, 40)}`)
  const elements = countElements(shape)
  if (elements === undefined) throw new PickleProblem(`a tensor [${shape.join(', ')}] has more elements than 2^53`)
  const available =
    storage.dtype === 'untyped' ? Math.floor(storage.viewElements / dtypeBytes[dtype]) : storage.viewElements
  const span = stridedSpan(shape, strides)
  if (offset + span > available) {
    throw new PickleProblem(
      `a tensor [${shape.join(', ')}] ends at element ${offset + span} of a storage of ${available}`,
    )
  }
  if (elements > span && elements * dtypeBytes[dtype] > MOST_EXPANDED_BYTES) {
    throw new PickleProblem(`a tensor [${shape.join(', ')}] repeats ${span} elements to ${elements}`)
  }
  return { kind: 'tensor', storage, dtype, offset, shape, strides: isRowMajor(shape, strides) ? undefined : strides }
}

function refuseToMakeStorage(): never {
  throw new PickleProblem('it makes a storage of its own')
}

function requireTensor(value: PickleValue | undefined): TorchTensor {
  if (kindOf(value) !== 'tensor') throw new PickleProblem('a parameter is built from something that is no tensor')
  return value as TorchTensor
}

function counts(value: PickleValue | undefined, what: string): number[] {
  if (!Array.isArray(value) || value.length > MOST_DIMENSIONS || !value.every(isCount)) {
    throw new PickleProblem(`the ${what} of a tensor is no list of at most ${MOST_DIMENSIONS} whole numbers`)
  }
  return value
}

function pairs(items: PickleValue): [PickleValue, PickleValue][] {
  if (!Array.isArray(items) || !items.every((item) => Array.isArray(item) && item.length === 2)) {
    throw new PickleProblem('a dictionary is made of something that is no list of pairs')
  }
  return items as [PickleValue, PickleValue][]
}

function kindOf(value: PickleValue | undefined): string | undefined {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
}
