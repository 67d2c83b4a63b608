/** The launchd agent of this user, which serves the screens on a Mac without anybody at it: the answer of `headroom agent status`. */
export interface Agent {
  readonly schema: 'headroom/agent/1'
  /**
   * `off`: its file is there, and launchd knows nothing of it (nobody is logged in, or it was switched off by hand). `waiting`: it
   * has ended, and launchd starts it again. `unknown`: launchd does not say.
   */
  readonly state: 'none' | 'off' | 'running' | 'waiting' | 'unknown'
  readonly pid: number | null
  /** Of its last end; null where it has never ended, or nobody knows. */
  readonly lastExitCode: number | null
  /** What else launchd says: why it is `unknown`. */
  readonly reason: string | null
  readonly file: string
  readonly logFile: string
  /** Of its file; null where there is none, or it is not as Headroom writes it. */
  readonly port: number | null
  readonly tokenFile: string | null
  readonly allowsActs: boolean | null
  /** Whether it starts the Headroom that says this. */
  readonly isThisHeadroom: boolean | null
  /** Only where it speaks TLS: for other machines, or by a certificate of the user's own. */
  readonly remote?: AgentRemote
}

export interface AgentRemote {
  /** Under which it is reached. */
  readonly url: string
  /** SHA-256 of the certificate that it shows; null: it is not there yet, or cannot be read. */
  readonly fingerprint: string | null
}
