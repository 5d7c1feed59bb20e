/** A piece of a hint; with `to` it leads to a page of the studio. */
export interface HintPart {
  readonly text: string
  readonly to?: string
}

// A command ends where its sentence does; names hold dots, but no dot before a space.
const command =
  /\bai-workspace ((?:models|jobs|assets|config|project|chats|doctor|logs)\b.*?)(?=[.,;)]*(?:\s[A-Z(]|$)|[.,;)]+\s|\s(?:says|shows|tells)\b)/g

/**
 * The hint of an error for somebody who sees no command line: where it names a command, the page stands that does the same.
 * 'Get one: ai-workspace models pull triposr' becomes 'Get one: Models › Catalogue › triposr'.
 */
export function studioHint(hint: string): readonly HintPart[] {
  const parts: HintPart[] = []
  let end = 0
  for (const match of hint.matchAll(command)) {
    if (match.index > end) parts.push({ text: hint.slice(end, match.index) })
    parts.push(placeOf(match[1]!.split(' ')))
    end = match.index + match[0].length
  }
  if (end < hint.length) parts.push({ text: hint.slice(end) })
  return parts
}

/** The same as text alone, for places without links. */
export function studioHintText(hint: string): string {
  return studioHint(hint)
    .map(({ text }) => text)
    .join('')
}

function placeOf([noun, verb = '', ...rest]: readonly string[]): HintPart {
  const words = rest.length === 0 ? '' : ` › ${rest.join(' ')}`
  switch (noun) {
    case 'models':
      if (verb === 'search') return { text: 'Models › Catalogue', to: '/models?show=catalogue' }
      if (verb === 'pull') return { text: `Models › Catalogue${words}`, to: '/models?show=catalogue' }
      return verb === 'list' || verb === 'verify' || verb.startsWith('-')
        ? { text: 'Models', to: '/models' }
        : { text: `Models${words}`, to: '/models' }
    case 'jobs':
      return { text: 'Jobs', to: verb === 'retry' && rest[0] ? `/jobs?job=${encodeURIComponent(rest[0])}` : '/jobs' }
    case 'assets':
      return { text: 'Gallery', to: '/gallery' }
    case 'config':
      return { text: `Settings${words}`, to: '/settings' }
    case 'project':
      return { text: 'Projects', to: '/projects' }
    case 'chats':
      return { text: 'Chat', to: '/chat' }
    case 'doctor':
      return { text: 'Settings', to: '/settings' }
    default:
      return { text: 'Logs', to: '/logs' }
  }
}
