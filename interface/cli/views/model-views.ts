import type { InstalledModel, ModelCard, PullPlan } from '../../../core/models/model-library.ts'
import { formatBytes, shorten } from '../terminal/format.ts'
import { facts, table } from '../terminal/table.ts'
import type { Paint } from '../terminal/terminal.ts'
import { serverRows } from './server-views.ts'

/** Models as rows: what each costs, may be used for, and whether it runs here. */
export function modelTable(cards: readonly (ModelCard & { readonly isDefault?: boolean })[], paint: Paint): string {
  const rows = cards.map((card) => [
    `${paint('name', card.id)}${version(card.installed, paint)}`,
    // Weights, memory and licence are the server's own: nothing is known of them here.
    ...(card.installed?.storage === 'server'
      ? [card.family ?? '', '', '', '', '']
      : [card.kind, sizeText(card), memoryText(card), shortLicence(card, paint), gateText(card, paint)]),
    card.runsToday ? paint('good', 'yes') : paint('faint', 'not yet'),
    stateText(card, paint),
  ])
  const headings = ['model', 'kind', 'size', 'memory', 'licence', 'gate', 'runs', 'state']
  return table(headings, rows, { paint, right: [2] })
}

/** Everything that is known of one model. */
export function modelFacts(card: ModelCard, paint: Paint): string {
  const { installed, memory } = card
  if (installed?.storage === 'server') {
    const rows = [
      ['server', paint('title', card.title)],
      ['id', card.id],
      ['kind', card.family ?? ''],
      ['version', `${installed.version}${installed.isDefault ? ', the default' : ''}`],
      ...serverRows(installed, paint),
    ] as const
    return facts(rows, paint)
  }
  const settings = Object.entries(card.settings).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(' × ') : String(value)}`,
  )
  const rows: (readonly [string, string])[] = [
    ['model', paint('title', card.title)],
    ['id', card.id],
    ['kind', [card.kind, card.family ?? ''].filter((word) => word !== '').join(', ')],
    ['licence', longLicence(card, paint)],
    ['gate', gateSentence(card, paint)],
    ['size', card.sizeBytes === undefined ? 'not stated' : sizeText(card)],
    ['memory', memory === undefined ? 'not known' : `${memoryText(card)}, estimated`],
    ['runs today', card.runsToday ? paint('good', 'yes') : runsNot(card)],
    ...(settings.length > 0 ? [['settings', settings.join(', ')] as const] : []),
    ...(card.notes === undefined ? [] : [['notes', card.notes] as const]),
    ...(installed === undefined
      ? [['state', 'not installed'] as const, ['address', addressText(card, paint)] as const]
      : installedRows(installed, paint)),
  ]
  return facts(rows, paint)
}

/** What a pull will bring, told before it starts. */
export function pullFacts(plans: readonly PullPlan[], card: ModelCard | undefined, paint: Paint): string {
  const [main, ...others] = plans
  if (main === undefined) return ''
  const known = plans.filter((plan) => plan.aboutBytes !== undefined)
  const total = known.reduce((sum, plan) => sum + (plan.aboutBytes ?? 0), 0)
  const size =
    known.length === plans.length
      ? `about ${formatBytes(total)}`
      : total === 0
        ? 'size not stated'
        : `${formatBytes(total)} and more`
  return facts(
    [
      ['model', `${paint('title', main.title)} ${paint('faint', main.source)}`],
      ['licence', longLicence(main, paint)],
      ['gate', gateSentence(main, paint)],
      ['address', addressText(main, paint)],
      ['download', others.length === 0 ? size : `${size}, with ${others.map((plan) => plan.id).join(', ')}`],
      ...(card?.memory === undefined ? [] : [['memory', `${memoryText(card)}, estimated`] as const]),
      ...(card === undefined ? [] : [['runs today', card.runsToday ? paint('good', 'yes') : runsNot(card)] as const]),
    ],
    paint,
  )
}

type Licensed = Pick<ModelCard, 'licence' | 'commercialUse'>

function longLicence({ licence = 'not stated', commercialUse }: Licensed, paint: Paint): string {
  switch (commercialUse) {
    case 'yes':
      return `${licence}; commercial use allowed`
    case 'restricted':
      return `${licence}; commercial use allowed, under its rules of use`
    case 'conditional':
      return `${licence}; ${paint('warn', 'commercial use under conditions: read it')}`
    case 'no':
      return `${licence}; ${paint('bad', 'NOT for commercial use')}`
    case 'unknown':
      return `${licence}; ${paint('warn', 'whether commercial use is allowed is not known')}`
    default:
      return commercialUse satisfies never
  }
}

function shortLicence({ licence = 'not stated', commercialUse }: Licensed, paint: Paint): string {
  const name = shorten(licence.replace(/\s*\(.*$/, ''), 28)
  const mark = {
    yes: '',
    restricted: '',
    conditional: paint('warn', ' conditions'),
    no: paint('bad', ' NON-COMMERCIAL'),
    unknown: paint('warn', ' commercial?'),
  }
  return `${name}${mark[commercialUse]}`
}

function gateText({ gated }: Pick<ModelCard, 'gated'>, paint: Paint): string {
  return gated === 'yes' ? paint('warn', 'login') : gated === 'unknown' ? paint('faint', '?') : ''
}

function gateSentence({ gated }: Pick<ModelCard, 'gated'>, paint: Paint): string {
  if (gated === 'yes') return paint('warn', 'needs a login and an accepted licence at its host (HF_TOKEN)')
  return gated === 'no' ? 'none' : 'not known'
}

function addressText({ verified }: Pick<ModelCard, 'verified'>, paint: Paint): string {
  return verified ? 'verified in its sources' : paint('warn', 'unverified: nobody maintained vouches for it')
}

function sizeText({ sizeBytes, sizeIsExact }: Pick<ModelCard, 'sizeBytes' | 'sizeIsExact'>): string {
  return sizeBytes === undefined ? '?' : `${sizeIsExact ? '' : '~'}${formatBytes(sizeBytes)}`
}

function memoryText({ memory }: Pick<ModelCard, 'memory'>): string {
  if (memory === undefined) return '?'
  const small = memory.eightBitBytes === undefined ? '' : `, ${formatBytes(memory.eightBitBytes)} at 8 bit`
  return `${formatBytes(memory.bytes)}${small}`
}

function stateText(
  { installed, verified, isDefault }: ModelCard & { readonly isDefault?: boolean },
  paint: Paint,
): string {
  if (installed === undefined) return verified ? '' : paint('warn', 'unverified')
  if (installed.missing.length > 0) return paint('bad', 'files missing')
  const words = { copied: 'installed', 'in-place': 'in place', server: 'server' }
  return paint('good', `${words[installed.storage]}${isDefault === true ? ', default' : ''}`)
}

function version(installed: InstalledModel | undefined, paint: Paint): string {
  return installed === undefined
    ? ''
    : paint('faint', `@${installed.version.slice(0, 8)}${installed.isDefault ? '' : ' (older)'}`)
}

function runsNot({ family }: Pick<ModelCard, 'family'>): string {
  return `not yet: nothing here runs ${family ?? 'its kind'}`
}

function installedRows(model: InstalledModel, paint: Paint): (readonly [string, string])[] {
  const files = model.files.map(({ path, sha256, checkedAgainst }) => {
    const hash = sha256 === undefined ? 'hash not read yet' : `sha256 ${sha256.slice(0, 16)}…`
    const check = checkedAgainst === undefined ? '' : `, checked (${checkedAgainst})`
    return `${paint('path', path)}\n  ${paint('faint', `${hash}${check}`)}`
  })
  return [
    ...(model.description === undefined ? [] : [['by its bytes', model.description] as const]),
    ['version', `${model.version}${model.isDefault ? ', the default' : ''}`],
    ['from', model.source],
    ['kept', model.storage === 'in-place' ? 'in place: its files belong to someone else' : 'in the workspace'],
    ['files', files.join('\n')],
    ...(model.companions.length > 0 ? [['needs', model.companions.join(', ')] as const] : []),
    ...(model.missing.length > 0 ? [['missing', paint('bad', model.missing.join('\n'))] as const] : []),
  ]
}
