import type { ComfyCall, ComfyClass } from '../comfy-class.ts'
import { float, int, words } from '../inputs.ts'
import type { ClipValue, ConditioningValue, ControlValue } from '../values.ts'

const strength = float(1, 0, 2)
/** Each is 75 tokens: past this no model follows. */
const mostTexts = 64

/** Classes that make conditioning of words and pictures. */
export const conditioningClasses: readonly ComfyClass[] = [
  {
    name: 'CLIPTextEncode',
    title: 'CLIP Text Encode (Prompt)',
    category: 'conditioning',
    description: 'Words, as the model takes them.',
    inputs: { text: words, clip: { type: 'CLIP' } },
    outputs: [{ type: 'CONDITIONING' }],
    translate: ({ id, wire, text }) => [conditioning(id, wire('clip', 'CLIP'), text('text'))],
  },
  {
    name: 'CLIPTextEncodeSDXL',
    title: 'CLIPTextEncodeSDXL',
    category: 'advanced/conditioning',
    description: 'Words for SDXL: the same for both text encoders.',
    inputs: {
      clip: { type: 'CLIP' },
      width: int(1024, 0, 16_384),
      height: int(1024, 0, 16_384),
      crop_w: int(0, 0, 16_384),
      crop_h: int(0, 0, 16_384),
      target_width: int(1024, 0, 16_384),
      target_height: int(1024, 0, 16_384),
      text_g: words,
      text_l: words,
    },
    outputs: [{ type: 'CONDITIONING' }],
    translate: ({ id, wire, text, plan }) => {
      if (text('text_l').trim() !== text('text_g').trim()) {
        plan.refuse(
          { node: id, input: 'text_l' },
          'The two text encoders cannot be given different words.',
          'Write the same in text_g and text_l.',
        )
      }
      plan.note(id, "SDXL is told the picture's own size and no crop, whatever width, height, crop and target say.")
      return [conditioning(id, wire('clip', 'CLIP'), text('text_g'))]
    },
  },
  {
    name: 'CLIPSetLastLayer',
    title: 'CLIP Set Last Layer',
    category: 'conditioning',
    description: 'Leaves layers of the text encoder out (clip skip): −2 is the last but one.',
    inputs: { clip: { type: 'CLIP' }, stop_at_clip_layer: int(-1, -12, -1) },
    outputs: [{ type: 'CLIP' }],
    translate: ({ wire, number }) => [
      { ...wire('clip', 'CLIP'), skip: -number('stop_at_clip_layer') } satisfies ClipValue,
    ],
  },
  {
    name: 'ConditioningConcat',
    title: 'Conditioning (Concat)',
    category: 'conditioning',
    description: 'One text behind the other, each encoded on its own.',
    inputs: { conditioning_to: { type: 'CONDITIONING' }, conditioning_from: { type: 'CONDITIONING' } },
    outputs: [{ type: 'CONDITIONING' }],
    translate: ({ id, wire, plan }) => {
      const to = wire('conditioning_to', 'CONDITIONING')
      const from = wire('conditioning_from', 'CONDITIONING')
      if (JSON.stringify(to.clip) !== JSON.stringify(from.clip) || (to.zero ?? from.zero) === true) {
        plan.refuse(
          { node: id, input: 'conditioning_from' },
          'The two texts do not come from the same text encoder.',
          'Connect both CLIPTextEncode nodes to the same CLIP output.',
        )
      }
      const texts = [...to.texts, ...from.texts]
      if (texts.length > mostTexts) {
        plan.refuse({ node: id }, `More than ${mostTexts} texts are laid one behind the other.`, 'Join some of them.')
      }
      return [{ ...to, texts, node: id } satisfies ConditioningValue]
    },
  },
  {
    name: 'ConditioningZeroOut',
    title: 'ConditioningZeroOut',
    category: 'advanced/conditioning',
    description: 'No words at all, for a negative prompt at cfg 1.',
    inputs: { conditioning: { type: 'CONDITIONING' } },
    outputs: [{ type: 'CONDITIONING' }],
    translate: ({ id, wire }) => [
      { ...wire('conditioning', 'CONDITIONING'), zero: true, node: id } satisfies ConditioningValue,
    ],
  },
  {
    name: 'ControlNetApply',
    title: 'Apply ControlNet (OLD)',
    category: 'conditioning/controlnet',
    description: 'Guides both prompts by a picture.',
    inputs: {
      conditioning: { type: 'CONDITIONING' },
      control_net: { type: 'CONTROL_NET' },
      image: { type: 'IMAGE' },
      strength,
    },
    outputs: [{ type: 'CONDITIONING' }],
    translate: (call) => [guide(call, 'conditioning', { from: 0, to: 1, both: true })],
  },
  {
    name: 'ControlNetApplyAdvanced',
    title: 'Apply ControlNet',
    category: 'conditioning/controlnet',
    description: 'Guides both prompts by a picture over a part of the steps.',
    inputs: {
      positive: { type: 'CONDITIONING' },
      negative: { type: 'CONDITIONING' },
      control_net: { type: 'CONTROL_NET' },
      image: { type: 'IMAGE' },
      strength,
      start_percent: float(0, 0, 1, 0.001),
      end_percent: float(1, 0, 1, 0.001),
      vae: { type: 'VAE', optional: true },
    },
    outputs: [
      { type: 'CONDITIONING', name: 'positive' },
      { type: 'CONDITIONING', name: 'negative' },
    ],
    translate: (call) => {
      const range = { from: call.number('start_percent'), to: call.number('end_percent'), both: false }
      return [guide(call, 'positive', range), guide(call, 'negative', range)]
    },
  },
]

function conditioning(node: string, clip: ClipValue, text: string): ConditioningValue {
  return { clip, texts: [text], controls: [], node }
}

function guide(
  { id: node, wire, number, plan }: ComfyCall,
  input: string,
  range: Pick<ControlValue, 'from' | 'to' | 'both'>,
): ConditioningValue {
  const before = wire(input, 'CONDITIONING')
  // At strength 0 ComfyUI passes it on as it is.
  if (number('strength') === 0) return before
  const [picture, second] = wire('image', 'IMAGE')
  if (second !== undefined) {
    plan.refuse(
      { node, input: 'image' },
      'A ControlNet is guided by one picture, not by a batch.',
      'Connect one picture.',
    )
  }
  const control = {
    net: wire('control_net', 'CONTROL_NET'),
    picture: picture!,
    strength: number('strength'),
    ...range,
    node,
  }
  return { ...before, controls: [...before.controls, control] }
}
