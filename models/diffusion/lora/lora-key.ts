/** What of a diffusion model a LoRA changes. */
export type LoraPart = 'unet' | 'text_encoder' | 'text_encoder_2'

/**
 * What one tensor of a LoRA is to its module: `down` and `up` of the plain kind (Hu et al. 2021, arXiv:2106.09685), `mid` of a
 * convolution in Tucker form, LyCORIS' own (arXiv:2309.14859) by their names, `diff` and `diff_b` whole differences.
 */
export type LoraRole =
  | 'down'
  | 'up'
  | 'mid'
  | 'alpha'
  | `hada_w${1 | 2}_${'a' | 'b'}`
  | `hada_t${1 | 2}`
  | `lokr_w${1 | 2}`
  | `lokr_w${1 | 2}_${'a' | 'b'}`
  | 'lokr_t2'
  | 'diff'
  | 'diff_b'

export type LoraKey =
  | { readonly kind: 'known'; readonly part: LoraPart; readonly path: string; readonly role: LoraRole }
  /** A method that is not computed here, by its name. */
  | { readonly kind: 'other-method'; readonly method: string }
  /** For a model that has no U-Net. */
  | { readonly kind: 'other-model'; readonly model: string }
  | { readonly kind: 'unknown' }

/**
 * Reads one tensor's name: kohya's (`lora_unet_down_blocks_0_…to_q.lora_down.weight`, also with CompVis' module names), PEFT's
 * and diffusers' (`unet.down_blocks.0.…to_q.lora_A.weight`, `….lora.down.weight`, `….processor.to_q_lora.down.weight`).
 * `path` is the module's dotted name as the file means it, of either U-Net layout.
 */
export function parseLoraKey(key: string): LoraKey {
  for (const [pattern, model] of otherModels) if (pattern.test(key)) return { kind: 'other-model', model }
  for (const [pattern, method] of otherMethods) if (pattern.test(key)) return { kind: 'other-method', method }
  for (const [pattern, roleOf] of roles) {
    const match = pattern.exec(key)
    if (match === null) continue
    const place = placeOf(key.slice(0, match.index))
    return place === undefined ? { kind: 'unknown' } : { kind: 'known', ...place, role: roleOf(match[1] ?? '') }
  }
  return { kind: 'unknown' }
}

const roles: readonly (readonly [RegExp, (name: string) => LoraRole])[] = [
  [/\.lora_(down|up|mid)(?:\.weight)?$/, (name) => name as LoraRole],
  [/\.lora_([AB])(?:\.default(?:_\d+)?)?(?:\.weight)?$/, (name) => (name === 'A' ? 'down' : 'up')],
  [/(?:\.lora|_lora|\.lora_linear_layer)\.(down|up)\.weight$/, (name) => name as LoraRole],
  [/\.(?:lora_)?alpha$/, () => 'alpha'],
  [/\.(hada_w[12]_[ab]|hada_t[12]|lokr_w[12](?:_[ab])?|lokr_t2|diff_b|diff)$/, (name) => name as LoraRole],
  [/\.([wb])_norm$/, (name) => (name === 'w' ? 'diff' : 'diff_b')],
]

const otherMethods: readonly (readonly [RegExp, string])[] = [
  [/\.(dora_scale|lora_magnitude_vector(\.\w+)*)$/, 'DoRA'],
  [/\.(oft_blocks|oft_diag|oft_R(\.\w+)*|boft_\w+)$/, 'OFT'],
  [/\.[ab][12]\.weight$/, 'GLoRA'],
  [/\.on_input$/, '(IA)³'],
  [/\.lora_(B|up)(\.default)?\.bias$/, 'LoRA with biases'],
]

const otherModels: readonly (readonly [RegExp, string])[] = [
  [/(^|[._])(double_blocks|single_blocks|single_transformer_blocks)[._]\d/, 'FLUX'],
  [/(^|[._])joint_blocks[._]\d/, 'Stable Diffusion 3'],
  [/^lora_prior_/, 'Stable Cascade'],
  [/^(lora_)?transformer[._](?!resblocks|text_model)/, 'a transformer model (FLUX, Stable Diffusion 3 and the like)'],
]

/** Whose module it is and its dotted name. */
function placeOf(base: string): { part: LoraPart; path: string } | undefined {
  const name = base.replace(/^base_model\.model\./, '')
  for (const [prefix, part] of prefixes) {
    if (!name.startsWith(prefix)) continue
    const rest = name.slice(prefix.length)
    return { part, path: prefix.endsWith('_') ? dotted(rest) : withoutProcessor(rest) }
  }
  if (/^(down_blocks|mid_block|up_blocks)\./.test(name)) return { part: 'unet', path: withoutProcessor(name) }
  if (name.startsWith('text_model.')) return { part: 'text_encoder', path: name }
  return undefined
}

/** Those that end in '_' are followed by a module's name whose dots became underscores. */
const prefixes: readonly (readonly [string, LoraPart])[] = [
  ['lora_unet_', 'unet'],
  ['lora_te1_', 'text_encoder'],
  ['lora_te2_', 'text_encoder_2'],
  ['lora_te_', 'text_encoder'],
  ['unet.', 'unet'],
  ['text_encoder_2.', 'text_encoder_2'],
  ['text_encoder.', 'text_encoder'],
  ['model.diffusion_model.', 'unet'],
  ['diffusion_model.', 'unet'],
]

/** diffusers' oldest files name the attention's processor, and its output without the 0. */
function withoutProcessor(path: string): string {
  return path.replace('.processor.', '.').replace(/\.to_out$/, '.to_out.0')
}

/** 'mid_block_attentions_0_proj_in' → 'mid_block.attentions.0.proj_in': only the words that modules really have keep a '_'. */
function dotted(flat: string): string {
  const kept = flat.replace(words, (_, start: string, word: string) => start + word.replaceAll('_', ' '))
  return kept.replaceAll('_', '.').replaceAll(' ', '_')
}

const words = new RegExp(
  `(^|_)(${[
    ...[
      'down_blocks',
      'up_blocks',
      'mid_block',
      'transformer_blocks',
      'time_embedding',
      'add_embedding',
      'time_emb_proj',
    ],
    ...['linear_1', 'linear_2', 'conv_in', 'conv_out', 'conv_norm_out', 'conv_shortcut', 'proj_in', 'proj_out'],
    ...['to_q', 'to_k', 'to_v', 'to_out', 'group_norm'],
    ...['input_blocks', 'middle_block', 'output_blocks', 'in_layers', 'out_layers', 'emb_layers', 'skip_connection'],
    ...['time_embed', 'label_emb'],
    ...['text_model', 'self_attn', 'q_proj', 'k_proj', 'v_proj', 'out_proj', 'layer_norm1', 'layer_norm2'],
    ...['text_projection', 'token_embedding', 'position_embedding', 'final_layer_norm'],
  ].join('|')})(?=_|$)`,
  'g',
)
