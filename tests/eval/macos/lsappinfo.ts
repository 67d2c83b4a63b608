import { parseRegisteredApps } from '../../../src/main/probes/darwin/lsappinfo.ts'
import type { Adapter } from './sample.ts'

export const lsappinfo: Adapter = ({ text }) => ({
  apps: parseRegisteredApps(text).map((app) => ({
    name: app.name,
    bundle_id: app.bundleId,
    pid: app.pid,
    type: app.type,
    arch: app.architecture,
    front: app.isFront,
    executable: app.executable,
    coalition: app.coalitionId,
    coalition_pids: app.coalitionPids,
  })),
})
