import { statfsSync } from 'node:fs'

/**
 * File systems that reach over a network, by the numbers Linux gives them (linux/magic.h, and FUSE, which sshfs and rclone
 * use). Mapping a file there fetches it page by page: 30 to 50 times slower than reading it whole.
 */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0xfe534d42, // SMB 2 and 3
  0xff534d42, // CIFS
  0x517b, // SMB 1
  0x65735546, // FUSE
  0x01021997, // 9P: shared folders of virtual machines
  0x00c36400, // Ceph
  0x5346414f, // AFS
])

const known = new Map<string, boolean>()

/** Whether a folder lies on a network drive. False where the system does not tell: macOS and Windows name no such number. */
export function isNetworkDrive(folder: string): boolean {
  let answer = known.get(folder)
  if (answer === undefined) {
    answer = process.platform === 'linux' && networkTypes.has(statfsSync(folder).type)
    known.set(folder, answer)
  }
  return answer
}
