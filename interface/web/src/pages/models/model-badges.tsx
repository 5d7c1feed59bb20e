import type { Model } from '../../api/wire.ts'
import { Badge } from '../../design/badge.tsx'
import type { MemoryFit } from './memory-fit.ts'

/** What one must know of a model before using it, in words. */
export function ModelBadges({ model, fit }: { model: Model; fit: MemoryFit }) {
  const { installed, builtIn, isDefault, commercialUse, gated, verified, runsToday } = model
  return (
    <>
      {isDefault ? <Badge tone="accent">In use</Badge> : null}
      {builtIn ? <Badge>Built in, no weights</Badge> : null}
      {installed?.storage === 'server' ? <Badge tone="info">Server</Badge> : null}
      {(installed?.missing.length ?? 0) > 0 ? <Badge tone="danger">Files missing</Badge> : null}
      {commercialUse === 'no' ? <Badge tone="warning">Non-commercial</Badge> : null}
      {commercialUse === 'conditional' ? <Badge tone="warning">Commercial use on conditions</Badge> : null}
      {gated === 'yes' ? <Badge tone="warning">Needs a login</Badge> : null}
      {verified || builtIn || installed !== undefined ? null : <Badge tone="warning">Address unverified</Badge>}
      {runsToday ? null : <Badge>Does not run here yet</Badge>}
      {fit === 'too-large' ? <Badge tone="danger">Too large for this machine</Badge> : null}
      {fit === 'at-8-bit' ? <Badge tone="info">Fits with 8-bit weights</Badge> : null}
    </>
  )
}
