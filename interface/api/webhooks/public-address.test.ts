import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress } from './public-address.ts'
import { resolveReceiver } from './resolve-receiver.ts'

test('addresses of hosts in the internet are public, in any spelling', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '2606:4700::1111', '2a00:1450:4001:82a::200e', '::ffff:8.8.8.8']) {
    assert.ok(isPublicAddress(address), address)
  }
})

test('this machine, its networks, and what carries such an address inside are not', () => {
  const inside = [
    ['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ['100.64.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1', 'fec0::1'],
    ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '0:0:0:0:0:ffff:c0a8:0101', '::ffff:169.254.169.254'],
    ['64:ff9b::7f00:1', '64:ff9b::192.168.0.1', '2002:7f00:1::', '2001:0:4136:e378::', '::127.0.0.1', 'localhost', ''],
  ].flat()
  for (const address of inside) assert.ok(!isPublicAddress(address), address)
})

test('an address in any form that a browser takes is seen for what it is', async () => {
  const hosts = ['127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', '[::ffff:127.0.0.1]', '[::1]', '0', 'localhost']
  for (const host of hosts) {
    await assert.rejects(
      resolveReceiver(new URL(`http://${host}/`), { allowPrivate: false }),
      { code: 'bad-input' },
      host,
    )
  }
})

test('a name is resolved once, and refused when one of its addresses lies inside', async () => {
  let asked = 0
  const resolve = async () => {
    asked++
    return [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
  }
  const url = new URL('https://tool.example/')
  await assert.rejects(resolveReceiver(url, { allowPrivate: false, resolve }), { message: /10\.0\.0\.1/ })
  assert.deepEqual(await resolveReceiver(url, { allowPrivate: true, resolve }), {
    address: '93.184.216.34',
    family: 4,
  })
  assert.equal(asked, 2)
})
