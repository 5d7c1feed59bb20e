import type { ChatCall } from '../../../api/wire.ts'
import { counted } from '../../../format/counted.ts'
import { formatBytes } from '../../../format/format-bytes.ts'
import { formatSeconds } from '../../../format/format-time.ts'

/** What a call is expected to take: 'about 40 s · 4 pictures · downloads 2.1 GB'. */
export function plannedWords({ planned }: Pick<ChatCall, 'planned'>): string | undefined {
  if (planned === undefined) return undefined
  const { seconds, images, bytes } = planned
  const words = [
    ...(seconds === undefined ? [] : [`about ${formatSeconds(seconds)}`]),
    ...(images === undefined ? [] : [counted(images, 'picture')]),
    ...(bytes === undefined ? [] : [`downloads ${formatBytes(bytes)}`]),
  ]
  return words.length === 0 ? undefined : words.join(' · ')
}
