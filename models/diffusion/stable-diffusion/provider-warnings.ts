import { type Provider, type ProviderChoice, providerTitles } from '../../../base/provider.ts'

/** What a user should know of where a picture was computed: a card that failed, or one that weights in few bits do not use. */
export function providerWarnings(choice: ProviderChoice, used: Provider, precision: string): string[] {
  const title = providerTitles[choice.provider]
  return [
    ...(choice.notice === undefined ? [] : [choice.notice]),
    ...(used === choice.provider
      ? []
      : [`The U-Net was computed on the CPU, not on ${title}: its weights are held in ${precision}.`]),
  ]
}
