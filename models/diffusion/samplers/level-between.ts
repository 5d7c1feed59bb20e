import { halfLogSnr, type Level } from './level.ts'
import type { Levels } from './noise-schedule.ts'

/** The level halfway in λ = log(α/σ): where the single-step DPM solvers look a second time. */
export function levelBetween(levels: Levels, from: Level, to: Level): Level {
  // From pure noise λ is −∞ and has no middle: look just below it (0.9999, as ComfyUI does for flow).
  if (from.alpha === 0) return levels.ofHalfLogSnr(Math.log(0.0001 / 0.9999))
  return levels.ofHalfLogSnr((halfLogSnr(from) + halfLogSnr(to)) / 2)
}
