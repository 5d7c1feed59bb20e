import {
  Box,
  Cpu,
  FolderOpen,
  Images,
  ListChecks,
  type LucideIcon,
  MessageSquare,
  ScrollText,
  Settings,
  Sparkles,
} from 'lucide-react'

export interface Place {
  readonly path: string
  readonly label: string
  readonly icon: LucideIcon
  /** Goes there: 'g' and a letter. */
  readonly keys: string
  /** In sight on a phone; the others stand behind "More". */
  readonly main: boolean
  /** Other words a person may look for it by. */
  readonly words: readonly string[]
}

/** The rail, the bottom bar and the palette, in this order. */
export const places: readonly Place[] = [
  { path: '/', label: 'Create', icon: Sparkles, keys: 'g c', main: true, words: ['prompt', 'generate', 'new picture'] },
  { path: '/gallery', label: 'Gallery', icon: Images, keys: 'g g', main: true, words: ['assets', 'images', 'history'] },
  { path: '/3d', label: '3D', icon: Box, keys: 'g d', main: true, words: ['mesh', 'viewer', 'model', 'glb'] },
  {
    path: '/chat',
    label: 'Chat',
    icon: MessageSquare,
    keys: 'g t',
    main: true,
    words: ['conversation', 'assistant', 'talk', 'agent', 'language model'],
  },
  { path: '/jobs', label: 'Jobs', icon: ListChecks, keys: 'g j', main: true, words: ['queue', 'running', 'cancel'] },
  { path: '/projects', label: 'Projects', icon: FolderOpen, keys: 'g p', main: false, words: ['sessions', 'undo'] },
  { path: '/models', label: 'Models', icon: Cpu, keys: 'g m', main: false, words: ['checkpoint', 'lora', 'download'] },
  {
    path: '/settings',
    label: 'Settings',
    icon: Settings,
    keys: 'g s',
    main: false,
    words: ['configuration', 'options'],
  },
  { path: '/logs', label: 'Logs', icon: ScrollText, keys: 'g l', main: false, words: ['errors', 'debug'] },
]

/** Whether `pathname` lies in a place. */
export function isIn(place: Pick<Place, 'path'>, pathname: string): boolean {
  return place.path === '/' ? pathname === '/' : pathname === place.path || pathname.startsWith(`${place.path}/`)
}
