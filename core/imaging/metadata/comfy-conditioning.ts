import { type ComfyGraph, type ComfyLink, linkOf, linksInto } from './comfy-graph.ts'
import { asText } from './loose-json.ts'

/** The inputs under which text encoders and text nodes take their words, the telling ones first. */
const textInputs = ['text', 'text_g', 't5xxl', 'prompt', 'string', 'value', 'populated_text', 'clip_l', 'text_l']

/** Nodes that put one text together: some dozens at most. */
const longestTextChain = 500

/** The words behind a wire of conditioning: all encoders that flow into it, a line each. */
export function promptBehind(graph: ComfyGraph, start: ComfyLink | undefined): string {
  const texts = new Set<string>()
  const seen = new Set<string>()
  const waiting = start === undefined ? [] : [start]
  // A stack and no recursion: a chain of nodes may be as long as the file.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, slot } = next
    // ConditioningZeroOut is there to say nothing.
    if (seen.has(`${node.id} ${slot}`) || node.type === 'ConditioningZeroOut') continue
    seen.add(`${node.id} ${slot}`)
    const { positive, negative } = node.inputs
    const key = textInputs.find((name) => node.inputs[name] !== undefined)
    if (Array.isArray(positive) && Array.isArray(negative)) {
      // ControlNet and the like pass both on: output 0 is the positive one, 1 the negative one.
      const link = linkOf(graph, slot === 1 ? negative : positive)
      if (link !== undefined) waiting.push(link)
    } else if (key !== undefined) {
      const text = textBehind(graph, node.inputs[key])
      if (text !== '') texts.add(text)
    } else {
      const links = linksInto(graph, node).filter(({ name }) => !/^(clip|model|vae|image|control_net)$/.test(name))
      for (const { link } of links.toReversed()) waiting.push(link)
    }
  }
  return [...texts].join('\n')
}

/** A text, or what the nodes behind a wire put together: every text input in its order, joined by their delimiter. */
function textBehind(graph: ComfyGraph, value: unknown, seen = new Set<string>()): string {
  if (typeof value === 'string') return value
  const node = linkOf(graph, value)?.node
  if (node === undefined || seen.has(node.id) || seen.size > longestTextChain) return ''
  seen.add(node.id)
  const key = textInputs.find((name) => node.inputs[name] !== undefined)
  if (key !== undefined) return textBehind(graph, node.inputs[key], seen)
  const delimiter = asText(node.inputs['delimiter']) ?? ' '
  return Object.entries(node.inputs)
    .filter(([name]) => /^(text|string|prompt|input)_?\w?\d*$/i.test(name))
    .map(([, input]) => textBehind(graph, input, seen))
    .filter((text) => text !== '')
    .join(delimiter)
}
