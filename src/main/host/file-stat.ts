/** What `stat` tells of a file, where a link leads. */
export interface FileStat {
  readonly type: 'file' | 'dir' | 'other'
  readonly sizeBytes: number
  readonly modifiedAtMs: number
  readonly device: number
  readonly inode: number
  /** Who may change it. Recordings of an earlier Headroom lack these. */
  readonly isOwn: boolean
  readonly ownerId: number
  readonly groupId: number
  /** As `chmod` counts them: 0o755. */
  readonly permissionBits: number
}
