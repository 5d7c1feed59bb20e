import { anvil } from './anvil.ts'
import { arch } from './arch.ts'
import { axe } from './axe.ts'
import { barrel } from './barrel.ts'
import { book } from './book.ts'
import { bottle } from './bottle.ts'
import { bust } from './bust.ts'
import { cactus } from './cactus.ts'
import { candlestick } from './candlestick.ts'
import { gate } from './castle-gate.ts'
import { cauldron } from './cauldron.ts'
import { chair } from './chair.ts'
import { chalice } from './chalice.ts'
import { chest } from './chest.ts'
import { column } from './column.ts'
import { crate } from './crate.ts'
import { crown } from './crown.ts'
import { crystalCluster } from './crystal-cluster.ts'
import { fountain } from './fountain.ts'
import { gear } from './gear.ts'
import { hammer } from './hammer.ts'
import { helmet } from './helmet.ts'
import { house } from './house.ts'
import { key } from './key.ts'
import { lamp } from './lamp.ts'
import { lantern } from './lantern.ts'
import { mushroom } from './mushroom.ts'
import type { NamedForm } from './named-form.ts'
import { obelisk } from './obelisk.ts'
import { pine } from './pine.ts'
import { planet } from './planet.ts'
import { pyramid } from './pyramid.ts'
import { ring } from './ring.ts'
import { robot } from './robot.ts'
import { rock } from './rock.ts'
import { ruins } from './ruins.ts'
import { shield } from './shield.ts'
import { skull } from './skull.ts'
import { snowman } from './snowman.ts'
import { spaceship } from './spaceship.ts'
import { statue } from './statue.ts'
import { sword } from './sword.ts'
import { table } from './table.ts'
import { teapot } from './teapot.ts'
import { throne } from './throne.ts'
import { tower } from './tower.ts'
import { tree } from './tree.ts'
import { vase } from './vase.ts'
import { well } from './well.ts'

/** Every form with a name. A new form is one file and its line here. */
const forms: readonly NamedForm[] = [
  anvil,
  arch,
  axe,
  barrel,
  book,
  bottle,
  bust,
  cactus,
  candlestick,
  gate,
  cauldron,
  chair,
  chalice,
  chest,
  column,
  crate,
  crown,
  crystalCluster,
  fountain,
  gear,
  hammer,
  helmet,
  house,
  key,
  lamp,
  lantern,
  mushroom,
  obelisk,
  pine,
  planet,
  pyramid,
  ring,
  robot,
  rock,
  ruins,
  shield,
  skull,
  snowman,
  spaceship,
  statue,
  sword,
  table,
  teapot,
  throne,
  tower,
  tree,
  vase,
  well,
]

export const namedForms: ReadonlyMap<string, NamedForm> = new Map(forms.map((form) => [form.id, form]))
