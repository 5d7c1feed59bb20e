import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assetOfPicture, safeLink } from './safe-address.ts'

test('links lead to web sites and to assets, nothing else', () => {
  assert.deepEqual(safeLink('https://example.org/a b'), { kind: 'outside', href: 'https://example.org/a%20b' })
  assert.deepEqual(safeLink('/gallery/01ABC'), { kind: 'studio', href: '/gallery/01ABC' })
  for (const href of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/api/v1/logout',
    '/?token=x',
    '/gallery/../api/v1/jobs',
    'https://bank.example@evil.example/',
    '',
  ]) {
    assert.equal(safeLink(href), undefined, href)
  }
})

test('pictures are those of this workspace', () => {
  assert.equal(assetOfPicture('asset:01ABC'), '01ABC')
  assert.equal(assetOfPicture('/api/v1/assets/01ABC/file'), '01ABC')
  assert.equal(assetOfPicture('/api/v1/assets/01ABC/thumbnail?size=large'), '01ABC')
  for (const src of [
    'https://evil.example/?q=secret',
    '/api/v1/assets/../logout',
    'data:image/png;base64,x',
    '/api/v1/jobs/x',
  ]) {
    assert.equal(assetOfPicture(src), undefined, src)
  }
})
