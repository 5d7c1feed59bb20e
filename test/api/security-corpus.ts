import { crc32, deflateSync } from 'node:zlib'

/** Values of Host that are not this machine: plain foreign names, what DNS rebinding uses, and what only looks like it. */
export const foreignHosts: readonly string[] = [
  'evil.example',
  'evil.example:7878',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1.nip.io',
  '7f000001.rbndr.us',
  'localhost.',
  'localhost:80:80',
  'localhost:port',
  'localhost evil.example',
  'localhost,evil.example',
  'localhost/evil.example',
  'localhost#evil.example',
  'user@localhost',
  'localhost@evil.example',
  '0.0.0.0',
  '0',
  '2130706433',
  '0x7f.1',
  '127.1',
  '169.254.169.254',
  '192.168.0.10',
  '[::ffff:127.0.0.1]',
  '[::]',
  '[::1',
  'xn--lcalhost-7ya',
  'local\u00adhost',
  'a'.repeat(5000),
]

/** Requests as they stand on the wire whose Host is missing, empty, double or said twice. */
export const malformedHosts: readonly string[] = [
  'GET /api/v1/health HTTP/1.0\r\n\r\n',
  'GET /api/v1/health HTTP/1.0\r\nHost:\r\n\r\n',
  'GET /api/v1/health HTTP/1.1\r\nConnection: close\r\n\r\n',
  'GET /api/v1/health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n',
  'GET /api/v1/health HTTP/1.1\r\nHost: \t \r\nConnection: close\r\n\r\n',
  'GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  'GET /api/v1/health HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'GET http://evil.example/api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'GET http://localhost/api/v1/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  'GET /api/v1/health HTTP/1.1\r\n Host: localhost\r\nConnection: close\r\n\r\n',
  'GET /api/v1/health\r\n\r\n',
  'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n',
]

/** Values of Origin that are not the studio's own. */
export const foreignOrigins: readonly string[] = [
  'https://evil.example',
  'null',
  '',
  'http://localhost',
  'http://localhost:1',
  'http://127.0.0.1.evil.example',
  'http://evil.example#http://localhost',
  'file://',
  'chrome-extension://abcdefghijklmnop',
  'http://localhost, http://evil.example',
]

/** Ways out of a folder, as they may stand in a path or a query. `secret` is the name of a file above that must not come. */
export function traversals(secret: string): readonly string[] {
  const up = '../'.repeat(8)
  return [
    `${up}${secret}`,
    `/${secret}`,
    `file://${secret}`,
    `..%2f..%2f..%2f..%2fconfig%2ftoken`,
    `..%252f..%252f..%252fconfig%252ftoken`,
    '%2e%2e/%2e%2e/%2e%2e/config/token',
    '%2e%2e%5c%2e%2e%5cconfig%5ctoken',
    '..\\..\\..\\config\\token',
    '....//....//config/token',
    '..%c0%af..%c0%afconfig%c0%aftoken',
    '..%ef%bc%8f..%ef%bc%8fconfig',
    '\\\\evil.example\\share\\x',
    '%5c%5cevil.example%5cshare',
    '//evil.example/share',
    'C:\\Windows\\win.ini',
    'config/token%00.png',
    '%00',
    '%0d%0aSet-Cookie:%20a=b',
    '%',
    '%zz',
    '%ff%fe',
    "' OR 1=1 --",
    '%27%3B%20DROP%20TABLE%20assets%3B--',
    '__proto__',
    'constructor',
    'NaN',
    '-1',
    '99999999999999999999',
    '*',
    '"*',
    '\u202egnp.exe',
    'x'.repeat(4000),
  ]
}

/** Files that are small and unpack, or claim to unpack, to far too much; or are no picture at all. */
export const hostileFiles: Readonly<Record<string, () => Uint8Array>> = {
  'a PNG of 65535 × 65535': () => png(65_535, 65_535, deflateSync(Buffer.alloc(1000))),
  'a PNG of 30000 × 30000 that is really there': () => png(30_000, 30_000, deflateSync(Buffer.alloc(30_001 * 3000))),
  'a PNG of 2³¹ × 2³¹': () => png(2 ** 31 - 1, 2 ** 31 - 1, Buffer.alloc(10)),
  'a PNG without a size': () => png(0, 0, Buffer.alloc(10)),
  'a PNG whose 16-bit heights are 60000 × 60000': () => png(60_000, 60_000, deflateSync(Buffer.alloc(100)), [16, 0]),
  'a PNG with a text of 200 MB': () => png(4, 4, deflateSync(Buffer.alloc(4 * 13)), [8, 2], chunk('zTXt', textBomb())),
  'a JPEG of 65500 × 65500': () => jpeg(65_500, 65_500),
  'a JPEG without a scan': () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]),
  'a WebP of 16383 × 16383': () => webp(16_383, 16_383),
  'a GLB of 40 GB of zeros': () => glb({ count: 1_000_000_000, componentType: 5126, type: 'VEC4' }),
  'a GLB whose JSON is longer than the file': () => {
    const bytes = glb({ count: 3, componentType: 5126, type: 'VEC3' })
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(12, 0xff_ff_ff_00, true)
    return bytes
  },
  'JSON nested 100,000 deep': () => Buffer.from('{"a":'.repeat(100_000)),
  'arrays nested 10,000 deep': () => Buffer.from(`{"parts":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
  'a ZIP of zeros': () =>
    Buffer.concat([Buffer.from('PK\u0003\u0004'), deflateSync(Buffer.alloc(50_000_000)), Buffer.alloc(30)]),
  'SVG with a script': () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  'an HTML page': () => Buffer.from('<!doctype html><script>alert(1)</script>'),
  'a Windows program': () => Buffer.from(`MZ${'\0'.repeat(500)}`),
  'an XML entity bomb': () => Buffer.from('<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'),
  nothing: () => new Uint8Array(),
}

/** Files with a bomb where no reader of pictures looks: taken, and as harmless as any. */
export const oddFiles: Readonly<Record<string, () => Uint8Array>> = {
  'a PNG with a colour profile of 200 MB': () =>
    png(4, 4, deflateSync(Buffer.alloc(4 * 13)), [8, 2], chunk('iCCP', textBomb())),
  'a PNG whose pixels unpack to 200 MB where 52 bytes are due': () =>
    png(4, 4, deflateSync(Buffer.alloc(200_000_000)), [8, 2]),
}

function textBomb(): Uint8Array {
  return Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(200_000_000))])
}

function png(
  width: number,
  height: number,
  pixels: Uint8Array,
  [depth, colour]: readonly [number, number] = [8, 2],
  extra: Uint8Array = new Uint8Array(),
): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = depth
  header[9] = colour
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    extra,
    chunk('IDAT', pixels),
    chunk('IEND', new Uint8Array()),
  ])
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const bytes = Buffer.alloc(body.length + 8)
  bytes.writeUInt32BE(data.length, 0)
  body.copy(bytes, 4)
  bytes.writeUInt32BE(crc32(body), body.length + 4)
  return bytes
}

/** A baseline JPEG up to its scan, which is missing. */
function jpeg(width: number, height: number): Uint8Array {
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const scan = Buffer.from([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 0x3f, 0, 0, 0xff, 0xd9])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), frame, scan])
}

/** An extended WebP whose canvas is that large, with a still picture of a few bytes in it. */
function webp(width: number, height: number): Uint8Array {
  const canvas = Buffer.alloc(10)
  canvas.writeUIntLE(width - 1, 4, 3)
  canvas.writeUIntLE(height - 1, 7, 3)
  const lossless = Buffer.alloc(20)
  lossless[0] = 0x2f
  lossless.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1)
  const part = (name: string, data: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(data.length)
    return Buffer.concat([Buffer.from(name), size, data])
  }
  return part('RIFF', Buffer.concat([Buffer.from('WEBP'), part('VP8X', canvas), part('VP8L', lossless)]))
}

/** A GLB with one triangle mesh whose accessor has no data of its own. */
function glb(accessor: { count: number; componentType: number; type: string }): Buffer {
  const json = JSON.stringify({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    accessors: [accessor],
  })
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4, ' '))
  const bytes = Buffer.alloc(20 + text.length)
  bytes.write('glTF', 0, 'latin1')
  bytes.writeUInt32LE(2, 4)
  bytes.writeUInt32LE(bytes.length, 8)
  bytes.writeUInt32LE(text.length, 12)
  bytes.write('JSON', 16, 'latin1')
  text.copy(bytes, 20)
  return bytes
}
