import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KnownPlace } from './known-place.ts'

test('the stream begins at the oldest answer, and an older one that comes later is told', () => {
  const place = new KnownPlace()
  place.answered('e:7')
  place.answered('e:5')
  place.answered(null)
  place.answered('e:6')
  let older = 0
  assert.equal(
    place.follow(() => older++),
    'e:5',
  )
  place.answered('e:5')
  place.heard('e:9')
  place.answered('e:8')
  assert.equal(older, 0, 'the stream itself told what came after the fifth event')
  place.answered('e:4')
  assert.equal(older, 1)
})

test('a stream that began before any answer counts from its first event', () => {
  const place = new KnownPlace()
  let older = 0
  assert.equal(
    place.follow(() => older++),
    undefined,
  )
  place.heard('e:3')
  place.heard('e:4')
  place.answered('e:3')
  assert.equal(older, 0)
  place.answered('e:2')
  assert.equal(older, 1)
  place.answered('another:1')
  assert.equal(older, 1, 'of a server that was started anew the stream says so itself')
})

test('the next stream goes on where the last one ended', () => {
  const place = new KnownPlace()
  place.answered('e:1')
  place.follow(() => undefined)
  place.heard('e:20')
  place.unfollow()
  place.answered('e:21')
  assert.equal(
    place.follow(() => undefined),
    'e:20',
  )
})
