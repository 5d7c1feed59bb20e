import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ModelInventory } from '../../models/hub/inventory.ts'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'

test('only what runs here is taken where no model is named: the chosen one, else the newest, else the built-in one', async (t) => {
  const { home, models } = await temporaryWorkspace(t)
  const inventory = new ModelInventory(home)
  const add = (id: string, architecture: string, addedAt: string) => {
    const folder = inventory.versionFolder({ id, version: 'v' })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'w'), 'w')
    const files = [{ path: 'w', role: 'weights', sizeBytes: 1 }]
    const common = {
      format: 1,
      version: 'v',
      component: false,
      storage: 'copied',
      companions: [],
      settings: {},
    } as const
    const kind = { kind: 'checkpoint', architecture, commercialUse: 'yes' } as const
    return inventory.add({ ...common, ...kind, companions: [], id, title: id, files, source: 'test', addedAt })
  }
  const taken = async () => {
    const defaults = (await models.list()).filter(({ isDefault, task }) => isDefault && task === 'text-to-image')
    return defaults.map(({ id }) => id)
  }
  assert.deepEqual(await taken(), ['procedural'])
  add('strange', 'flux9', '2026-01-01')
  assert.deepEqual(await taken(), ['procedural'], 'the only one there is does not run')
  const old = add('old', 'sd15', '2026-01-02')
  assert.deepEqual(await taken(), ['old'])
  add('new', 'sdxl', '2026-01-03')
  add('stranger', 'flux9', '2026-01-04')
  assert.deepEqual(await taken(), ['new'])
  inventory.use(old)
  assert.deepEqual(await taken(), ['old'])
})
