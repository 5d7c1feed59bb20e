import { comfyClasses } from '../../../../core/imaging/comfyui/classes.ts'
import type { ComfyClass, ComfyInput } from '../../../../core/imaging/comfyui/comfy-class.ts'
import type { ComfyEnvironment } from '../../../../core/imaging/comfyui/environment.ts'

/** `GET /object_info`: the classes that are known here, with what can be chosen now. Remarks of the editor are none. */
export function objectInfo(environment: ComfyEnvironment, name?: string): Record<string, unknown> {
  const classes = [...comfyClasses.values()].filter(
    (each) => each.isRemark !== true && (name === undefined || each.name === name),
  )
  return Object.fromEntries(classes.map((each) => [each.name, describe(each, environment)]))
}

function describe(known: ComfyClass, environment: ComfyEnvironment): unknown {
  const required = Object.entries(known.inputs).filter(([, input]) => input.optional !== true)
  const optional = Object.entries(known.inputs).filter(([, input]) => input.optional === true)
  const specs = (inputs: typeof required) =>
    Object.fromEntries(inputs.map(([name, input]) => [name, specOf(name, input, environment)]))
  const names = (inputs: typeof required) => inputs.map(([name]) => name)
  return {
    input: { required: specs(required), ...(optional.length === 0 ? {} : { optional: specs(optional) }) },
    input_order: { required: names(required), ...(optional.length === 0 ? {} : { optional: names(optional) }) },
    is_input_list: false,
    output: known.outputs.map(({ type }) => type),
    output_is_list: known.outputs.map(() => false),
    output_name: known.outputs.map(({ type, name }) => name ?? type),
    name: known.name,
    display_name: known.title,
    description: known.description,
    python_module: 'nodes',
    category: known.category,
    output_node: known.isOutput === true,
    deprecated: false,
    experimental: false,
  }
}

/** [type, options]; of a list, [names, options]. */
function specOf(name: string, input: ComfyInput, environment: ComfyEnvironment): unknown[] {
  const { type } = input
  switch (type) {
    case 'INT':
    case 'FLOAT': {
      const { default: standard, min, max, step } = input
      const isSeed = name === 'seed' || name === 'noise_seed'
      // 2⁶⁴ − 1 has more digits than a number of JavaScript.
      const largest = max === 2 ** 64 ? 2n ** 64n - 1n : max
      return [
        type,
        {
          default: standard,
          min,
          max: largest,
          ...(step === undefined ? {} : { step }),
          ...(isSeed ? { control_after_generate: true } : {}),
        },
      ]
    }
    case 'STRING': {
      const { default: standard, multiline } = input
      const options = { ...(standard === undefined ? {} : { default: standard }), ...(multiline ? { multiline } : {}) }
      return [type, options]
    }
    case 'BOOLEAN':
      return [type, { default: input.default }]
    case 'COMBO':
      return [input.options(environment), input.upload === true ? { image_upload: true } : {}]
    default:
      return [type, {}]
  }
}
