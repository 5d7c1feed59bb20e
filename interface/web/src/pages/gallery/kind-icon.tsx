import { Box, FileOutput, Image, Layers, type LucideProps, Map as MapIcon, Shapes } from 'lucide-react'
import type { AssetKind } from '../../api/wire.ts'

const icons = { image: Image, map: MapIcon, material: Layers, form: Shapes, mesh: Box, export: FileOutput } as const

export function KindIcon({ kind, ...props }: LucideProps & { kind: AssetKind }) {
  const Icon = icons[kind]
  return <Icon aria-hidden {...props} />
}
