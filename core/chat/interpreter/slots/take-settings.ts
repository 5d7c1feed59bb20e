import type { ChatWorld } from '../../world.ts'
import type { Clause } from '../text/clause.ts'
import { takeMaps } from './maps.ts'
import { takeNames } from './names.ts'
import { takeNegative } from './negative.ts'
import { takeNumbers } from './numbers.ts'
import { takeSampling } from './sampling.ts'
import type { Settings } from './settings.ts'
import { takeSize } from './size.ts'

/** Takes all settings out of the clause; what remains is its content. */
export function takeSettings(clause: Clause, world: ChatWorld): Settings {
  const settings: Settings = {}
  takeSampling(clause, settings, world)
  takeNames(clause, settings)
  takeMaps(clause, settings)
  takeNumbers(clause, settings)
  takeSize(clause, settings, world)
  takeNegative(clause, settings)
  return settings
}
